"""State secrets stay outside: every text that a page sends is looked at for a mark before any view sees it.

One place instead of every form: titles, reasons, opinions, conclusions, notes and drafts all come this way,
and so does what is added later. Files are looked at where they are kept (`matters.secrecy.check_file`).
"""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase, JsonResponse
from django.shortcuts import render

from core.refusals import Refusal
from core.wording import sentence
from ecabinet.middleware import page_before, wants_json
from matters.secrecy import check_texts

WRONG = 422


class StateSecretsStayOutside:
    """Refuses a form with such a text, names the law, and shows all that was typed: nothing is lost."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: object, args: object, kwargs: object
    ) -> HttpResponseBase | None:
        """Look at the texts of a form; None lets it through."""
        if request.method != "POST" or not request.user.is_authenticated:
            return None
        # A level is chosen, not typed: its own field refuses it, beside the choice.
        sent = [text for name, texts in request.POST.lists() if name != "confidentiality" for text in texts]
        try:
            check_texts(sent)
        except Refusal as no:
            return _refused(request, no, sent)
        return None


def _refused(request: HttpRequest, no: Refusal, sent: list[str]) -> HttpResponseBase:
    words = sentence(no)
    if wants_json(request):
        return JsonResponse({"code": no.code, "sentence": words}, status=409)
    typed = [text for text in sent if " " in text.strip()]
    shown = {"sentence": words, "typed": typed, "before": page_before(request), "shown_once": True}
    return render(request, "refused_secret.html", shown, status=WRONG)
