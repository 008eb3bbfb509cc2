"""The words for meetings: labels, journal sentences, and the sentence of every refusal."""

from meetings.wording.attendance import ATTENDANCE, CONSENTS
from meetings.wording.journal import JOURNAL, TURNS, journal_words
from meetings.wording.labels import (
    ASKS,
    CLOSED_ITEM,
    CLOSED_ITEM_VI,
    ITEM_STATUSES,
    MEETING_STATUSES,
    PRESENCES,
)
from meetings.wording.planning import FORMS, KINDS, SHORT_KINDS
from meetings.wording.positions import STANCE_LETTERS, STANCES
from meetings.wording.refusals import REFUSALS

__all__ = [
    "ASKS",
    "ATTENDANCE",
    "CLOSED_ITEM",
    "CLOSED_ITEM_VI",
    "CONSENTS",
    "FORMS",
    "ITEM_STATUSES",
    "JOURNAL",
    "KINDS",
    "MEETING_STATUSES",
    "PRESENCES",
    "REFUSALS",
    "SHORT_KINDS",
    "STANCES",
    "STANCE_LETTERS",
    "TURNS",
    "journal_words",
]
