"""The figures of one session, read from its journal and agenda in a constant number of queries."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from core.journal import entries
from core.models import Entry
from core.time import now
from meetings.models import AgendaItem, Meeting, Speaker
from meetings.rules.numbers import (
    ItemTime,
    Papers,
    Pause,
    QuorumPoint,
    Spoken,
    block_share,
    papers_saved,
    spoken,
    time_taken,
    total_saved,
    trace,
)
from meetings.selectors.reported import ballots_since_last
from people.models import in_language

TOLD = (
    "meeting.started",
    "attendance.noted",
    "meeting.paused",
    "meeting.resumed",
    "item.started",
    "item.adopted_in_block",
    "speaker.ended",
    "vote.closed",
)


@dataclass(frozen=True)
class SessionNumbers:
    """Everything that the page of figures shows."""

    seconds: int
    paused: int
    items: Sequence[ItemTime]
    not_taken: int
    speakers: Sequence[Spoken]
    trace: Sequence[QuorumPoint]
    needed: int
    votes: Sequence[Papers]
    ballots: Sequence[Papers]

    @property
    def budget(self) -> int:
        """Minutes planned for the items that were taken."""
        return sum(item.budget for item in self.items)

    @property
    def taken(self) -> int:
        """Seconds that the items took."""
        return sum(item.seconds for item in self.items)

    @property
    def saved(self) -> int:
        """Seconds saved against the budget; negative when the session took longer."""
        return total_saved(self.items)

    @property
    def block(self) -> tuple[int, int]:
        """Items adopted in the block, of those taken."""
        return block_share(self.items)

    @property
    def papers(self) -> int:
        """All papers that were not printed."""
        return sum(each.papers for each in (*self.votes, *self.ballots))

    @property
    def longest(self) -> int:
        """The most seconds of an item or of its budget, as the whole length of its bar."""
        return max([1, *(max(item.seconds, item.budget * 60) for item in self.items)])

    @property
    def longest_speech(self) -> int:
        """The most seconds of a speaker, as the whole length of the bar."""
        return max([1, *(each.seconds for each in self.speakers)])


def session_numbers(meeting: Meeting) -> SessionNumbers:
    """The figures of a session that has begun, up to its end or to this moment."""
    assert meeting.started_at is not None
    told = list(entries(meeting.stream).filter(kind__in=TOLD))
    end = meeting.closed_at or now()
    pauses = list(_pauses(told, end))
    items = list(meeting.items.select_related("matter").order_by("order"))
    since = ballots_since_last(meeting)
    # The journal names offices in Vietnamese; whoever reads in English reads them in English.
    spoke = Speaker.objects.filter(item__meeting=meeting).values_list("office_vi", "office_en")
    offices = {vi: in_language(vi, en) for vi, en in spoke}
    return SessionNumbers(
        seconds=time_taken(meeting.started_at, end, pauses),
        paused=sum(time_taken(*pause) for pause in pauses),
        items=list(_items(items, told, pauses, end)),
        not_taken=sum(item.started_at is None for item in items),
        speakers=spoken(
            (offices.get(entry.facts["office"], entry.facts["office"]), int(entry.facts["seconds"]))
            for entry in told
            if entry.kind == "speaker.ended" and "seconds" in entry.facts
        ),
        trace=trace(_points(told, meeting.started_at)),
        needed=next((int(e.facts["quorum"]["needed"]) for e in told if e.kind == "meeting.started"), 0),
        votes=papers_saved(int(e.facts["tally"]["electorate"]) for e in told if e.kind == "vote.closed"),
        ballots=papers_saved(_electorate(ballot.result) for ballot in since),
    )


def _electorate(result: dict[str, Any] | None) -> int:
    return int((result or {})["questions"][0]["tally"]["electorate"])


def _pauses(told: Sequence[Entry], end: datetime) -> Iterator[Pause]:
    begun: datetime | None = None
    for entry in told:
        if entry.kind == "meeting.paused":
            begun = entry.at
        elif entry.kind == "meeting.resumed" and begun is not None:
            yield begun, entry.at
            begun = None
    if begun is not None and begun < end:
        yield begun, end


def _items(
    items: Sequence[AgendaItem], told: Sequence[Entry], pauses: Sequence[Pause], end: datetime
) -> Iterator[ItemTime]:
    begun = {entry.facts["item"]: entry.seq for entry in told if entry.kind == "item.started"}
    block = {entry.facts["item"]: entry.seq for entry in told if entry.kind == "item.adopted_in_block"}
    for item in items:
        if item.started_at is None:
            continue
        key, in_block = str(item.pk), str(item.pk) in block
        seconds = 0 if in_block else time_taken(item.started_at, item.ended_at or end, pauses)
        seq = block.get(key) or begun.get(key, 0)
        yield ItemTime(item.order, item.matter.title, item.minutes, seconds, in_block, seq)


def _points(told: Sequence[Entry], started_at: datetime) -> Iterator[QuorumPoint]:
    """From the opening on, how many attended; every entry of attendance tells it."""
    for entry in told:
        if entry.kind == "meeting.started":
            quorum = entry.facts["quorum"]
            yield QuorumPoint(entry.at, int(quorum["attending"]), int(quorum["seats"]), entry.seq)
        elif entry.kind == "attendance.noted" and entry.at >= started_at:
            attending, _slash, seats = str(entry.facts.get("quorum", "")).partition("/")
            if attending.isdigit() and seats.isdigit():
                yield QuorumPoint(entry.at, int(attending), int(seats), entry.seq)


@dataclass(frozen=True)
class Plot:
    """The quorum over time as an SVG: a stepped line, and where the line of the quorum lies."""

    width: int
    height: int
    line: str
    needed: str
    top: int


def quorum_plot(found: SessionNumbers, started_at: datetime, end: datetime) -> Plot | None:
    """The points as a picture; None where there are none."""
    if not found.trace:
        return None
    width, height, seats = 600, 120, max(1, found.trace[0].seats)
    whole = max(timedelta(seconds=1), end - started_at)

    def x(moment: datetime) -> str:
        return f"{width * ((moment - started_at) / whole):.1f}"

    def y(count: int) -> str:
        return f"{height - height * count / seats:.1f}"

    path = f"M0 {y(found.trace[0].attending)}"
    for point in found.trace[1:]:
        path += f" H{x(point.at)} V{y(point.attending)}"
    return Plot(width, height, f"{path} H{width}", y(found.needed), seats)
