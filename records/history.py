"""What happened to a document, told from its journal."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from core.journal import entries
from people.selectors import names_of
from records.models import Record
from records.wording.journal import JOURNAL, told


@dataclass(frozen=True)
class HistoryLine:
    """One line of the history: when, who by office, what, what was written with it."""

    seq: int
    at: datetime
    who: str
    words: str
    written: str


def history_of(record: Record) -> list[HistoryLine]:
    """The history, newest first, in two queries."""
    found = list(entries(record.stream).filter(kind__in=JOURNAL).order_by("-seq"))
    names = names_of({UUID(entry.actor.removeprefix("person:")) for entry in found})
    return [
        HistoryLine(
            entry.seq,
            entry.at,
            names.get(entry.actor, ""),
            told(entry.kind, entry.facts),
            str(entry.facts.get("reason", "")),
        )
        for entry in found
    ]
