"""The page on which the desks follow one ballot from draft to decision, with what may be done next."""

from django.db.models import prefetch_related_objects
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language

from ballots import live
from ballots.facts import majority_rule, sight_rule, silence_rule
from ballots.forms import ApprovalForm
from ballots.history import last_word, ruling_told
from ballots.models import Ballot
from ballots.moves import in_the_way
from ballots.policies import may_approve_ballot, may_compose_ballot, may_extend_ballot, may_recall_ballot
from ballots.rules import IN_PREPARATION, Status
from ballots.rules.phases import phase_of
from ballots.selectors import ballot_and_head, ballots_beside
from ballots.wording import STATUSES
from core.http import SignedInRequest
from core.live import sections as live_sections
from core.time import now, same_moment

IN_ORDER = (Status.DRAFT.value, Status.SUBMITTED.value, Status.APPROVED.value)
RECALLABLE = (Status.OPEN, Status.CLOSED)


def seen_in(request: SignedInRequest) -> int | None:
    """The last entry of the ballot's journal when the page was drawn from which this act comes."""
    seen = request.POST.get("seen", "")
    return int(seen) if seen.isdecimal() and len(seen) < 10 else None


@same_moment()
def board_page(
    request: SignedInRequest,
    found: Ballot,
    *,
    approval: ApprovalForm | None = None,
    refused: str = "",
    typed: str = "",
    head: int | None = None,
) -> HttpResponse:
    """Who has answered, when; the result once it is closed; the next act, and what is in its way.

    `head` is the last entry of its journal, read before the ballot: what is newer is never taken for seen.
    """
    if head is None:
        found, head = ballot_and_head(request.user, found.pk)
    phase = phase_of(found.status, found.closes_at, now())
    audience = live.audience_of(request.user, found, "board", get_language() or "vi")
    found.remembered = {}  # this instance is for this page
    prefetch_related_objects([found], "questions")  # for the page and for the result in it
    look = live_sections.seen_already(live.ROOM, found, head)
    context = {
        "active": "ballots",
        "ballot": found,
        "seen": head,
        "phase": phase.value,
        "preparing": found.status in IN_PREPARATION,
        "stages": [(name, STATUSES[name]) for name in IN_ORDER],
        "ruled": ruling_told(found) if found.status == Status.DECIDED else None,
        "word": last_word(found) if found.status in IN_PREPARATION else None,
        "beside": ballots_beside(request.user, found.matter_id, found)
        if found.status in IN_PREPARATION
        else (),
        "hindrance": in_the_way(found, request.user),
        "approval": approval or ApprovalForm(),
        "refused": refused,
        "typed": typed,
        "may_act": may_compose_ballot(request.user, found),
        "may_approve": may_approve_ballot(request.user, found),
        # Whoever may return it with a reason has no need of taking it back without one.
        "may_withdraw": may_compose_ballot(request.user, found)
        and (not may_approve_ballot(request.user, found) or found.submitted_by_id == request.user.pk),
        "may_extend": may_extend_ballot(request.user, found) and found.status == Status.OPEN,
        "may_recall": may_recall_ballot(request.user, found) and found.status in RECALLABLE,
        "replacing": list(found.replaced_by.order_by("composed_at"))
        if found.status == Status.RECALLED
        else [],
        "questions": found.questions.all(),
        "procedure": found.procedure,
        "silence": silence_rule(found.procedure),
        "majority": majority_rule(found.procedure),
        "sight": sight_rule(found),
        "sections": live_sections.drawn_from(look, audience).sections,
    }
    return render(request, "ballots/board.html", context, status=422 if approval or refused else 200)
