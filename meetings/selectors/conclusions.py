"""Agencies that may be given a task, and the seats for which a person may write a correction."""

from meetings.models import AgendaItem, Decision, Meeting
from meetings.selectors import seat_in
from people.models import Agency, Person, Seat
from people.policies import is_secretariat
from people.selectors import seats_of


def decisions_of(item: AgendaItem) -> list[Decision]:
    """The decisions on an item as they are kept, in order."""
    return list(item.decisions.select_related("agency").order_by("order"))


def agencies() -> list[Agency]:
    """Every agency, by its name."""
    return list(Agency.objects.order_by("name_vi"))


def seats_corrected_by(person: Person, meeting: Meeting) -> list[Seat]:
    """The seats in whose name this person may say something after a vote: the own, or all for a clerk."""
    if is_secretariat(person, meeting.body_id):
        return list(seats_of(meeting.body))
    own = seat_in(person, meeting)
    return [own] if own is not None and person.is_active else []
