"""The words for meetings: labels, journal sentences, and the sentence of every refusal."""

from meetings.wording.attendance import ATTENDANCE, CONSENTS
from meetings.wording.journal import JOURNAL, TURNS, journal_words
from meetings.wording.labels import ASKS, ITEM_STATUSES, KINDS, MEETING_STATUSES, PRESENCES
from meetings.wording.refusals import REFUSALS

__all__ = [
    "ASKS",
    "ATTENDANCE",
    "CONSENTS",
    "ITEM_STATUSES",
    "JOURNAL",
    "KINDS",
    "MEETING_STATUSES",
    "PRESENCES",
    "REFUSALS",
    "TURNS",
    "journal_words",
]
