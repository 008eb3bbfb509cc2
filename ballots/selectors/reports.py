"""Reports of ballots: the one that was kept, and those that lie with the chair."""

from django.db.models import QuerySet

from ballots.models import Ballot, BallotReport
from ballots.rules import Form, Status
from people.models import Person, Role
from people.selectors import seats_served_by

REPORTS_SHOWN = 20


def report_of(ballot: Ballot) -> BallotReport | None:
    """The report as it was issued; None before."""
    return BallotReport.objects.filter(ballot=ballot).first()


def reports_received(person: Person) -> QuerySet[Ballot]:
    """Reported ballots that wait for this person's decision: the holder of the seat that breaks ties."""
    held = [seat for seat in seats_served_by(person, Role.HOLDER) if seat.chair_rank == 1]
    found = Ballot.objects.none()
    for seat in held:
        found = found | Ballot.objects.filter(
            body=seat.body_id,
            form=Form.WRITTEN.value,
            status=Status.REPORTED.value,
            procedure_facts__tie_breaker_kind__value=seat.kind,
        )
    return found.select_related("matter__lead", "body").order_by("closed_at")[:REPORTS_SHOWN]
