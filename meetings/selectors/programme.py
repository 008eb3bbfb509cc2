"""The programme of a meeting as a person may see it: times, papers, guests, results, and what it lacks."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from ballots.wording import arithmetic_words, decision_words
from core.time import local
from core.working_time import WorkingCalendar, viet_nam
from matters.selectors import Paper, papers_of, reads_restricted
from meetings.models import AgendaItem, Guest, Meeting
from meetings.rules import ends_at, starts_of_items
from meetings.selectors.agenda import agenda
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
    """The votes on an item that were closed, in the order in which they were opened."""
    ballots = sorted((vote.ballot for vote in item.votes.all()), key=lambda each: each.composed_at)
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
    """One item as the programme shows it: its start, papers, guests, and what it still lacks."""

    item: AgendaItem
    starts_at: datetime
    papers: Sequence[Paper]
    guests: Sequence[Guest]

    @property
    def results(self) -> list[Result]:
        """The votes on it that were closed."""
        return results_of(self.item)

    @property
    def lacks_paper(self) -> bool:
        """Whether members would have nothing to read."""
        return not self.papers

    @property
    def lacks_presenter(self) -> bool:
        """Whether nobody is named who presents it."""
        return self.item.presenter is None


@dataclass(frozen=True)
class Programme:
    """An agenda with its times; `whole` is False for a guest, who is shown nothing of the rest."""

    rows: Sequence[ProgrammeItem]
    minutes: int
    ends_at: datetime
    whole: bool

    @property
    def without_paper(self) -> list[int]:
        """The numbers of the items without a paper."""
        return [row.item.order for row in self.rows if row.lacks_paper]

    @property
    def without_presenter(self) -> list[int]:
        """The numbers of the items that nobody presents."""
        return [row.item.order for row in self.rows if row.lacks_presenter]


def programme(meeting: Meeting, person: Person) -> Programme:
    """The programme as this person may see it, in a constant number of queries."""
    items = agenda(meeting)
    minutes = [item.minutes for item in items]
    starts = starts_of_items(meeting.starts_at, minutes)
    open_items = items_open_to(person, meeting)
    shown = [
        (item, start)
        for item, start in zip(items, starts, strict=True)
        if open_items is None or item.pk in open_items
    ]
    papers = papers_of([item.matter for item, _start in shown], restricted=reads_restricted(person))
    guests = guests_by_item(meeting)
    rows = [
        ProgrammeItem(item, start, papers[item.matter_id], guests.get(item.pk, ())) for item, start in shown
    ]
    return Programme(rows, sum(minutes), ends_at(meeting.starts_at, minutes), open_items is None)


def guests_by_item(meeting: Meeting) -> dict[UUID | None, list[Guest]]:
    """Item id (None: the whole meeting) → its guests, in one query."""
    found: dict[UUID | None, list[Guest]] = {}
    for guest in meeting.guests.select_related("person").order_by("person__label_vi", "pk"):
        found.setdefault(guest.item_id, []).append(guest)
    return found


def papers_due(meeting: Meeting, calendar: WorkingCalendar | None = None) -> date | None:
    """The last day on which the procedure lets papers go out; None where nobody has read the rule."""
    days, working = meeting.procedure.papers_before_days, meeting.procedure.papers_before_working
    if days.value is None or working.value is None:
        return None
    day, left, calendar = local(meeting.starts_at).date(), days.value, calendar or viet_nam()
    while left:
        day -= timedelta(days=1)
        left -= not working.value or calendar.is_working_day(day)
    return day
