"""The facts of the minutes, gathered from the meeting's journal entry by entry."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from ballots.rules import Outcome, Tally
from core import journal
from core.chain import GENESIS
from meetings.papers.facts import BallotFacts, CountedFacts, MinutesFacts
from meetings.papers.reading import Entry, Reading, attendance, items, votes
from meetings.selectors.reported import ballots_since_last

if TYPE_CHECKING:
    from ballots.models import Ballot
    from meetings.models import Meeting

READERS: Mapping[str, Callable[[Reading, Entry], None]] = {
    **attendance.READERS,
    **items.READERS,
    **votes.READERS,
}


def read(meeting: Meeting, entries: Iterable[Entry]) -> MinutesFacts:
    """The facts of a meeting from its row and the entries of its journal, oldest first."""
    reading = Reading()
    seq, head, moment = 0, GENESIS, meeting.starts_at
    for entry in entries:
        seq, head, moment = entry.seq, entry.hash, entry.at
        reader = READERS.get(entry.kind)
        if reader:
            reader(reading, entry)
    return MinutesFacts(
        title=meeting.title,
        body=meeting.body.name_vi,
        body_place=meeting.body.place,
        number=meeting.number,
        place=meeting.place,
        planned_at=meeting.starts_at,
        started_at=reading.started_at,
        closed_at=reading.closed_at,
        chair=reading.chair or meeting.chair.office_vi,
        secretary=meeting.secretary_label,
        attendees=reading.everybody(),
        quorum=reading.quorum,
        course=tuple(reading.course),
        guests=reading.invited_guests(),
        not_taken=reading.not_taken,
        items=tuple(sorted(reading.items.values(), key=lambda item: item.order)),
        demonstration=meeting.demonstration,
        head_seq=seq,
        head_hash=head,
        written_up_to=moment,
        started_seq=reading.started_seq,
        closed_seq=reading.closed_seq,
    )


def gather(meeting: Meeting) -> MinutesFacts:
    """The facts of a meeting, from its journal; with the opinion ballots counted since the one before it."""
    told = read(meeting, journal.entries(meeting.stream))
    return replace(told, ballots=tuple(_ballot(each) for each in ballots_since_last(meeting)))


def _ballot(ballot: Ballot) -> BallotFacts:
    assert ballot.closed_at is not None  # a constraint of the table
    assert ballot.result is not None
    open_to_all = not ballot.matter.closed
    counts = tuple(
        CountedFacts(each["number"], Tally.from_facts(each["tally"]), Outcome.from_facts(each["outcome"]))
        for each in ballot.result["questions"]
    )
    title = ballot.title if open_to_all else ""
    return BallotFacts(ballot.key, ballot.number, title, ballot.closed_at, counts)
