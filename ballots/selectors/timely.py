"""What time brings about: whose deadline has passed, who is silent, whom to tell, when the system was out."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from ballots.models import Ballot, Elector
from ballots.rules import Form, Status, Stretch, weighing
from core.uptime import outages
from people.models import Person, Role
from people.selectors import serving


def open_ballots() -> QuerySet[Ballot]:
    """The written ballots that are out and not closed, the nearest deadline first."""
    return Ballot.objects.filter(form=Form.WRITTEN.value, status=Status.OPEN.value).order_by("closes_at")


def overdue(moment: datetime) -> list[UUID]:
    """The open ballots whose deadline has passed."""
    return list(open_ballots().filter(closes_at__lte=moment).values_list("pk", flat=True))


def scheduled(moment: datetime) -> list[UUID]:
    """The approved ballots that are to be sent by themselves and whose moment has come."""
    waiting = Ballot.objects.filter(status=Status.APPROVED.value, opens_at__lte=moment)
    return list(waiting.order_by("opens_at").values_list("pk", flat=True))


def silent_electors(ballot: Ballot) -> list[Elector]:
    """The seats that have not answered, in protocol order."""
    return list(ballot.electors.filter(answers__isnull=True).select_related("seat").order_by("order"))


def addressees(ballot: Ballot, seats: Iterable[UUID]) -> dict[Person, dict[str, object]]:
    """The holders of these seats and their assistants today, each with the seats for which they are told."""
    people: dict[Person, dict[str, list[str]]] = {}
    for appointment in serving(list(seats)):
        told = people.setdefault(appointment.person, {"holds": [], "assists": []})
        told["holds" if appointment.role == Role.HOLDER else "assists"].append(str(appointment.seat_id))
    return {person: {"ballot": str(ballot.pk), **told} for person, told in people.items()}


def interruptions(ballot: Ballot, moment: datetime) -> list[Stretch]:
    """The outages that weigh on a ballot that is or was out, as far as is known at this moment."""
    if ballot.opened_at is None or ballot.closes_at is None:
        return []
    known = [(each.began_at, each.ended_at) for each in outages(ballot.opened_at, ballot.closes_at, moment)]
    return weighing(known, ballot.procedure, opened_at=ballot.opened_at, closes_at=ballot.closes_at)
