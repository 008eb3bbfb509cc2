"""Reading the room: prepared, and each thing once for all audiences of a push, since every vote asks anew."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from typing import Any
from uuid import UUID

from django.http import Http404

from ballots.models import Ballot
from ballots.rules import Status
from core.live import present_in
from matters.selectors import Paper, Sight
from meetings.models import Meeting
from meetings.rules import ItemStatus
from meetings.rules.papers import PapersDue
from meetings.scene import asked
from meetings.scene.block import in_block
from meetings.scene.floor import speakers_of
from meetings.scene.papers import papers_kept
from meetings.scene.seats import link_of
from meetings.scene.votes import Facts, Vote
from meetings.selectors import day_of, meeting_of
from meetings.selectors.deadline import papers_due
from people.procedure import Procedure

# What an audience may see beyond its view (core.live.Audience.rights); a guest has his items there instead.
EVERYTHING = "everything"
UNRESTRICTED = "unrestricted"


def items_seen(rights: Sequence[str]) -> frozenset[UUID] | None:
    """The items that these rights open; None for the whole meeting."""
    if EVERYTHING in rights:
        return None
    return frozenset(UUID(right) for right in rights if right != UNRESTRICTED and ":" not in right)


def session_ballot(meeting: Meeting, key: UUID) -> Ballot:
    """A vote of this meeting; Http404 when it has none of this id."""
    found = asked.session_ballot.first(ballot=key, stream=meeting.stream)
    if found is None:
        raise Http404
    return found


class Reading:
    """The rows of one meeting's room, each read at most once and only when an audience needs it."""

    def __init__(self, meeting: Meeting) -> None:
        self.meeting = meeting
        self.procedure: Procedure = meeting.procedure
        self._texts: dict[Sight, dict[UUID, list[Paper]]] = {}
        self._given: dict[UUID, dict[int, Facts]] = {}

    @cached_property
    def papers_due(self) -> PapersDue | None:
        """Until when the papers had to come."""
        return papers_due(self.meeting)

    @cached_property
    def items(self) -> list[dict[str, Any]]:
        """The agenda in order."""
        return asked.items(meeting=self.meeting.pk)

    @cached_property
    def votes(self) -> dict[UUID, Vote]:
        """Item → the vote that was opened on it last; an open one with how many have answered."""
        return {row[0]: self._vote(row) for row in self._vote_rows}

    def vote_on(self, row: Facts) -> Vote | None:
        """The vote that was opened on an item last; of one that was adopted in the block, the block's."""
        own = self.votes.get(row["pk"])
        place = in_block(row)
        if own is not None or place is None or place.pulled or not place.adopted:
            return own
        if row["status"] != ItemStatus.DONE.value:
            return None
        block = next((vote for vote in self.votes.values() if vote.key == place.ballot), None)
        return replace(block, in_one_block=True) if block else None

    @cached_property
    def voted(self) -> dict[int, bool]:
        """Seat order → whether it has answered the vote that is open; never which way."""
        for _item_id, ballot, _title, status, *_ in self._vote_rows:
            if status == Status.OPEN.value:
                return dict(asked.voted(ballot=ballot))
        return {}

    @cached_property
    def _vote_rows(self) -> list[tuple[Any, ...]]:
        return asked.votes(meeting=self.meeting.pk)

    def _vote(self, row: tuple[Any, ...]) -> Vote:
        _item_id, key, title, status, opened_at, closed_at, result, published_at, way = row
        counted = result["questions"][0] if result else {}
        vote = Vote(key, title, status, opened_at, closed_at, published_at, counted, self.procedure, way)
        if not vote.is_open:
            return vote
        sheets = asked.sheets(ballot=key) if way else ()
        return replace(vote, cast=sum(self.voted.values()), electorate=len(self.voted), sheets=sheets)

    @cached_property
    def seats(self) -> list[tuple[Any, ...]]:
        """Every seat in protocol order: its offices and kind, where it is, and its deputy."""
        return asked.seats(meeting=self.meeting.pk, day=day_of(self.meeting))

    @cached_property
    def links(self) -> Mapping[int, str]:
        """Seat order → how its member is connected; nothing where this process serves no page."""
        present = present_in(self.meeting.stream)
        if present is None:
            return {}
        held = asked.holders(meeting=self.meeting.pk, day=day_of(self.meeting))
        return {order: link_of(present.get(str(person))) for order, person in held}

    @cached_property
    def speakers(self) -> list[Facts]:
        """Every request for the floor, read only while no vote is open."""
        return speakers_of(self.meeting.pk)

    def given(self, vote: UUID) -> dict[int, Facts]:
        """Seat order → what it gave to a closed vote, as the closing entry of the journal holds it."""
        if vote not in self._given:
            facts = asked.closing.first(stream=self.meeting.stream, subject=f"ballot:{vote}") or {}
            apart = facts.get("recused", ())
            rows = facts.get("seats", ())
            self._given[vote] = {row["order"]: {**row, "recused": row["order"] in apart} for row in rows}
        return self._given[vote]

    def corrections(self, vote: UUID) -> Sequence[Facts]:
        """What members said after a vote, in the order in which they said it."""
        return asked.corrections(ballot=vote)

    def texts(self, sight: Sight) -> dict[UUID, list[Paper]]:
        """Matter → its papers, as far as this sight opens them."""
        if sight not in self._texts:
            self._texts[sight] = papers_kept([row["matter_id"] for row in self.items], sight=sight)
        return self._texts[sight]


def look(key: str) -> Reading:
    """What a push reads of the meeting of this id, for all of its audiences."""
    meeting = meeting_of(key)
    if meeting is None:
        raise Meeting.DoesNotExist
    return Reading(meeting)
