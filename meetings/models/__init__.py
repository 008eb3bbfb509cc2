"""The tables of meetings by noun: meeting and guests, agenda and its votes, attendance, recusals."""

from meetings.models.agenda import AgendaItem, AgendaSection, Asks, ItemReader, ItemVote
from meetings.models.attendance import Attendance
from meetings.models.block import BlockItem, ConsentBlock
from meetings.models.corrections import VoteCorrection
from meetings.models.decisions import Decision
from meetings.models.guests import Guest
from meetings.models.hand_sheets import HandSheet
from meetings.models.invitations import Cancellation, Invitation
from meetings.models.looks import AgendaLook
from meetings.models.meeting import Kind, Meeting
from meetings.models.minutes import (
    CorrectionAnswer,
    FrozenMinutes,
    Minutes,
    MinutesCorrection,
    MinutesText,
)
from meetings.models.notes import ItemNote
from meetings.models.notices import ConclusionNotice
from meetings.models.positions import Position, PreparedPosition
from meetings.models.recusal import Recusal
from meetings.models.replies import Reply
from meetings.models.rooms import Room
from meetings.models.speakers import Speaker
from meetings.models.subscription import Subscription

__all__ = [
    "AgendaItem",
    "AgendaLook",
    "AgendaSection",
    "Asks",
    "Attendance",
    "BlockItem",
    "Cancellation",
    "ConclusionNotice",
    "ConsentBlock",
    "CorrectionAnswer",
    "Decision",
    "FrozenMinutes",
    "Guest",
    "HandSheet",
    "Invitation",
    "ItemNote",
    "ItemReader",
    "ItemVote",
    "Kind",
    "Meeting",
    "Minutes",
    "MinutesCorrection",
    "MinutesText",
    "Position",
    "PreparedPosition",
    "Recusal",
    "Reply",
    "Room",
    "Speaker",
    "Subscription",
    "VoteCorrection",
]
