"""What a rehearsal copies of a meeting: seats, agenda and procedure; no person, no paper, no text."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from core.time import local
from meetings.models import Asks, Meeting
from meetings.selectors import agenda
from people.selectors import seats_of


@dataclass(frozen=True)
class PlannedSeat:
    """A seat of the body; a ghost will hold it."""

    order: int
    kind: str
    office: str


@dataclass(frozen=True)
class PlannedItem:
    """An item: how long it takes and whether it is voted on."""

    title: str
    minutes: int
    votes: bool


@dataclass(frozen=True)
class Plan:
    """A session that can be held again elsewhere."""

    title: str
    chair: int
    minutes: int
    procedure: Mapping[str, Any]
    seats: tuple[PlannedSeat, ...]
    items: tuple[PlannedItem, ...]

    def as_text(self) -> str:
        """JSON, in which form another process takes it."""
        return json.dumps(asdict(self), ensure_ascii=False)

    @classmethod
    def from_text(cls, text: str) -> "Plan":
        """The plan back from its JSON."""
        facts = json.loads(text)
        seats = tuple(PlannedSeat(**seat) for seat in facts.pop("seats"))
        items = tuple(PlannedItem(**item) for item in facts.pop("items"))
        return cls(**facts, seats=seats, items=items)


def plan_of(meeting: Meeting) -> Plan:
    """The plan of a meeting as it stands now. Titles of items are not copied: they may be restricted."""
    seats = seats_of(meeting.body, local(meeting.starts_at).date())
    items = agenda(meeting)
    return Plan(
        title=meeting.title,
        chair=meeting.chair.order,
        minutes=meeting.minutes_planned,
        procedure=meeting.procedure_facts,
        seats=tuple(PlannedSeat(seat.order, seat.kind, seat.office_vi) for seat in seats),
        items=tuple(
            PlannedItem(f"Nội dung {item.order}", item.minutes, item.asks == Asks.VOTE) for item in items
        ),
    )
