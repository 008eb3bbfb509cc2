"""Who may prepare, run and watch meetings."""

from meetings.models import Meeting
from meetings.selectors import own_place, seat_in, sees
from people.models import Person
from people.policies import is_secretariat


def may_schedule_meeting(person: Person) -> bool:
    """The secretariat schedules meetings, builds their agenda and sends it."""
    return is_secretariat(person)


def may_view_meeting(person: Person, meeting: Meeting) -> bool:
    """See `selectors.meetings_visible_to`."""
    return sees(person, meeting)


def may_run_meeting(person: Person, meeting: Meeting) -> bool:
    """The secretariat at its console, and whoever is in the chair from the head of the table."""
    if is_secretariat(person):
        return True
    seat = seat_in(person, meeting)
    return seat is not None and seat.pk == meeting.seat_in_the_chair


def may_check_in(person: Person, meeting: Meeting) -> bool:
    """Whoever holds a seat of the body says where it is; so does the deputy appointed for one."""
    return person.is_active and own_place(person, meeting) is not None


def may_open_console(person: Person, meeting: Meeting) -> bool:
    """The console belongs to the secretariat."""
    return is_secretariat(person)


def may_vote_in_meeting(person: Person, meeting: Meeting) -> bool:
    """Whoever holds a seat of the body; where the seat attends from is asked by the rules."""
    return person.is_active and seat_in(person, meeting) is not None


def may_show_screen(person: Person, meeting: Meeting) -> bool:
    """The hall screen is opened by the secretariat, and may be watched by members in the hall."""
    return is_secretariat(person) or seat_in(person, meeting) is not None


def may_download_minutes(person: Person, meeting: Meeting) -> bool:
    """Secretariat, auditor and members of the body, who sat there."""
    return meeting.started_at is not None and (
        may_show_screen(person, meeting) or (person.duty == "auditor" and person.is_active)
    )
