"""Composing a ballot, and opening it: from then on its electorate, questions and procedure are frozen."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from ballots.frozen import frozen_facts
from ballots.models import Ballot, Elector, Question
from ballots.policies import may_ask_members, may_compose_ballot
from ballots.rules import (
    Asked,
    Form,
    Status,
    check_approved_papers,
    check_change,
    check_deadline,
    check_move,
    check_questions,
    check_replaced,
    check_seen,
    check_visibility,
)
from ballots.selectors import approved_papers, locked_ballot, next_number
from ballots.services.announcing import tell_opened
from ballots.services.binding import bind_papers, check_electors_read
from core.journal import CLOCK, record
from core.live.sections import head_of
from core.refusals import require
from core.time import now
from core.working_time import WorkingCalendar, viet_nam
from matters.models import Matter
from matters.policies import may_take_up
from matters.rules import clean_text
from people.models import Body, Person
from people.procedure import Procedure
from people.selectors import holders, seats_of


def compose_ballot(
    *,
    actor: Person,
    body: Body,
    matter: Matter,
    title: str,
    questions: Sequence[Asked],
    procedure: Procedure,
    closes_at: datetime,
    answers_visible: str = "",
    replaces: Ballot | None = None,
) -> Ballot:
    """Draft an opinion ballot with numbered questions and a deadline, perhaps in place of a recalled one.

    `answers_visible` says who sees whose answer before closing; left empty, as the procedure has it.
    """
    require(may_ask_members, actor, body)
    require(may_take_up, actor, matter)
    asked = _cleaned(questions)
    if replaces is not None:
        require(may_compose_ballot, actor, replaces)
        check_replaced(Status(replaces.status))
    with transaction.atomic():
        ballot = Ballot(
            body=body,
            matter=matter,
            form=Form.WRITTEN.value,
            title=clean_text(title),
            procedure_key=procedure.key,
            procedure_facts=procedure.snapshot(),
            composed_by=actor,
            composed_at=now(),
            closes_at=closes_at,
            answers_visible=_visibility(answers_visible, procedure),
            replaces=replaces,
        )
        ballot.stream = ballot.key
        ballot.save(force_insert=True)
        _ask(ballot, asked)
        record(
            ballot.stream,
            "ballot.composed",
            actor=actor.key,
            subject=ballot.key,
            facts=_as_composed(ballot, asked),
        )
    return ballot


def change_ballot(
    *,
    actor: Person,
    ballot: Ballot,
    seen: int,
    body: Body,
    matter: Matter,
    title: str,
    questions: Sequence[Asked],
    procedure: Procedure,
    closes_at: datetime,
    answers_visible: str = "",
) -> Ballot:
    """Change a draft. `seen` is the last entry of its journal when it was read: no other change is lost."""
    require(may_compose_ballot, actor, ballot)
    require(may_ask_members, actor, body)
    require(may_take_up, actor, matter)
    asked = _cleaned(questions)
    with transaction.atomic():
        ballot = locked_ballot(ballot.pk)
        check_change(Status(ballot.status), seen, head_of(ballot.stream), closed_at=ballot.closed_at)
        ballot.body, ballot.matter, ballot.title = body, matter, clean_text(title)
        ballot.procedure_key, ballot.procedure_facts = procedure.key, procedure.snapshot()
        ballot.closes_at = closes_at
        ballot.answers_visible = _visibility(answers_visible, procedure)
        ballot.save()
        ballot.questions.all().delete()
        _ask(ballot, asked)
        record(
            ballot.stream,
            "ballot.changed",
            actor=actor.key,
            subject=ballot.key,
            facts=_as_composed(ballot, asked),
        )
    return ballot


def open_session_ballot(
    *,
    actor: Person,
    body: Body,
    matter: Matter,
    title: str,
    procedure: Procedure,
    stream: str,
    also: Sequence[Matter] = (),
) -> Ballot:
    """Open a vote in session for all seats of the body; the meeting that calls this records the opening.

    `also` are the other matters that the same vote decides: it is bound to the papers of all.
    """
    ballot = Ballot(
        body=body,
        matter=matter,
        form=Form.SESSION.value,
        title=clean_text(title),
        stream=stream,
        status=Status.OPEN.value,
        procedure_key=procedure.key,
        procedure_facts=procedure.snapshot(),
        composed_by=actor,
        composed_at=now(),
        opened_at=now(),
    )
    ballot.save(force_insert=True)
    _ask(ballot, [Asked(ballot.title)])
    for each in also:
        check_electors_read(each, list(seats_of(body)))
    bind_papers(ballot, actor, also)
    ballot.save(update_fields=["subject"])
    _freeze_electorate(ballot)
    return ballot


def open_ballot(
    *, actor: Person, ballot: Ballot, seen: int | None = None, calendar: WorkingCalendar | None = None
) -> Ballot:
    """Send an approved ballot to its electorate, which is frozen now; the deadline must suit the procedure.

    `seen` is the last entry of the ballot's journal when it was shown to whoever sends it.
    """
    require(may_compose_ballot, actor, ballot)
    with transaction.atomic():
        ballot = locked_ballot(ballot.pk)
        check_move(Status(ballot.status), Status.OPEN, closed_at=ballot.closed_at)
        check_seen(seen, head_of(ballot.stream))
        send(ballot, sender=actor, reckoned_from=now(), calendar=calendar or viet_nam())
    return ballot


def send(
    ballot: Ballot, *, sender: Person | None, reckoned_from: datetime, calendar: WorkingCalendar
) -> None:
    """Open a locked, approved ballot; its deadline must suit the procedure, reckoned from that moment.

    Without a sender the clock does it, and what is bound is what was submitted and approved.
    """
    binder = sender or ballot.submitted_by
    assert binder is not None  # a constraint of the table
    assert ballot.closes_at is not None  # another
    bound = bind_papers(ballot, binder)
    check_approved_papers(approved_papers(ballot), bound["papers"])
    check_deadline(reckoned_from, ballot.closes_at, ballot.procedure, calendar)
    ballot.status, ballot.opened_at, ballot.number = Status.OPEN.value, now(), _numbered(ballot.body_id)
    ballot.save(update_fields=["status", "opened_at", "number", "subject"])
    _freeze_electorate(ballot)
    tell_opened(ballot)
    facts = {
        "number": ballot.number,
        "electorate": ballot.electors.count(),
        "closes_at": ballot.closes_at.isoformat(),
        "answers_visible": ballot.answers_visible,
        **frozen_facts(ballot),
        **bound,
    }
    actor = sender.key if sender else CLOCK
    record(ballot.stream, "ballot.opened", actor=actor, subject=ballot.key, facts=facts)


def _numbered(body: UUID) -> int:
    """The next number, held by the body's lock until the commit: two ballots sent at once differ."""
    Body.objects.select_for_update(no_key=True).get(pk=body)
    return next_number(body)


def _cleaned(questions: Sequence[Asked]) -> list[Asked]:
    asked = [each.cleaned(clean_text) for each in questions]
    check_questions(asked)
    return asked


def _visibility(chosen: str, procedure: Procedure) -> str:
    chosen = chosen or procedure.answers_visible.value
    check_visibility(chosen, procedure.answers_visible)
    return chosen


def _ask(ballot: Ballot, asked: Sequence[Asked]) -> None:
    Question.objects.bulk_create(
        Question(ballot=ballot, number=number, text=each.text, alternatives=each.lettered)
        for number, each in enumerate(asked, start=1)
    )


def _as_composed(ballot: Ballot, asked: Sequence[Asked]) -> dict[str, object]:
    assert ballot.closes_at is not None  # a constraint of the table
    return {
        "title": ballot.title,
        "matter": str(ballot.matter_id),
        "questions": [each.text for each in asked],
        "alternatives": [each.lettered for each in asked],
        "procedure": ballot.procedure_key,
        "closes_at": ballot.closes_at.isoformat(),
        "answers_visible": ballot.answers_visible,
        "replaces": str(ballot.replaces_id) if ballot.replaces_id else None,
    }


def _freeze_electorate(ballot: Ballot) -> None:
    seats = list(seats_of(ballot.body))
    check_electors_read(ballot.matter, seats)
    holding = holders(seats)
    Elector.objects.bulk_create(
        Elector(ballot=ballot, seat=seat, person=holding.get(seat.pk), order=seat.order) for seat in seats
    )
