"""What stands in the way of sending a programme, read from what its page has read already."""

from collections.abc import Sequence
from dataclasses import dataclass

from core.time import now
from meetings.models import Meeting
from meetings.rules import MeetingStatus
from meetings.rules.readiness import ItemState, Lack, Obstacle, lacks, obstacles
from meetings.selectors.programme import Programme, ProgrammeItem


@dataclass(frozen=True)
class Readiness:
    """What must be mended before sending, what had better be, and what each item lacks."""

    must: Sequence[Obstacle]
    should: Sequence[Obstacle]
    items: dict[str, tuple[Lack, ...]]

    @property
    def ready(self) -> bool:
        """Whether nothing is missing at all."""
        return not (self.must or self.should)

    @property
    def count(self) -> int:
        """How many things are missing."""
        return len(self.must) + len(self.should)


def readiness(meeting: Meeting, programme: Programme) -> Readiness:
    """What the agenda lacks as this programme shows it; without a query."""
    states = [_state(row, programme) for row in programme.rows]
    dossier, due = meeting.procedure.dossier_kinds.value, programme.due
    unsent = meeting.status == MeetingStatus.DRAFT.value
    found = obstacles(
        states,
        meeting.minutes_planned,
        dossier,
        days_over=unsent and due is not None and now() > due.at,
    )
    return Readiness(
        must=[each for each in found if each.must],
        should=[each for each in found if not each.must],
        items={state.key: lacks(state, dossier) for state in states},
    )


def _state(row: ProgrammeItem, programme: Programme) -> ItemState:
    item, due = row.item, programme.due
    return ItemState(
        key=str(item.pk),
        number=item.order,
        minutes=item.minutes,
        asks=item.asks,
        presented=item.presenter_id is not None,
        kinds=frozenset(paper.kind for paper in row.papers),
        late=due is not None and any(due.late_by(paper.came_at) for paper in row.papers),
    )
