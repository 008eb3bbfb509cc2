"""Who may prepare, run and watch meetings."""

from collections.abc import Callable

from meetings.models import AgendaItem, Meeting
from meetings.rules.minutes import MinutesStatus
from meetings.selectors import is_whole_guest, items_open_to, own_place, seat_assisted_in, seat_in, sees
from meetings.selectors.closed import closed_items
from meetings.selectors.meetings import was_sent
from meetings.selectors.minutes import attended, current_minutes
from meetings.selectors.replies import consenting_seat
from meetings.selectors.speakers import is_invited, speaks_for
from people.models import Body, Person, Seat
from people.policies import is_head, is_secretariat, may_read_the_record, reads_everything, secretariat_reach
from people.selectors import seat_held_by


def may_convene(person: Person, body: Body) -> bool:
    """The secretariat of a body schedules its meetings."""
    return is_secretariat(person, body.pk)


def may_schedule_meeting(person: Person, meeting: Meeting) -> bool:
    """The secretariat of the body plans its meetings, builds their agenda and sends it."""
    return is_secretariat(person, meeting.body_id)


def may_keep_rooms(person: Person) -> bool:
    """The rooms are the house's: the secretariat of the whole house keeps their list."""
    return secretariat_reach(person).whole


def may_set_item_level(person: Person, meeting: Meeting) -> bool:
    """The same says who reads an item of the agenda."""
    return is_secretariat(person, meeting.body_id)


def may_view_meeting(person: Person, meeting: Meeting) -> bool:
    """See `selectors.meetings_visible_to`."""
    return sees(person, meeting)


def may_run_meeting(person: Person, meeting: Meeting) -> bool:
    """The secretariat at its console, and whoever is in the chair from the head of the table."""
    if is_secretariat(person, meeting.body_id):
        return True
    seat = seat_in(person, meeting)
    return seat is not None and seat.pk == meeting.seat_in_the_chair


def may_key_votes(person: Person, meeting: Meeting) -> bool:
    """The secretariat keys in what is voted by hand or voice; whoever runs the meeting confirms it."""
    return is_secretariat(person, meeting.body_id)


def may_hand_over_chair(person: Person, meeting: Meeting) -> bool:
    """Whoever runs the meeting, and its own chair, who takes the chair back at any time."""
    seat = seat_in(person, meeting)
    return may_run_meeting(person, meeting) or (seat is not None and seat.pk == meeting.chair_id)


def may_follow_quorum(person: Person, meeting: Meeting) -> bool:
    """Whoever runs the meeting, its own chair, and the auditor."""
    return may_hand_over_chair(person, meeting) or may_read_the_record(person, meeting.body_id)


def may_check_in(person: Person, meeting: Meeting) -> bool:
    """Whoever holds a seat of the body says where it is; so does the deputy appointed for one."""
    return person.is_active and own_place(person, meeting) is not None


def may_open_console(person: Person, meeting: Meeting) -> bool:
    """The console belongs to the secretariat."""
    return is_secretariat(person, meeting.body_id)


def may_vote_in_meeting(person: Person, meeting: Meeting) -> bool:
    """Whoever holds a seat of the body; where the seat attends from is asked by the rules."""
    return person.is_active and seat_in(person, meeting) is not None


def may_ask_floor(person: Person, item: AgendaItem) -> bool:
    """Members, a deputy who attends for one, and guests of the item; who does not vote may still speak."""
    if not person.is_active or item.pk in closed_items(person, item.meeting):
        return False
    return speaks_for(person, item.meeting) is not None or is_invited(person, item)


def may_note_correction(person: Person, seat: Seat) -> bool:
    """The holder of the seat says it himself; a clerk writes down what is said in the room."""
    return is_secretariat(person, seat.body_id) or (
        person.is_active and seat_held_by(person, seat.body_id) == seat
    )


def may_show_screen(person: Person, meeting: Meeting) -> bool:
    """The hall screen is opened by the secretariat, and may be watched by members in the hall."""
    return is_secretariat(person, meeting.body_id) or seat_in(person, meeting) is not None


def may_state_position(person: Person, meeting: Meeting) -> bool:
    """Whoever holds a seat of the body says what the seat thinks; no assistant, deputy or guest does."""
    return person.is_active and seat_in(person, meeting) is not None


def may_prepare_position(person: Person, meeting: Meeting) -> bool:
    """The assistants of a seat of the body propose positions to its member."""
    return person.is_active and seat_assisted_in(person, meeting) is not None


def may_open_sweep(person: Person, meeting: Meeting) -> bool:
    """Members, to give positions, and their assistants, to prepare them."""
    return may_state_position(person, meeting) or may_prepare_position(person, meeting)


def may_write_note(person: Person, item: AgendaItem) -> bool:
    """Whoever holds a seat of the body and sees the item notes for himself."""
    if not (person.is_active and sees(person, item.meeting)) or item.pk in closed_items(person, item.meeting):
        return False
    return seat_in(person, item.meeting) is not None


def may_open_note(person: Person, item: AgendaItem) -> bool:
    """Members their own; their assistants what is shared with them, or that nothing is."""
    if item.pk in closed_items(person, item.meeting):
        return False
    return may_write_note(person, item) or may_prepare_position(person, item.meeting)


def may_pull_item(person: Person, meeting: Meeting) -> bool:
    """Any member takes any item out of the block; the desk and the chair may too."""
    return may_state_position(person, meeting) or may_run_meeting(person, meeting)


def may_see_positions(person: Person, meeting: Meeting) -> bool:
    """The desk and the chair; once the session is closed the auditor; members where the procedure says so."""
    if not person.is_active:
        return False
    seat = seat_in(person, meeting)
    if is_secretariat(person, meeting.body_id) or (
        seat is not None and seat.pk in (meeting.chair_id, meeting.seat_in_the_chair)
    ):
        return True
    if may_read_the_record(person, meeting.body_id):
        return meeting.status == "closed"
    return seat is not None and meeting.procedure.positions_visible.value == "open"


def may_reply(person: Person, meeting: Meeting) -> bool:
    """Whoever is invited replies for the own seat or as a guest; assistants prepare, and reply for nobody."""
    if not person.is_active:
        return False
    return seat_in(person, meeting) is not None or person.guest_of.filter(meeting=meeting).exists()


def may_enter_reply(person: Person, meeting: Meeting) -> bool:
    """The secretariat enters what it was told by telephone."""
    return is_secretariat(person, meeting.body_id)


def may_consent_to_absence(person: Person, meeting: Meeting) -> bool:
    """Whom the procedure names: the Prime Minister."""
    seat = seat_in(person, meeting)
    return person.is_active and seat is not None and seat.pk == consenting_seat(meeting).pk


def may_follow_replies(person: Person, meeting: Meeting) -> bool:
    """Who has replied what, with the reasons: the desk, the auditor, the chair and whoever consents."""
    if reads_everything(person, meeting.body_id):
        return True
    seat = seat_in(person, meeting)
    leads = seat is not None and seat.pk in (meeting.chair_id, consenting_seat(meeting).pk)
    return person.is_active and leads


def may_subscribe_calendar(person: Person) -> bool:
    """Everybody has a feed of the meetings that he sees."""
    return person.is_active


def may_read_invitation(person: Person, meeting: Meeting) -> bool:
    """Whoever sees the meeting: members with their staff, guests, the desk and the auditor."""
    return person.is_active and sees(person, meeting)


def may_draw_up_papers(person: Person, meeting: Meeting) -> bool:
    """The secretariat draws up the papers of a session."""
    return is_secretariat(person, meeting.body_id)


def may_read_drafts(person: Person, meeting: Meeting) -> bool:
    """Resolution and notice before they are issued: the desk, the auditor, and whoever is in the chair."""
    return may_run_meeting(person, meeting) or may_read_the_record(person, meeting.body_id)


def may_read_lists(person: Person, meeting: Meeting) -> bool:
    """Who attended and how each seat voted: the desk, the auditor, the members of the body."""
    if reads_everything(person, meeting.body_id):
        return True
    return person.is_active and was_sent(meeting) and seat_in(person, meeting) is not None


def may_read_notice(person: Person, meeting: Meeting) -> bool:
    """Issued: whoever sees the whole meeting."""
    return person.is_active and sees(person, meeting) and is_whole_guest(person, meeting)


def may_read_item_paper(person: Person, item: AgendaItem) -> bool:
    """Issued, about one item: whoever sees that item."""
    return readable_items(person, item.meeting)(item)


def readable_items(person: Person, meeting: Meeting) -> Callable[[AgendaItem], bool]:
    """The same of the items of one meeting, whose queries are asked once."""
    if not (person.is_active and sees(person, meeting)):
        return lambda item: False
    open_items, shut = items_open_to(person, meeting), closed_items(person, meeting)

    def reads(item: AgendaItem) -> bool:
        return (open_items is None or item.pk in open_items) and item.pk not in shut

    return reads


def may_download_minutes(person: Person, meeting: Meeting) -> bool:
    """Secretariat and auditor; members of the body once they are approved; attendees once they have them."""
    if meeting.started_at is None or not person.is_active:
        return False
    if reads_everything(person, meeting.body_id):
        return True
    if closed_items(person, meeting):  # they tell of every item: whoever may not know one reads no minutes
        return False
    statuses = set(meeting.minutes_editions.values_list("status", flat=True))
    if MinutesStatus.APPROVED in statuses and seat_in(person, meeting) is not None:
        return True
    return bool(statuses - {MinutesStatus.DRAFT}) and attended(person, meeting)


def may_write_minutes(person: Person, meeting: Meeting) -> bool:
    """The secretariat writes the minutes of a meeting that has begun."""
    return is_secretariat(person, meeting.body_id) and meeting.started_at is not None


def may_correct_minutes(person: Person, meeting: Meeting) -> bool:
    """Whoever attended proposes corrections while the minutes are with the attendees."""
    if not person.is_active or meeting.closed_at is None:
        return False
    if closed_items(person, meeting):
        return False
    minutes = current_minutes(meeting)
    return minutes is not None and minutes.status == MinutesStatus.CIRCULATED and attended(person, meeting)


def may_approve_minutes(person: Person, meeting: Meeting) -> bool:
    """The head of the secretariat or the chair, as the procedure says; where it is silent, the head.

    A seat to which the chair was handed for the rest of the session has concluded it (39/2022 Art. 23.3), and
    signs as chair like Mẫu 1.9 has it. Whoever chaired single items only does not: no text read lets anybody
    sign for a part of a session, and who signs is not certain at all (domain.md, open question 7).
    """
    wanted = meeting.procedure.minutes_approved_by.value
    if meeting.closed_at is None or not person.is_active:
        return False
    if wanted != "chair" and is_head(person, meeting.body_id):
        return True
    seat = seat_in(person, meeting) if wanted in ("chair", "head_or_chair") else None
    concluded = meeting.presiding_id if meeting.presiding_item_id is None else None
    return seat is not None and seat.pk in (meeting.chair_id, concluded)


def may_note_notice(person: Person, meeting: Meeting) -> bool:
    """The secretariat notes that the notice of the conclusion was issued."""
    return is_secretariat(person, meeting.body_id)


def may_see_numbers(person: Person, meeting: Meeting) -> bool:
    """Secretariat, auditor and the chair see the figures of a session that has begun."""
    if meeting.started_at is None:
        return False
    if reads_everything(person, meeting.body_id):
        return True
    seat = seat_in(person, meeting)
    leads = seat is not None and seat.pk == meeting.chair_id
    return leads and not closed_items(person, meeting)
