"""Acts on meetings, split by noun: plan, agenda, guests, running, voting. Pages and commands call them."""

from meetings.services.agenda import add_item, change_item, move_item, remove_item
from meetings.services.guests import invite_guest, withdraw_guest
from meetings.services.plan import reschedule_meeting, schedule_meeting, send_meeting
from meetings.services.running import (
    close_meeting,
    conclude_item,
    end_item,
    note_attendance,
    note_attendance_of_all,
    start_item,
    start_meeting,
    start_next_item,
)
from meetings.services.voting import cast_vote, close_vote, open_vote_on_item

__all__ = [
    "add_item",
    "cast_vote",
    "change_item",
    "close_meeting",
    "close_vote",
    "conclude_item",
    "end_item",
    "invite_guest",
    "move_item",
    "note_attendance",
    "note_attendance_of_all",
    "open_vote_on_item",
    "remove_item",
    "reschedule_meeting",
    "schedule_meeting",
    "send_meeting",
    "start_item",
    "start_meeting",
    "start_next_item",
    "withdraw_guest",
]
