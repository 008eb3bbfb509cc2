"""Reading the room: prepared, and each thing once for all audiences of a push, since every vote asks anew."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from functools import cached_property
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef
from django.http import Http404

from ballots.models import Answer, Ballot, Elector
from ballots.rules import Form, Status
from core.models import Entry
from core.prepared import Placeholder, Prepared
from matters.selectors import Paper
from meetings.models import AgendaItem, ItemVote, Meeting, Recusal, VoteCorrection
from meetings.rules import Presence, quorum, starts_of_items
from meetings.rules.papers import PapersDue
from meetings.scene.block import BLOCK_FIELDS, in_block
from meetings.scene.floor import Floor, speakers_of
from meetings.scene.now import Facts, ItemNow, Scene, SeatNow, Vote, current_item
from meetings.scene.papers import papers_kept
from meetings.selectors import attending_on, day_of, meeting_of
from meetings.selectors.deadline import papers_due
from people.models import in_language
from people.procedure import Procedure

# What an audience may see beyond its view (core.live.Audience.rights); a guest has his items there instead.
EVERYTHING = "everything"
UNRESTRICTED = "unrestricted"


def items_seen(rights: Sequence[str]) -> frozenset[UUID] | None:
    """The items that these rights open; None for the whole meeting."""
    if EVERYTHING in rights:
        return None
    return frozenset(UUID(right) for right in rights if right != UNRESTRICTED)


def session_ballot(meeting: Meeting, key: UUID) -> Ballot:
    """A vote of this meeting; Http404 when it has none of this id."""
    found = _session_ballot.first(ballot=key, stream=meeting.stream)
    if found is None:
        raise Http404
    return found


class Reading:
    """The rows of one meeting's room, each read at most once and only when an audience needs it."""

    def __init__(self, meeting: Meeting) -> None:
        self.meeting = meeting
        self.procedure: Procedure = meeting.procedure
        self._texts: dict[bool, dict[UUID, list[Paper]]] = {}
        self._given: dict[UUID, dict[int, Facts]] = {}

    @cached_property
    def papers_due(self) -> PapersDue | None:
        """Until when the papers had to come."""
        return papers_due(self.meeting)

    @cached_property
    def items(self) -> list[dict[str, Any]]:
        """The agenda in order."""
        return _items(meeting=self.meeting.pk)

    @cached_property
    def votes(self) -> dict[UUID, Vote]:
        """Item → the vote that was opened on it last; an open one with how many have answered."""
        return {row[0]: self._vote(row) for row in self._vote_rows}

    @cached_property
    def voted(self) -> dict[int, bool]:
        """Seat order → whether it has answered the vote that is open; never which way."""
        for _item_id, ballot, _title, status, *_ in self._vote_rows:
            if status == Status.OPEN.value:
                return dict(_voted(ballot=ballot))
        return {}

    @cached_property
    def _vote_rows(self) -> list[tuple[Any, ...]]:
        return _votes(meeting=self.meeting.pk)

    def _vote(self, row: tuple[Any, ...]) -> Vote:
        _item_id, key, title, status, opened_at, closed_at, result, published_at = row
        counted = result["questions"][0] if result else {}
        vote = Vote(key, title, status, opened_at, closed_at, published_at, counted, self.procedure)
        if not vote.is_open:
            return vote
        return replace(vote, cast=sum(self.voted.values()), electorate=len(self.voted))

    @cached_property
    def seats(self) -> list[tuple[Any, ...]]:
        """Every seat in protocol order: its offices and kind, where it is, and its deputy."""
        return _seats(meeting=self.meeting.pk, day=day_of(self.meeting))

    @cached_property
    def speakers(self) -> list[Facts]:
        """Every request for the floor, read only while no vote is open."""
        return speakers_of(self.meeting.pk)

    def given(self, vote: UUID) -> dict[int, Facts]:
        """Seat order → what it gave to a closed vote, as the closing entry of the journal holds it."""
        if vote not in self._given:
            facts = _closing.first(stream=self.meeting.stream, subject=f"ballot:{vote}") or {}
            apart = facts.get("recused", ())
            rows = facts.get("seats", ())
            self._given[vote] = {row["order"]: {**row, "recused": row["order"] in apart} for row in rows}
        return self._given[vote]

    def corrections(self, vote: UUID) -> Sequence[Facts]:
        """What members said after a vote, in the order in which they said it."""
        return _corrections(ballot=vote)

    def texts(self, *, restricted: bool) -> dict[UUID, list[Paper]]:
        """Matter → its papers, with the restricted ones if told."""
        if restricted not in self._texts:
            self._texts[restricted] = papers_kept(
                [row["matter_id"] for row in self.items], restricted=restricted
            )
        return self._texts[restricted]


def look(key: str) -> Reading:
    """What a push reads of the meeting of this id, for all of its audiences."""
    meeting = meeting_of(key)
    if meeting is None:
        raise Meeting.DoesNotExist
    return Reading(meeting)


def read(
    reading: Reading,
    items: frozenset[UUID] | None = None,
    *,
    papers: bool = False,
    restricted: bool = False,
    counted: bool = False,
    unpublished: bool = False,
) -> Scene:
    """The room now, in the active language; `items` are those open to a guest (None: all).

    `papers` asks for the papers (with the `restricted` ones), `counted` for what each seat gave to a vote
    that was closed. A result that was not published is not in the scene at all unless it is for those who
    may see it (`unpublished`): what an audience may not see never reaches a template. Who has answered a
    running vote is always read: it is how the answers are counted.
    """
    meeting = reading.meeting
    listed = [row for row in reading.items if items is None or row["pk"] in items]
    starts = starts_of_items(meeting.starts_at, [row["minutes"] for row in listed])
    texts = reading.texts(restricted=restricted) if papers else {}
    shown = [
        _item(
            row, start, texts.get(row["matter_id"], ()), _open_to(reading.votes.get(row["pk"]), unpublished)
        )
        for row, start in zip(listed, starts, strict=True)
    ]
    current = current_item(meeting, shown, whole=items is None)
    seats = _seats_now(reading, current.vote if current else None, counted=counted)
    presences = {seat.order: seat.presence for seat in seats}
    floor, said = _floor(reading, current), _said_after(reading, current)
    return Scene(meeting, shown, items is None, quorum(presences, reading.procedure), seats, floor, said)


def _said_after(reading: Reading, current: ItemNow | None) -> list[tuple[str, str]]:
    """Office and words of whoever said something after a vote of which this audience sees the result."""
    if current is None or current.vote is None or not current.vote.outcome:
        return []
    rows = reading.corrections(current.vote.key)
    return [(in_language(row["seat__office_vi"], row["seat__office_en"]), row["text"]) for row in rows]


def _floor(reading: Reading, current: ItemNow | None) -> Floor:
    """The floor of the running item; nobody is given it during a vote, and so nothing is read then."""
    if current is None or not current.running or (current.vote is not None and current.vote.is_open):
        return Floor()
    return Floor(current.key, reading.speakers)


def _item(row: Facts, starts_at: datetime, papers: Sequence[Paper], vote: Vote | None) -> ItemNow:
    presenter = row["presenter__office_vi"], row["presenter__office_en"] or ""
    agency = row["matter__lead__name_vi"], row["matter__lead__name_en"]
    return ItemNow(
        key=row["pk"],
        matter=row["matter_id"],
        order=row["order"],
        title=row["matter__title"],
        presenter=in_language(*(presenter if presenter[0] else agency)),
        minutes=row["minutes"],
        asks=row["asks"],
        status=row["status"],
        started_at=row["started_at"],
        ended_at=row["ended_at"],
        conclusion=row["conclusion"],
        starts_at=starts_at,
        papers=papers,
        vote=vote,
        block=in_block(row),
        section=row["section__title"] or "",
        taken_seconds=row["taken_seconds"],
        paused_seconds=row["paused_seconds"],
        urgent=row["urgent"],
        direction=row["direction"],
        resubmit_on=row["resubmit_on"],
        vote_at=row["vote_at"],
        released=row["released"] or {},
    )


def _open_to(vote: Vote | None, unpublished: bool) -> Vote | None:
    """The vote with what this audience may see of its count."""
    if vote is None or unpublished or vote.published:
        return vote
    return replace(vote, counted={})


def _seats_now(reading: Reading, vote: Vote | None, *, counted: bool) -> list[SeatNow]:
    """Every seat where it is, with whether it has voted now, or what it gave to a vote that was closed."""
    voted = reading.voted if vote is not None and vote.is_open else {}
    given = reading.given(vote.key) if vote is not None and vote.outcome and counted else {}
    return [_seat(row, voted.get(row[0], False), given.get(row[0])) for row in reading.seats]


def _seat(row: tuple[Any, ...], voted: bool, given: Facts | None) -> SeatNow:
    order, office, office_en, short, short_en, kind, presence, deputy, deputy_en, own, recused = row
    return SeatNow(
        order=order,
        office=in_language(office, office_en),
        short=in_language(short, short_en),
        kind=kind,
        presence=Presence(presence),
        deputy=in_language(deputy or "", deputy_en or ""),
        voted=bool(given["choice"]) if given else voted,
        choice=given["choice"] if given else None,
        place=given["place"] if given else None,
        own=own,
        recused=given.get("recused", False) if given else recused,
    )


# -- what is asked of the database --------------------------------------------------------------------------

_MEETING = Placeholder("meeting", "uuid")
_BALLOT = ("title", "status", "opened_at", "closed_at", "result")
_ITEM = ("pk", "matter_id", "order", "minutes", "asks", "status", "started_at", "ended_at", "conclusion")
_LIVE = ("vote_at", "released")
_SEAT = ("order", "office_vi", "office_en", "short_vi", "short_en", "kind")

_items = Prepared(
    lambda: (
        AgendaItem.objects.filter(meeting=_MEETING)
        .order_by("order")
        .values(
            *_ITEM,
            *("matter__title", "matter__lead__name_vi", "matter__lead__name_en", "section__title"),
            *("taken_seconds", "paused_seconds", "urgent", "direction", "resubmit_on"),
            *_LIVE,
            *("presenter__office_vi", "presenter__office_en"),
            *BLOCK_FIELDS,
        )
    )
)
_votes = Prepared(
    lambda: (
        ItemVote.objects.filter(item__meeting=_MEETING)
        .order_by("ballot__composed_at")
        .values_list("item", "ballot", *(f"ballot__{field}" for field in _BALLOT), "published_at")
    )
)
_voted = Prepared(
    lambda: (
        Elector.objects.filter(ballot=Placeholder("ballot", "uuid"))
        .order_by()
        .annotate(voted=Exists(Answer.objects.filter(elector=OuterRef("pk"))))
        .values_list("order", "voted")
    )
)
_seats = Prepared(
    lambda: (
        attending_on(_MEETING, Placeholder("day", "date"))
        .annotate(
            recused=Exists(
                Recusal.objects.filter(item__meeting=_MEETING, item__status="running", seat=OuterRef("seat"))
            )
        )
        .values_list(
            *(f"seat__{field}" for field in _SEAT),
            *("presence", "deputy__label_vi", "deputy__label_en", "by_self", "recused"),
        )
    )
)
_corrections = Prepared(
    lambda: (
        VoteCorrection.objects.filter(vote__ballot=Placeholder("ballot", "uuid"))
        .order_by("pk")
        .values("text", "seat__office_vi", "seat__office_en")
    )
)
_closing = Prepared(
    lambda: Entry.objects.filter(
        stream=Placeholder("stream", "text"), subject=Placeholder("subject", "text"), kind="vote.closed"
    ).values_list("facts", flat=True)
)
_session_ballot = Prepared(
    lambda: Ballot.objects.filter(
        pk=Placeholder("ballot", "uuid"), form=Form.SESSION.value, stream=Placeholder("stream", "text")
    ).defer("procedure_facts", "result")
)
