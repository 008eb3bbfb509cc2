"""The programme of a meeting as a person may see it: times, papers with their deadline, guests, results."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from ballots.wording import arithmetic_words, decision_words
from core.prepared import Placeholder, Prepared
from matters.selectors import Paper, papers_of
from meetings.models import AgendaItem, Guest, Meeting
from meetings.rules import ends_at, starts_of_items
from meetings.rules.papers import PapersDue
from meetings.selectors.agenda import agenda
from meetings.selectors.closed import agenda_sight, masked
from meetings.selectors.deadline import papers_due
from meetings.selectors.meetings import items_open_to
from people.models import Person


@dataclass(frozen=True)
class Result:
    """What a closed vote decided, in words and figures."""

    adopted: bool
    decision: str
    received: int
    base: int
    arithmetic: str


def results_of(item: AgendaItem) -> list[Result]:
    """The votes on an item whose result was published, in the order in which they were opened."""
    published = (vote.ballot for vote in item.votes.all() if vote.published_at)
    ballots = sorted(published, key=lambda each: each.composed_at)
    counted = [ballot.result["questions"][0] for ballot in ballots if ballot.result]
    return [_result(each["tally"], each["outcome"]) for each in counted]


def _result(tally: Mapping[str, Any], outcome: Mapping[str, Any]) -> Result:
    return Result(
        adopted=str(outcome["decision"]).startswith("adopted"),
        decision=decision_words(outcome),
        received=int(outcome["received"]),
        base=int(outcome["base"]),
        arithmetic=arithmetic_words(tally, outcome),
    )


@dataclass(frozen=True)
class ProgrammeItem:
    """One item as the programme shows it: its start, papers and guests."""

    item: AgendaItem
    starts_at: datetime
    papers: Sequence[Paper]
    guests: Sequence[Guest]

    @property
    def results(self) -> list[Result]:
        """The votes on it whose result was published."""
        return results_of(self.item)


@dataclass(frozen=True)
class Programme:
    """An agenda with its times; `whole` is False for a guest, who is shown nothing of the rest."""

    rows: Sequence[ProgrammeItem]
    minutes: int
    ends_at: datetime
    whole: bool
    due: PapersDue | None = None
    guests: Sequence[Guest] = ()  # of the whole meeting

    @property
    def late(self) -> int:
        """How many of the papers shown came after the deadline."""
        if self.due is None:
            return 0
        return sum(self.due.late_by(paper.came_at) is not None for row in self.rows for paper in row.papers)


def programme(meeting: Meeting, person: Person) -> Programme:
    """The programme as this person may see it, in a constant number of queries."""
    items = agenda(meeting)
    minutes = [item.minutes for item in items]
    starts = starts_of_items(meeting.starts_at, minutes)
    open_items = items_open_to(person, meeting)
    sight = agenda_sight(person, meeting)
    shown = [
        (masked(item) if item.pk in sight.shut else item, start)
        for item, start in zip(items, starts, strict=True)
        if open_items is None or item.pk in open_items
    ]
    papers = papers_of([item.matter for item, _start in shown if not item.shut], sight=sight.papers)
    guests = guests_by_item(meeting)
    rows = [
        ProgrammeItem(item, start, papers[item.matter_id], guests.get(item.pk, ()))
        if not item.shut
        else ProgrammeItem(item, start, (), ())
        for item, start in shown
    ]
    whole = open_items is None
    return Programme(
        rows,
        sum(minutes),
        ends_at(meeting.starts_at, minutes),
        whole,
        papers_due(meeting),
        guests=guests.get(None, ()) if whole else (),
    )


_guests = Prepared(
    lambda: (
        Guest.objects.filter(meeting=Placeholder("meeting", "uuid"))
        .select_related("person")
        .order_by("person__label_vi", "pk")
    )
)


def guests_by_item(meeting: Meeting) -> dict[UUID | None, list[Guest]]:
    """Item id (None: the whole meeting) → its guests, in one query."""
    found: dict[UUID | None, list[Guest]] = {}
    for guest in _guests(meeting=meeting.pk):
        found.setdefault(guest.item_id, []).append(guest)
    return found
