"""What stands in the way of a ballot's next move, in the sentences of the rules that would refuse it."""

from collections.abc import Callable

from ballots.models import Ballot
from ballots.rules import (
    Status,
    check_approval,
    check_approved_papers,
    check_deadline,
    check_submitted_papers,
)
from ballots.selectors import approved_papers, dossier_of, submitted_papers
from core.refusals import Refusal
from core.time import now
from core.wording import sentence
from core.working_time import viet_nam
from people.models import Person


def in_the_way(ballot: Ballot, person: Person) -> str:
    """Why this person cannot move a ballot in preparation on as it is now; empty when nothing hinders."""
    for check in (_deadline, _papers, _four_eyes):
        if words := _refused(check, ballot, person):
            return words
    return ""


def _refused(check: Callable[[Ballot, Person], None], ballot: Ballot, person: Person) -> str:
    try:
        check(ballot, person)
    except Refusal as refusal:
        return sentence(refusal)
    return ""


def _deadline(ballot: Ballot, _person: Person) -> None:
    if ballot.status in (Status.DRAFT, Status.SUBMITTED, Status.APPROVED):
        moment = now()
        opens_at = max(moment, ballot.opens_at or moment)
        assert ballot.closes_at is not None  # a constraint of the table
        check_deadline(opens_at, ballot.closes_at, ballot.procedure, viet_nam())


def _papers(ballot: Ballot, _person: Person) -> None:
    if ballot.status == Status.SUBMITTED:
        check_submitted_papers(submitted_papers(ballot), dossier_of(ballot.matter))
    if ballot.status == Status.APPROVED:
        check_approved_papers(approved_papers(ballot), dossier_of(ballot.matter))


def _four_eyes(ballot: Ballot, person: Person) -> None:
    if ballot.status == Status.SUBMITTED:
        assert ballot.submitted_by is not None  # a constraint of the table
        check_approval(Status(ballot.status), person.key, ballot.submitted_by.key)
