"""Who may do what in the house: plain questions about a person."""

from people.models import Duty, Person, Role
from people.selectors import seats_served_by


def is_secretariat(person: Person) -> bool:
    """A clerk or the head of the secretariat."""
    return person.is_active and person.duty in (Duty.CLERK, Duty.HEAD)


def is_member(person: Person) -> bool:
    """Whoever holds a seat today."""
    return bool(seats_served_by(person, Role.HOLDER))


def may_read_the_record(person: Person) -> bool:
    """The auditor reads the whole record and changes nothing."""
    return person.is_active and person.duty == Duty.AUDITOR


def may_set_address(person: Person) -> bool:
    """Everybody says for himself where messages to him go."""
    return person.is_active
