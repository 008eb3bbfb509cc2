"""Fresh confirmation: casting, approving and signing ask who is there when the last proof is too old.

The limit is a rule of the procedure. What was typed travels through the page that asks: the same form is sent
once more with the proof beside it, nothing is kept on the way.
"""

from collections.abc import Mapping
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.internal.auth import begin_authentication
from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from core import languages
from core.http import SignedInRequest
from people.accounts.adapter import is_own_path
from people.accounts.confirming import note_confirmed, seconds_since_confirmed
from people.accounts.forms import ConfirmByPasskeyForm, ConfirmForm
from people.procedure import confirmation_minutes

PASSWORD, PASSKEY = "confirm_password", "confirm_credential"
ACT = "confirm_act"  # the address of the act that waits, when the page is only to be drawn anew
OF_THE_PAGE = {PASSWORD, PASSKEY, ACT, languages.CHOICE, "csrfmiddlewaretoken"}
ASKING, WRONG = 403, 422
ASKED = "X-Confirm"  # tells a script to send its form as a page


def confirmation_asked(request: SignedInRequest, procedure: Mapping[str, object]) -> HttpResponse | None:
    """None when the person has confirmed lately enough or does so with this form; else what asks for it.

    `procedure`: the snapshot of the rules under which the act is done.
    """
    minutes = confirmation_minutes(procedure)
    if minutes is None or seconds_since_confirmed(request.session) <= 60 * minutes:
        return None
    if request.headers.get("X-Fragment") or "application/json" in request.headers.get("Accept", ""):
        words = {"code": "confirm_first", "sentence": _("Confirm that it is you, then send it again.")}
        return JsonResponse(words, status=403, headers={ASKED: "1"})
    form = _typed(request)
    if form is not None and form.is_valid():
        note_confirmed(request.session)
        return None
    return _page(request, form, request.get_full_path())


@require_POST
def confirmation_again(request: SignedInRequest) -> HttpResponse:
    """The page that asks, in the other language: it takes along what was typed and does nothing else."""
    wanted = request.POST.get(ACT, "")
    act = wanted if is_own_path(wanted) else reverse("today")
    return languages.drawn_anew(request, lambda: _page(request, None, act, status=200))


def _typed(request: SignedInRequest) -> Any:
    """The proof that came with the form; None when there is none yet."""
    if request.POST.get(PASSKEY):
        return ConfirmByPasskeyForm(data={"credential": request.POST[PASSKEY]}, user=request.user)
    if PASSWORD in request.POST:
        return ConfirmForm(data={"password": request.POST[PASSWORD]}, user=request.user)
    return None


def _page(request: SignedInRequest, form: Any, act: str, *, status: int = ASKING) -> HttpResponse:
    typed = [(name, value) for name, values in request.POST.lists() for value in values]
    kinds = Authenticator.objects.filter(user=request.user, type=Authenticator.Type.WEBAUTHN)
    kept = [(name, value) for name, value in typed if name not in OF_THE_PAGE]
    shown = {
        "act": act,
        "kept": kept,
        "switch_to": reverse("confirm_act"),
        "switch_with": [*kept, (ACT, act)],
        "wrong": [words for each in form.errors.values() for words in each] if form is not None else [],
        "by_password": request.user.has_usable_password(),
        "js_data": {"request_options": begin_authentication(request.user)} if kinds.exists() else None,
    }
    return render(request, "account/confirm_act.html", shown, status=WRONG if shown["wrong"] else status)
