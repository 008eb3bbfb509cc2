"""The page on which the drafting agency replies to opinions in writing, question by question."""

from collections.abc import Sequence
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from ballots import services
from ballots.forms import RepliesForm
from ballots.models import Ballot
from ballots.policies import may_reply_to_opinions
from ballots.reading import ReplyTab, reply_tabs
from ballots.rules import Status
from ballots.selectors import WrittenOpinion, ballot_to_reply_to, opinions_of
from core.http import SignedInRequest
from core.refusals import Refusal, require
from core.wording import sentence


@never_cache
@require_http_methods(["GET", "POST"])
def opinion_replies(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """What members wrote on one question, each with the agency's reply; a refusal keeps everything typed."""
    found = ballot_to_reply_to(request.user, pk)
    require(may_reply_to_opinions, request.user, found)
    opinions = opinions_of(found)
    tabs = reply_tabs(opinions, request.GET.get("question", ""))
    form = RepliesForm(_on(opinions, tabs), request.POST if request.method == "POST" else None)
    if request.method == "GET":
        return _page(request, found, form, tabs)
    if not form.is_valid():
        return _page(request, found, form, tabs, status=422)
    try:
        kept = services.keep_replies(actor=request.user, ballot=found, replies=form.replies())
    except Refusal as refusal:
        form.refuse(refusal, _on(opinions_of(found), tabs) or form.opinions)
        return _page(request, found, form, tabs, refused=sentence(refusal), status=409)
    messages.success(request, _kept(kept))
    current = next((tab.number for tab in tabs if tab.current), "")
    return redirect(f"{reverse('opinion_replies', args=[pk])}?question={current}&kept=1")


def _on(opinions: Sequence[WrittenOpinion], tabs: Sequence[ReplyTab]) -> list[WrittenOpinion]:
    """The opinions on the question that is shown."""
    shown = {tab.number for tab in tabs if tab.current}
    return [opinion for opinion in opinions if opinion.question in shown]


def _kept(count: int) -> str:
    if not count:
        return _("Nothing was changed.")
    return ngettext("%(count)d reply is kept.", "%(count)d replies are kept.", count) % {"count": count}


def _page(
    request: SignedInRequest,
    found: Ballot,
    form: RepliesForm,
    tabs: Sequence[ReplyTab],
    *,
    refused: str = "",
    status: int = 200,
) -> HttpResponse:
    context = {
        "active": "ballots",
        "ballot": found,
        "form": form,
        "rows": list(form.rows()),
        "tabs": tabs,
        "tab": next((tab for tab in tabs if tab.current), None),
        "missing": sum(tab.missing for tab in tabs),
        "open": found.status == Status.CLOSED.value,
        "refused": refused,
    }
    return render(request, "ballots/replies.html", context, status=status)
