"""The pages of those who are asked: the ballot with its answer sheet, the act of answering, the receipt."""

from typing import Any
from uuid import UUID, uuid4

from django.db.models import QuerySet, prefetch_related_objects
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from ballots import live, services
from ballots.facts import majority_rule, shown_lines, sight_rule, silence_rule
from ballots.forms import AnswerForm
from ballots.history import ruling_told
from ballots.models import Ballot, Elector
from ballots.policies import (
    may_cast_answer,
    may_follow_ballot,
    may_read_report,
    may_read_unsigned,
    may_reply_to_opinions,
    may_rule_on_ballot,
)
from ballots.proposals import kept_for, proposal_for
from ballots.receipts import file_name, name_of
from ballots.rules import Decision, Status, on_earlier_papers
from ballots.rules.phases import Phase, phase_of
from ballots.rules.ruling import SIGNABLE
from ballots.selectors import (
    adoption_of,
    answers_of,
    ballot_and_head,
    ballot_for,
    ballots_visible_to,
    current_answer,
    dissent_by,
    elector_assisted_by,
    elector_of,
    papers_on_desk,
)
from ballots.views.board import board_page
from core.http import SignedInRequest
from core.live import sections as live_sections
from core.refusals import Refusal, require
from core.time import now, same_moment
from core.wording import sentence
from people.accounts.devices import browser_mark
from people.accounts.fresh import confirmation_asked
from people.models import Person

CONFLICTS = ("answer_changed", "answer_key_reused")


@never_cache
@require_GET
def ballot(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """The ballot: a sheet for the member, reading for the assistant, the board of seats for the desks.

    Who has a desk and a seat gets the sheet, and from it the board (`?as=desk`).
    """
    found, head = ballot_and_head(request.user, pk)
    elector = elector_of(request.user, found)
    at_desk = elector is None or request.GET.get("as") == "desk"
    if at_desk and may_follow_ballot(request.user, found):
        return board_page(request, found, head=head)
    assisted = None if elector else elector_assisted_by(request.user, found)
    page = answer_page(request, found, elector, assisted=assisted)
    if served := elector or assisted:
        services.note_opened(actor=request.user, ballot=found, elector=served)
    return page


@never_cache
@require_POST
def answer_cast(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Count an answer; a refusal shows the sheet again with everything typed and the reason."""
    found = ballot_for(request.user, pk)
    require(may_cast_answer, request.user, found)
    elector = elector_of(request.user, found)
    form = AnswerForm(found.questions.all(), request.POST)
    if not form.is_valid():
        return answer_page(request, found, elector, form=form, status=422)
    asked = confirmation_asked(request, found.procedure_facts)
    if asked is not None:
        return asked
    try:
        counted = services.cast_answers(
            actor=request.user,
            ballot=found,
            lines=form.lines(),
            named=form.cleaned_data["revision"],
            key=form.sent_key,
            seen=form.cleaned_data["subject"],
            browser=browser_mark(request, found.key),
        )
    except Refusal as refusal:
        form.refuse(refusal)
        # read again: what is voted on may have changed meanwhile
        found = ballot_for(request.user, pk)
        return answer_page(request, found, elector, form=form, refusal=refusal, status=409)
    assert elector is not None  # the policy has just said so
    services.settle_draft(actor=request.user, elector=elector, revision=counted.revision, base=form.sent_base)
    response = redirect(f"{reverse('ballot', args=[pk])}?counted={counted.revision}")
    response.status_code = 303
    return response


@never_cache
@require_GET
def receipt(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """The receipt of the answer that counts for the seat that this person holds, and of earlier ones."""
    found = ballot_for(request.user, pk)
    elector = elector_of(request.user, found)
    answers = answers_of(elector) if elector else []
    if elector is None or not answers:
        raise Http404
    context = {
        "active": "ballots",
        "ballot": found,
        "elector": elector,
        "answer": answers[0],
        "receipt": services.receipt_of(answers[0]),
        "adoption": adoption_of(answers[0]),
        "lines": shown_lines(found.questions.all(), answers[0].lines),
        "earlier": answers[1:],
        "command": f"python manage.py verify_ballot {name_of(found)} --file {file_name(answers[0])}",
        "sight": sight_rule(found),
        "phase": phase_of(found.status, found.closes_at, now()).value,
    }
    return render(request, "ballots/receipt.html", context)


@same_moment()
def answer_page(
    request: SignedInRequest,
    found: Ballot,
    elector: Elector | None,
    *,
    assisted: Elector | None = None,
    form: AnswerForm | None = None,
    refusal: Refusal | None = None,
    dissent: str = "",
    note: str = "",
    error: str = "",
    status: int = 200,
) -> HttpResponse:
    """The ballot for those who were asked, with what they typed and why it (or a paper) was refused.

    `elector`: whose seat this person holds; else `assisted`: whose holder this person assists.
    """
    audience = live.audience_of(request.user, found, "ballot", get_language() or "vi")
    phase = phase_of(found.status, found.closes_at, now())
    prefetch_related_objects([found], "questions")  # for the page and for the result in it
    questions, procedure = list(found.questions.all()), found.procedure
    stored = current_answer(elector) if elector else None
    counted = stored is not None and request.GET.get("counted") == str(stored.revision)
    theirs = current_answer(assisted) if assisted else None
    mode = _mode(phase, elector, stored is not None, wanted=form is not None or "edit" in request.GET)
    served = elector or assisted
    kept = kept_for(request.user, served, stored.revision if stored else 0, questions) if served else None
    sheet = form or AnswerForm(questions, stored=stored, draft=kept.lines if kept else ())
    base = form["base"].value() if form else kept.version if kept else 0
    context: dict[str, Any] = {
        "active": "ballots",
        "ballot": found,
        "phase": phase.value,
        "mode": mode,
        "elector": elector,
        "assisted": assisted,
        "follows": may_follow_ballot(request.user, found),
        "assisted_at": theirs.at if theirs else None,
        "stored": stored,
        "stored_lines": shown_lines(questions, stored.lines) if stored else [],
        "counted": counted,
        "earlier": stored is not None and on_earlier_papers(stored.subject, found.subject),
        "confirmation": {"revision": stored.revision, "key": uuid4()} if stored else None,
        "may_dissent": elector is not None and found.status == Status.CLOSED,
        "dissent": dissent_by(elector) if elector else None,
        "dissent_typed": dissent,
        "note_typed": note,
        "form": sheet,
        "hidden": sheet.again(stored.revision if stored else 0, found.subject) | {"base": base},
        "kept": kept,
        # A member needs it to answer; whoever prepared it sees what became of it.
        "proposal": proposal_for(served, questions) if served and mode != "over" else None,
        "desk": papers_on_desk(assisted) if assisted and phase is Phase.OPEN else (),
        "error": error,
        "typed": form.rows() if form and mode == "over" else (),
        "conflict": refusal is not None and refusal.code in CONFLICTS and stored is not None,
        "at_question": any(row.errors for row in sheet.rows()) if form else False,
        "refused": sentence(refusal) if refusal else "",
        "questions": questions,
        "procedure": procedure,
        **ruling_of(request.user, found),
        "documents": _documents(request.user, found, elector if stored else None),
        "silence": silence_rule(procedure),
        "majority": majority_rule(procedure),
        "sight": sight_rule(found),
        "replaced": _shown(request.user, pk=found.replaces_id).first() if found.replaces_id else None,
        "replacing": _shown(request.user, replaces=found) if phase is Phase.RECALLED else (),
        "sections": live_sections.drawn_from(live_sections.seen_already(live.ROOM, found), audience).sections,
    }
    return render(request, "ballots/answer.html", context, status=status)


def ruling_of(person: Person, found: Ballot) -> dict[str, object]:
    """The chair's decision: to be made by this person, or made."""
    outcomes = [Decision(each["outcome"]["decision"]) for each in (found.result or {}).get("questions", [])]
    return {
        "may_rule": found.status == Status.REPORTED and may_rule_on_ballot(person, found),
        "signable": bool(SIGNABLE.intersection(outcomes)),
        "resolution": may_read_unsigned(person, found) and bool(SIGNABLE.intersection(outcomes)),
        "ruled": ruling_told(found) if found.status == Status.DECIDED else None,
    }


def _documents(person: Person, found: Ballot, answered: Elector | None) -> dict[str, object]:
    """What this person may read of the ballot besides the dossier, once it is there."""
    return {
        "report": may_read_report(person, found),
        "replies": found.status == Status.CLOSED.value and may_reply_to_opinions(person, found),
        "sheet": answered.order if answered else None,
    }


def _shown(person: Person, **which: object) -> QuerySet[Ballot]:
    """Ballots that this person may see; a draft is none of the members' business."""
    return ballots_visible_to(person).filter(number__isnull=False, **which)


def _mode(phase: Phase, elector: Elector | None, answered: bool, *, wanted: bool) -> str:
    """What the right side is: `form`, `stored` (counted, may be changed), `over`, or `reading`."""
    if elector is None:
        return "reading"
    if phase is not Phase.OPEN:
        return "over"
    return "form" if wanted or not answered else "stored"
