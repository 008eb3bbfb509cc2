"""Who has the floor in a room and who waits for it, in the words that its sections show."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from typing import Any
from uuid import UUID
from zlib import crc32

from django.conf import settings

from core.prepared import Placeholder, Prepared
from meetings.models import Speaker
from meetings.rules.speakers import SpeakerStatus, Turn, Waiting, in_turn, spoken
from people.models import in_language

Row = Mapping[str, Any]
WARNING = 30  # seconds before the end of a speech


@dataclass(frozen=True)
class SpeakerNow:
    """Somebody who speaks, is interrupted or waits; `seconds` were spoken before `since`."""

    key: int
    person: UUID
    office: str
    turn: str
    status: str
    place: int
    since: datetime | None
    seconds: int
    stopped: datetime | None = None  # since when the session is suspended: the clock stands

    @property
    def stands_at(self) -> int:
        """The seconds at which the clock of a speech stands while the session is suspended."""
        return spoken(self.seconds, self.since, self.stopped) if self.stopped else self.seconds

    @property
    def is_order(self) -> bool:
        """Whether it is a point of order."""
        return self.turn == Turn.ORDER.value

    @property
    def began(self) -> datetime | None:
        """When the speech would have begun without its interruptions: what a clock counts from."""
        return self.since - timedelta(seconds=self.seconds) if self.since else None

    @property
    def limit(self) -> int:
        """After how many seconds the clock warns; 0 for a point of order, for which there is no limit."""
        return 0 if self.is_order else settings.SPEAKER_MINUTES * 60

    @property
    def warns(self) -> int:
        """After how many seconds the clock shows that the time is nearly over."""
        return max(self.limit - WARNING, 0)


@dataclass(frozen=True)
class Spoken:
    """How long somebody has spoken in this meeting: in all, and on the running item."""

    office: str
    seconds: int
    on_item: int


@dataclass(frozen=True)
class Floor:
    """The floor of the running item; `rows` are all requests of the meeting, oldest first."""

    item: UUID | None = None
    rows: Sequence[Row] = ()
    stopped: datetime | None = None

    @cached_property
    def _here(self) -> list[SpeakerNow]:
        return [_speaker(row, self.stopped) for row in self.rows if row["item_id"] == self.item]

    @cached_property
    def speaking(self) -> SpeakerNow | None:
        """The one who has it."""
        return next((each for each in self._here if each.status == SpeakerStatus.SPEAKING.value), None)

    @cached_property
    def paused(self) -> SpeakerNow | None:
        """The speech that goes on after the point of order."""
        return next((each for each in self._here if each.status == SpeakerStatus.PAUSED.value), None)

    @cached_property
    def waiting(self) -> list[SpeakerNow]:
        """Those who wait, in the order in which they are to speak."""
        found = {each.key: each for each in self._here if each.status == SpeakerStatus.WAITING.value}
        queue = [Waiting(each.key, Turn(each.turn), each.place) for each in found.values()]
        return [found[each.key] for each in in_turn(queue)]

    @property
    def minutes(self) -> int:
        """How long a speech may take before the clock warns."""
        minutes: int = settings.SPEAKER_MINUTES
        return minutes

    @cached_property
    def totals(self) -> list[Spoken]:
        """Everybody who has ended a speech, whoever spoke longest first."""
        found: dict[UUID, list[Any]] = {}
        for row in self.rows:
            if row["seconds"]:
                kept = found.setdefault(row["person_id"], [_office(row), 0, 0])
                kept[1] += row["seconds"]
                kept[2] += row["seconds"] * (row["item_id"] == self.item)
        return sorted((Spoken(*each) for each in found.values()), key=lambda each: -each.seconds)

    @cached_property
    def version(self) -> str:
        """Changes whenever somebody's own card of the floor may have to change."""
        said = [(each.key, each.status, each.place) for each in self._here]
        stands = "stands" if self.stopped else ""
        return f"{self.item}:{stands}{crc32(repr(said).encode()):x}"


def speakers_of(meeting: UUID) -> list[Row]:
    """Every request for the floor in a meeting, oldest first."""
    return _speakers(meeting=meeting)


def _speaker(row: Row, stopped: datetime | None) -> SpeakerNow:
    return SpeakerNow(
        key=row["pk"],
        person=row["person_id"],
        office=_office(row),
        turn=row["turn"],
        status=row["status"],
        place=row["place"],
        since=row["since"] if row["status"] == SpeakerStatus.SPEAKING.value else None,
        seconds=row["seconds"],
        stopped=stopped,
    )


def _office(row: Row) -> str:
    return in_language(row["office_vi"], row["office_en"])


_speakers = Prepared(
    lambda: (
        Speaker.objects.filter(meeting=Placeholder("meeting", "uuid"))
        .order_by("pk")
        .values(
            *("pk", "item_id", "person_id", "office_vi", "office_en"),
            *("turn", "status", "place", "since", "seconds"),
        )
    )
)
