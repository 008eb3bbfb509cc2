"""The rules of a meeting: its states, who attends, whether there is a quorum, what may happen next."""

from meetings.rules.agenda import check_agenda, check_send, ends_at, starts_of_items
from meetings.rules.attendance import Quorum, check_presence, check_quorum, check_voter, may_vote_from, quorum
from meetings.rules.course import (
    check_close,
    check_item_end,
    check_item_running,
    check_item_start,
    check_start,
    check_vote_open,
)
from meetings.rules.statuses import (
    ITEM_MOVES,
    MOVES,
    ItemStatus,
    MeetingStatus,
    Presence,
    check_move,
    check_open_to_change,
    check_running,
)

__all__ = [
    "ITEM_MOVES",
    "MOVES",
    "ItemStatus",
    "MeetingStatus",
    "Presence",
    "Quorum",
    "check_agenda",
    "check_close",
    "check_item_end",
    "check_item_running",
    "check_item_start",
    "check_move",
    "check_open_to_change",
    "check_presence",
    "check_quorum",
    "check_running",
    "check_send",
    "check_start",
    "check_vote_open",
    "check_voter",
    "ends_at",
    "may_vote_from",
    "quorum",
    "starts_of_items",
]
