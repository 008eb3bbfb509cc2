"""The agenda before it is sent: its length and its times."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from core.refusals import Refusal
from meetings.rules.statuses import MeetingStatus, check_move


def ends_at(starts_at: datetime, minutes: Iterable[int]) -> datetime:
    """When the agenda ends if every item keeps its minutes."""
    return starts_at + timedelta(minutes=sum(minutes))


def starts_of_items(starts_at: datetime, minutes: Iterable[int]) -> tuple[datetime, ...]:
    """When each item of the agenda begins if every earlier one keeps its minutes."""
    starts, moment = [], starts_at
    for each in minutes:
        starts.append(moment)
        moment += timedelta(minutes=each)
    return tuple(starts)


def check_agenda(minutes: Iterable[int], available: int | None = None) -> None:
    """Refuse an agenda without items, with an item of no length, or longer than the time there is."""
    lengths = tuple(minutes)
    if not lengths:
        raise Refusal("agenda_empty")
    for number, length in enumerate(lengths, start=1):
        if length < 1:
            raise Refusal("item_without_minutes", number=number)
    if available is not None and sum(lengths) > available:
        raise Refusal("agenda_too_long", minutes=sum(lengths), available=available)


def check_length(status: MeetingStatus, minutes: Iterable[int], available: int) -> None:
    """Refuse an agenda that does not hold; only one that members have not been sent may be too long yet."""
    check_agenda(minutes, available if status is MeetingStatus.SENT else None)


@dataclass(frozen=True, slots=True)
class ItemPlan:
    """What is planned of an item: its minutes, who presents it (the seat's id or nothing), what it asks."""

    minutes: int
    presenter: str
    asks: str

    def __str__(self) -> str:
        return f"{self.minutes}:{self.presenter}:{self.asks}"

    @classmethod
    def written(cls, text: str) -> "ItemPlan | None":
        """The plan back from its text; None for anything that is none."""
        minutes, _colon, rest = text.partition(":")
        presenter, colon, asks = rest.partition(":")
        return cls(int(minutes), presenter, asks) if colon and minutes.isdecimal() else None


def clashes(stands: ItemPlan, seen: ItemPlan | None, wanted: ItemPlan) -> bool:
    """Whether somebody else has changed an item since it was seen, and not to what is wanted now."""
    return seen is not None and stands not in (seen, wanted)


def check_send(status: MeetingStatus, minutes: Iterable[int], available: int | None = None) -> None:
    """Refuse to send a meeting twice, or one whose agenda does not hold."""
    check_move(status, MeetingStatus.SENT)
    check_agenda(minutes, available)
