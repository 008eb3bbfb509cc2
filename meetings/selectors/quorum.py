"""The trace of the quorum, read from the journal: each change, who made it, and whether enough attend."""

from dataclasses import dataclass

from core.models import Entry
from meetings.models import Meeting
from meetings.rules import quorum

KINDS = ("attendance.noted", "meeting.started")


@dataclass(frozen=True)
class Step:
    """A change of how many attend; `more` counts the other seats noted at the same moment."""

    entry: Entry
    attending: int
    seats: int
    needed: int
    more: int = 0

    @property
    def reached(self) -> bool:
        """Whether enough attended then."""
        return self.attending >= self.needed


def quorum_trace(meeting: Meeting) -> list[Step]:
    """Every change of how many attend, the first one first, in one query."""
    found = Entry.objects.filter(stream_id=meeting.stream, kind__in=KINDS).order_by("seq")
    steps: list[Step] = []
    for entry in found:
        step = _step(entry, meeting)
        last = steps[-1] if steps else None
        if last is None or (step.attending, step.seats) != (last.attending, last.seats):
            steps.append(step)
        elif last.entry.at == entry.at and entry.kind == last.entry.kind:
            steps[-1] = Step(last.entry, last.attending, last.seats, last.needed, last.more + 1)
    return steps


def _step(entry: Entry, meeting: Meeting) -> Step:
    facts = entry.facts
    if entry.kind == "meeting.started":
        counted = facts["quorum"]
        return Step(entry, counted["attending"], counted["seats"], counted["needed"])
    attending, _slash, seats = facts["quorum"].partition("/")
    needed = facts.get("needed") or quorum({}, meeting.procedure).needed
    return Step(entry, int(attending), int(seats), needed)
