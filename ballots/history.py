"""What happened to a ballot, told from its journal: to the desks all of it, to others what they may know."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from ballots.models import Ballot
from ballots.wording.history import HAPPENINGS, OUTWARD, happening_words, written_words
from core.journal import entries
from core.models import Entry
from core.prepared import Placeholders, Prepared
from people.selectors import names_of

WORDS = ("ballot.submitted", "ballot.returned", "ballot.approved", "ballot.decided")


@dataclass(frozen=True)
class HistoryLine:
    """One line of the history: when, who by office (empty: the system), what, what was written with it."""

    seq: int
    at: datetime
    who: str
    words: str
    written: str
    returned: bool = False


def history_of(ballot: Ballot, *, whole: bool) -> list[HistoryLine]:
    """The history, newest first, in three queries; not `whole`: only what those who were asked may read."""
    kinds = HAPPENINGS if whole else OUTWARD
    found = list(entries(ballot.stream).filter(kind__in=kinds).order_by("-seq"))
    offices = {elector.order: elector.seat.office for elector in ballot.electors.select_related("seat")}
    return _told(found, offices)


def ruling_told(ballot: Ballot) -> HistoryLine | None:
    """What the chair decided on a ballot, with the note; it goes without saying who the chair is."""
    found = entries(ballot.stream).filter(kind="ballot.decided")
    return next((_line(entry, {}, {}) for entry in found), None)


def last_word(ballot: Ballot) -> HistoryLine | None:
    """The last that one wrote to another about a ballot: the note, the reason of a return, the opinion."""
    found = entries(ballot.stream).filter(kind__in=WORDS).last()
    told = _told([found] if found else [], {})
    return told[0] if told and told[0].written else None


def reasons_of_return(drafts: Iterable[Ballot]) -> dict[UUID, str]:
    """Ballot id → why the draft was returned, for those not submitted again since; in one query."""
    streams = {draft.stream: draft.pk for draft in drafts}
    found = _submitted_or_returned(streams=list(streams)) if streams else []
    last = {entry.stream_id: entry for entry in found}
    return {
        streams[name]: written_words(entry.facts)
        for name, entry in last.items()
        if entry.kind == "ballot.returned"
    }


_submitted_or_returned = Prepared(
    lambda: Entry.objects.filter(
        stream__in=Placeholders("streams", "text"), kind__in=["ballot.submitted", "ballot.returned"]
    ).order_by("seq")
)


def _told(found: Iterable[Entry], offices: dict[int, str]) -> list[HistoryLine]:
    found = list(found)
    keys = {entry.actor.removeprefix("person:") for entry in found if entry.actor.startswith("person:")}
    names = names_of(map(UUID, keys))
    return [_line(entry, names, offices) for entry in found]


def _line(entry: Entry, names: Mapping[str, str], offices: Mapping[int, str]) -> HistoryLine:
    return HistoryLine(
        seq=entry.seq,
        at=entry.at,
        who=names.get(entry.actor, ""),
        words=happening_words(entry.kind, {**entry.facts, "office": offices.get(entry.facts.get("seat", 0))}),
        written=written_words(entry.facts),
        returned=entry.kind == "ballot.returned",
    )
