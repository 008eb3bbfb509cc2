"""Acts on meetings, split by noun: preparing, running, voting. Every page, command and test calls these."""

from meetings.services.preparing import (
    add_item,
    change_item,
    invite_guest,
    move_item,
    remove_item,
    reschedule_meeting,
    schedule_meeting,
    send_meeting,
    withdraw_guest,
)
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
