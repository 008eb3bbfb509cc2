"""Bringing a draft to approval: one submits it, another of the secretariat's heads approves or returns it."""

from datetime import datetime

from django.db import transaction

from ballots.models import Ballot
from ballots.policies import may_approve_ballot, may_compose_ballot
from ballots.rules import (
    Status,
    check_approval,
    check_deadline,
    check_move,
    check_return,
    check_schedule,
    check_seen,
    check_submission,
    check_submitted_papers,
)
from ballots.selectors import dossier_of, locked_ballot, submitted_papers
from core.journal import record
from core.live.sections import head_of
from core.refusals import require
from core.time import now
from core.working_time import WorkingCalendar, viet_nam
from matters.rules import clean_text
from people.models import Person


def submit_ballot(
    *,
    actor: Person,
    ballot: Ballot,
    note: str,
    seen: int | None = None,
    calendar: WorkingCalendar | None = None,
) -> Ballot:
    """Lay a draft before the head of the secretariat, with a note; from now on nobody changes it.

    `seen` is the last entry of the draft's journal when it was shown to whoever submits it.
    """
    require(may_compose_ballot, actor, ballot)
    note = clean_text(note)
    with transaction.atomic():
        ballot = locked_ballot(ballot.pk)
        check_submission(Status(ballot.status), note, closed_at=ballot.closed_at)
        check_seen(seen, head_of(ballot.stream))
        assert ballot.closes_at is not None  # a constraint of the table
        check_deadline(now(), ballot.closes_at, ballot.procedure, calendar or viet_nam())
        ballot.status, ballot.submitted_by = Status.SUBMITTED.value, actor
        ballot.save(update_fields=["status", "submitted_by"])
        record(
            ballot.stream,
            "ballot.submitted",
            actor=actor.key,
            subject=ballot.key,
            facts={"note": note, "papers": dossier_of(ballot.matter)},
        )
    return ballot


def approve_ballot(
    *,
    actor: Person,
    ballot: Ballot,
    opinion: str = "",
    opens_at: datetime | None = None,
    seen: int | None = None,
    calendar: WorkingCalendar | None = None,
) -> Ballot:
    """Approve a ballot with the dossier with which it was submitted; with `opens_at` it is sent by itself."""
    require(may_approve_ballot, actor, ballot)
    with transaction.atomic():
        ballot, moment = locked_ballot(ballot.pk), now()
        submitter = ballot.submitted_by.key if ballot.submitted_by else ""
        check_approval(Status(ballot.status), actor.key, submitter, closed_at=ballot.closed_at)
        check_seen(seen, head_of(ballot.stream))
        check_schedule(opens_at, moment)
        assert ballot.closes_at is not None  # a constraint of the table
        check_deadline(opens_at or moment, ballot.closes_at, ballot.procedure, calendar or viet_nam())
        papers = dossier_of(ballot.matter)
        check_submitted_papers(submitted_papers(ballot), papers)
        ballot.status, ballot.opens_at = Status.APPROVED.value, opens_at
        ballot.save(update_fields=["status", "opens_at"])
        record(
            ballot.stream,
            "ballot.approved",
            actor=actor.key,
            subject=ballot.key,
            facts={
                "opinion": clean_text(opinion),
                "papers": papers,
                "opens_at": opens_at.isoformat() if opens_at else None,
            },
        )
    return ballot


def return_ballot(*, actor: Person, ballot: Ballot, reason: str) -> Ballot:
    """Give a submitted or approved ballot back to be changed, with the reason."""
    require(may_approve_ballot, actor, ballot)
    reason = clean_text(reason)
    with transaction.atomic():
        ballot = locked_ballot(ballot.pk)
        check_return(Status(ballot.status), reason, closed_at=ballot.closed_at)
        _back_to_draft(ballot, "ballot.returned", actor, {"reason": reason})
    return ballot


def withdraw_ballot(*, actor: Person, ballot: Ballot) -> Ballot:
    """Take a submitted or approved ballot back, to change it and submit it again."""
    require(may_compose_ballot, actor, ballot)
    with transaction.atomic():
        ballot = locked_ballot(ballot.pk)
        check_move(Status(ballot.status), Status.DRAFT, closed_at=ballot.closed_at)
        _back_to_draft(ballot, "ballot.withdrawn", actor, {})
    return ballot


def _back_to_draft(ballot: Ballot, kind: str, actor: Person, facts: dict[str, object]) -> None:
    ballot.status, ballot.opens_at = Status.DRAFT.value, None
    ballot.save(update_fields=["status", "opens_at"])
    record(ballot.stream, kind, actor=actor.key, subject=ballot.key, facts=facts)
