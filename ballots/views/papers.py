"""What changed in a ballot's papers; putting newer ones before the members; confirming an answer on them."""

from collections.abc import Mapping, Sequence
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from ballots import services
from ballots.changes import (
    changed_papers,
    compared,
    offered_changes,
    since_answer,
)
from ballots.facts import shown_lines
from ballots.forms import ConfirmationForm
from ballots.models import Answer, Ballot
from ballots.policies import may_cast_answer, may_follow_ballot, may_replace_papers
from ballots.rules import on_earlier_papers, subject_digest
from ballots.rules.phases import Phase, phase_of
from ballots.selectors import (
    ballot_for,
    bound_of,
    content_offered,
    current_answer,
    elector_of,
    papers_offered,
)
from ballots.views.answer import answer_page
from core.http import SignedInRequest
from core.refusals import Refusal, require
from core.time import now
from core.wording import sentence
from matters.models import HowOpened
from matters.selectors import Paper, closed_versions, reads_restricted
from matters.services import note_opening
from people.accounts.devices import browser_mark
from people.models import Person
from people.policies import heads_a_secretariat


@never_cache
@require_GET
def ballot_changes(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """What changed in the papers: for a member since his answer, for the desks also what is not sent yet."""
    found = ballot_for(request.user, pk)
    if "offered" in request.GET:
        require(may_follow_ballot, request.user, found)
        return _offered(request, found)
    elector = elector_of(request.user, found)
    stored = current_answer(elector) if elector else None
    bindings = bound_of(found)
    since = since_answer(bindings, stored.subject if stored else "")
    if since is None:
        raise Http404
    restricted = reads_restricted(request.user, found.body_id)
    old, new = (binding.readable(restricted=restricted) for binding in (since, bindings[-1]))
    _note_compared(request.user, [*old, *new])
    context = {
        "changes": compared(changed_papers(old, new)),
        "replaced": [binding for binding in bindings if binding.number > since.number],
        "elector": elector,
        **_since(found, stored),
    }
    return _page(request, found, context)


@never_cache
@require_POST
def papers_replace(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Put the dossier as it was shown before the members, with a reason."""
    require(heads_a_secretariat, request.user)
    found, reason = ballot_for(request.user, pk), request.POST.get("reason", "")
    offered = request.POST.get("offered", "")[:64]
    try:
        services.rebind_papers(actor=request.user, ballot=found, reason=reason, offered=offered)
    except Refusal as refusal:
        return _offered(request, found, refused=sentence(refusal), typed=reason)
    messages.success(
        request, _("The newer papers are before the members; whoever answered is asked to confirm.")
    )
    return redirect(f"{found.get_absolute_url()}?done=papers")


@never_cache
@require_POST
def answer_confirm(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Let the stored answer count on the papers as they are now."""
    found = ballot_for(request.user, pk)
    require(may_cast_answer, request.user, found)
    form = ConfirmationForm(request.POST)
    try:
        browser = browser_mark(request, found.key)
        counted = services.reconfirm_answer(actor=request.user, ballot=found, browser=browser, **form.asked())
    except Refusal as refusal:
        # read again: what is voted on may have changed meanwhile
        found = ballot_for(request.user, pk)
        return answer_page(request, found, elector_of(request.user, found), refusal=refusal, status=409)
    response = redirect(f"{reverse('ballot', args=[pk])}?counted={counted.revision}")
    response.status_code = 303
    return response


def _note_compared(person: Person, papers: Sequence[Paper]) -> None:
    """Whoever sees what changed in a closed paper has read of its text."""
    keys = {paper.version_id for paper in papers if paper.restricted}
    if keys:
        found = closed_versions(keys)
        note_opening(person=person, versions=found, how=HowOpened.COMPARED)


def _offered(request: SignedInRequest, found: Ballot, *, refused: str = "", typed: str = "") -> HttpResponse:
    """What the dossier has beyond what is voted on, and the act that puts it before the members."""
    context = {
        "offered": True,
        "changes": compared(offered_changes(found)),
        "digest": subject_digest(content_offered(found, papers_offered(found))),
        "may_act": may_replace_papers(request.user, found),
        "refused": refused,
        "typed": typed,
    }
    return _page(request, found, context, status=422 if refused else 200)


def _since(found: Ballot, stored: Answer | None) -> dict[str, object]:
    """What a member's own answer was given on, and whether it may be confirmed."""
    earlier = stored is not None and on_earlier_papers(stored.subject, found.subject)
    phase = phase_of(found.status, found.closes_at, now())
    return {
        "stored": stored,
        "lines": shown_lines(found.questions.all(), stored.lines) if stored else [],
        "confirmable": earlier and phase is Phase.OPEN,
        "confirmation": {"revision": stored.revision, "key": uuid4()} if stored else None,
    }


def _page(
    request: SignedInRequest, found: Ballot, context: Mapping[str, object], status: int = 200
) -> HttpResponse:
    phase = phase_of(found.status, found.closes_at, now())
    shown = {"active": "ballots", "ballot": found, "phase": phase.value, **context}
    return render(request, "ballots/changes.html", shown, status=status)
