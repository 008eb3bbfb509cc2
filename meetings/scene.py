"""What stands in a meeting's room now: read lean, because every vote makes every view read it again."""

from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cached_property
from typing import Any
from uuid import UUID
from zlib import crc32

from django.db.models import Exists, OuterRef
from django.http import Http404

from ballots.models import Answer, Ballot, Elector
from ballots.rules import Form, Status, needed
from ballots.wording import agreement_words, arithmetic_words, decision_words, shortfall_words
from core.journal import entries
from core.live.sections import heads_of
from core.prepared import Parameter, Prepared
from matters.models import Matter
from matters.selectors import Paper, papers_of
from meetings.models import ItemVote, Meeting
from meetings.rules import ItemStatus, MeetingStatus, Presence, Quorum, may_vote_from, quorum, starts_of_items
from meetings.selectors import attendances_of
from meetings.wording import PRESENCES
from people.models import in_language
from people.procedure import Procedure

Facts = Mapping[str, Any]
# What an audience may see beyond its view (core.live.Audience.rights); a guest has his items there instead.
EVERYTHING = "everything"
UNRESTRICTED = "unrestricted"


@dataclass(frozen=True)
class Vote:
    """A vote on an item: open with how many have answered, or closed with what was counted."""

    key: UUID
    title: str
    status: str
    opened_at: datetime
    closed_at: datetime | None
    counted: Facts
    procedure: Procedure
    cast: int = 0
    electorate: int = 0

    @property
    def is_open(self) -> bool:
        """Whether answers are being taken."""
        return self.status == Status.OPEN.value

    @property
    def needed(self) -> int:
        """How many must agree."""
        if self.outcome:
            return int(self.outcome["needed"])
        return needed(self.procedure.majority_share.value, self.electorate)

    @property
    def tally(self) -> Facts:
        """The count of a closed vote; empty before."""
        found: Facts = self.counted.get("tally", {})
        return found

    @property
    def outcome(self) -> Facts:
        """The outcome of a closed vote; empty before."""
        found: Facts = self.counted.get("outcome", {})
        return found

    @property
    def adopted(self) -> bool:
        """Whether the draft passed."""
        return str(self.outcome.get("decision", "")).startswith("adopted")

    @property
    def needs_ruling(self) -> bool:
        """Whether the count leaves the decision to the chair."""
        return self.outcome.get("decision") == "needs_ruling"

    @property
    def decision(self) -> str:
        """*Được thông qua*."""
        return decision_words(self.outcome)

    @property
    def agreement(self) -> str:
        """*25 trên 27 Thành viên Chính phủ đồng ý*."""
        return agreement_words(self.outcome)

    @property
    def arithmetic(self) -> str:
        """*21 tại phòng họp + 4 từ xa = 25, quá nửa tổng số (cần 14)*."""
        return arithmetic_words(self.tally, self.outcome)

    @property
    def shortfall(self) -> str:
        """*thiếu 2 phiếu để đạt quá bán*; empty when there was enough."""
        return shortfall_words(self.outcome)


@dataclass(frozen=True)
class ItemNow:
    """An item of the agenda with its papers, its latest vote, and when it was to begin."""

    key: UUID
    matter: UUID
    order: int
    title: str
    presenter: str
    minutes: int
    asks: str
    status: str
    started_at: datetime | None
    ended_at: datetime | None
    conclusion: str
    starts_at: datetime
    papers: Sequence[Paper] = ()
    vote: Vote | None = None

    @property
    def budget(self) -> str:
        """The time of the item as a clock writes it: *15:00*, *1:30:00*."""
        hours, minutes = divmod(self.minutes, 60)
        return f"{hours}:{minutes:02}:00" if hours else f"{minutes}:00"

    @property
    def limit(self) -> int:
        """The same in seconds."""
        return self.minutes * 60

    @property
    def running(self) -> bool:
        """Whether the meeting is at this item."""
        return self.status == ItemStatus.RUNNING.value

    @property
    def waiting(self) -> bool:
        """Whether this item has not been called."""
        return self.status == ItemStatus.WAITING.value

    @property
    def done(self) -> bool:
        """Whether the meeting has left this item."""
        return self.status == ItemStatus.DONE.value


@dataclass(frozen=True)
class SeatNow:
    """One seat: where it is and, as far as it may be shown, whether or what it voted."""

    order: int
    office: str
    short: str
    kind: str
    presence: Presence
    deputy: str
    voted: bool = False
    choice: str | None = None
    place: str | None = None

    @property
    def where(self) -> str:
        """Where it is, in words."""
        return str(PRESENCES[self.presence.value])

    @property
    def may_vote(self) -> bool:
        """Whether its member votes from there."""
        return may_vote_from(self.presence)

    @property
    def remote(self) -> bool:
        """Whether the vote was given by remote connection."""
        return self.place == Presence.REMOTE.value


@dataclass(frozen=True)
class Scene:
    """A meeting as one audience sees it now; `whole` is false for a guest of single items."""

    meeting: Meeting
    items: Sequence[ItemNow]
    whole: bool
    quorum: Quorum
    seats: Sequence[SeatNow]

    @cached_property
    def current(self) -> ItemNow | None:
        """The running item; between two items the one that was ended last, though not for a guest."""
        return current_item(self.meeting, self.items, whole=self.whole)

    @property
    def vote(self) -> Vote | None:
        """The latest vote on the current item."""
        return self.current.vote if self.current else None

    @cached_property
    def following(self) -> ItemNow | None:
        """The next item that waits."""
        if self.meeting.status == MeetingStatus.CLOSED.value:
            return None
        return next((each for each in self.items if each.waiting), None)

    @property
    def ends_at(self) -> datetime:
        """When the session ends if the running item and those that wait keep their minutes."""
        running = next((each for each in self.items if each.running), None)
        ended = [each.ended_at for each in self.items if each.ended_at]
        if running is not None and running.started_at is not None:
            base = running.started_at + timedelta(minutes=running.minutes)
        else:
            base = max(ended, default=self.meeting.started_at or self.meeting.starts_at)
        return base + timedelta(minutes=sum(each.minutes for each in self.items if each.waiting))

    @property
    def waiting_voters(self) -> list[SeatNow]:
        """The members who may vote from where they are and have not."""
        return [seat for seat in self.seats if seat.may_vote and not seat.voted]

    @property
    def not_voting(self) -> list[SeatNow]:
        """The seats whose member is not there to vote, and that have no vote."""
        return [seat for seat in self.seats if not seat.may_vote and not seat.voted]

    @property
    def personal(self) -> str:
        """Changes whenever somebody's vote card may have to change; the same for everybody."""
        vote = self.vote
        if vote is None:
            return self.meeting.status
        if not vote.is_open:
            return f"{vote.key}:closed"
        where = ",".join(f"{seat.order}{seat.presence.value}" for seat in self.seats)
        return f"{vote.key}:open:{crc32(where.encode()):x}"


def read(
    meeting: Meeting,
    items: frozenset[UUID] | None = None,
    *,
    papers: bool = False,
    restricted: bool = False,
    counted: bool = False,
) -> Scene:
    """The room now in a constant number of queries; `items` are those open to a guest (None: all).

    `papers` asks for the papers (with the `restricted` ones), `counted` for what each seat gave to a vote
    that was closed. Who has answered a running vote is always read: it is how the answers are counted.
    """
    procedure = meeting.procedure
    votes = _votes(meeting, procedure)
    opened = next((vote for vote in votes.values() if vote.is_open), None)
    voted = _voted(opened.key) if opened else {}
    listed = _items(meeting, items)
    texts = _papers(listed, restricted=restricted) if papers else {}
    shown = [
        replace(each, papers=texts.get(each.matter, ()), vote=_turned_out(votes.get(each.key), voted))
        for each in listed
    ]
    current = current_item(meeting, shown, whole=items is None)
    vote = current.vote if current else None
    seats = _seats(meeting)
    if vote is not None and vote.is_open:
        seats = [replace(seat, voted=voted.get(seat.order, False)) for seat in seats]
    elif vote is not None and counted:
        seats = _with_votes(meeting, vote, seats)
    presences = {seat.order: seat.presence for seat in seats}
    return Scene(meeting, shown, items is None, quorum(presences, procedure), seats)


def current_item(meeting: Meeting, items: Sequence[ItemNow], *, whole: bool) -> ItemNow | None:
    """The running item; between two items the one that was ended last, unless only some items are seen."""
    if meeting.status != MeetingStatus.RUNNING.value:
        return None
    running = next((each for each in items if each.running), None)
    if running or not whole:
        return running
    ended = [each for each in items if each.done]
    return max(ended, key=lambda each: each.ended_at or each.starts_at, default=None)


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


_session_ballot = Prepared(
    lambda: Ballot.objects.filter(
        pk=Parameter("ballot", "uuid"), form=Form.SESSION.value, stream=Parameter("stream", "text")
    ).defer("procedure_facts", "result")
)


# -- reading ------------------------------------------------------------------------------------------------


def _items(meeting: Meeting, seen: frozenset[UUID] | None) -> list[ItemNow]:
    """The agenda in order, without papers and votes."""
    rows = meeting.items.order_by("order").values(
        *("pk", "matter_id", "order", "minutes", "asks", "status", "started_at", "ended_at", "conclusion"),
        *("matter__title", "matter__lead__name_vi", "matter__lead__name_en"),
        *("presenter__office_vi", "presenter__office_en"),
    )
    listed = [row for row in rows if seen is None or row["pk"] in seen]
    starts = starts_of_items(meeting.starts_at, [row["minutes"] for row in listed])
    return [_item(row, start) for row, start in zip(listed, starts, strict=True)]


def _item(row: Facts, starts_at: datetime) -> ItemNow:
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
    )


def _votes(meeting: Meeting, procedure: Procedure) -> dict[UUID, Vote]:
    """Item → the vote that was opened on it last."""
    fields = ("title", "status", "opened_at", "closed_at", "result")
    rows = ItemVote.objects.filter(item__meeting=meeting).order_by("ballot__composed_at")
    found = {}
    for item, key, title, status, opened_at, closed_at, result in rows.values_list(
        "item", "ballot", *(f"ballot__{field}" for field in fields)
    ):
        counted = result["questions"][0] if result else {}
        found[item] = Vote(key, title, status, opened_at, closed_at, counted, procedure)
    return found


def _voted(ballot: UUID) -> dict[int, bool]:
    """Seat order → whether it has answered; never which way."""
    cast = Exists(Answer.objects.filter(elector=OuterRef("pk")))
    electors = Elector.objects.filter(ballot=ballot).order_by()
    return dict(electors.annotate(voted=cast).values_list("order", "voted"))


def _turned_out(vote: Vote | None, voted: Mapping[int, bool]) -> Vote | None:
    if vote is None or not vote.is_open:
        return vote
    return replace(vote, cast=sum(voted.values()), electorate=len(voted))


def _seats(meeting: Meeting) -> list[SeatNow]:
    """Every seat in protocol order, and where it is."""
    seat = ("order", "office_vi", "office_en", "short_vi", "short_en", "kind")
    rows = attendances_of(meeting).values_list(
        *(f"seat__{field}" for field in seat), "presence", "deputy__label_vi", "deputy__label_en"
    )
    return [
        SeatNow(
            order=order,
            office=in_language(office, office_en),
            short=in_language(short, short_en),
            kind=kind,
            presence=Presence(presence),
            deputy=in_language(deputy or "", deputy_en or ""),
        )
        for order, office, office_en, short, short_en, kind, presence, deputy, deputy_en in rows
    ]


def _with_votes(meeting: Meeting, vote: Vote, seats: Sequence[SeatNow]) -> list[SeatNow]:
    """What each seat gave, as the closing entry of the journal holds it."""
    closing = entries(meeting.stream).filter(kind="vote.closed", subject=f"ballot:{vote.key}")
    facts = closing.values_list("facts", flat=True).first() or {}
    given = {row["order"]: row for row in facts.get("seats", ())}
    return [
        replace(seat, voted=bool(row["choice"]), choice=row["choice"], place=row["place"])
        if (row := given.get(seat.order))
        else seat
        for seat in seats
    ]


# -- papers: read anew only when the journal of one of the matters has moved on ------------------------------

_KEPT = 64
_papers_kept: OrderedDict[object, dict[UUID, list[Paper]]] = OrderedDict()


def _papers(items: Sequence[ItemNow], *, restricted: bool) -> dict[UUID, list[Paper]]:
    """Matter → its papers; which ones there are changes only with an entry in the matter's stream."""
    heads = heads_of([f"matter:{each.matter}" for each in items])
    known = (restricted, frozenset(heads.items()), frozenset(each.matter for each in items))
    found = _papers_kept.get(known)
    if found is None:
        matters = Matter.objects.filter(pk__in=[each.matter for each in items])
        found = _papers_kept[known] = papers_of(matters, restricted=restricted)
        while len(_papers_kept) > _KEPT:
            _papers_kept.popitem(last=False)
    return found
