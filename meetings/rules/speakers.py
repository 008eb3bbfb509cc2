"""The floor: who may ask for it, who has it, and in which order the others wait."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from core.refusals import Refusal
from meetings.rules.statuses import ItemStatus, MeetingStatus, Presence, check_running


class Turn(StrEnum):
    """What the floor is asked for; a point of order goes before every speech."""

    SPEECH = "speech"
    ORDER = "order"


class SpeakerStatus(StrEnum):
    """The life of a request for the floor; PAUSED is a speech that a point of order interrupts."""

    WAITING = "waiting"
    SPEAKING = "speaking"
    PAUSED = "paused"
    DONE = "done"
    WITHDRAWN = "withdrawn"
    STRUCK = "struck"


@dataclass(frozen=True, slots=True)
class Waiting:
    """One who waits: the key of the request, what it asks for, and its place among the others."""

    key: int
    turn: Turn
    place: int


def in_turn(waiting: Iterable[Waiting]) -> list[Waiting]:
    """Points of order first, then speeches, each by place."""
    return sorted(waiting, key=lambda each: (each.turn is not Turn.ORDER, each.place, each.key))


def swapped(waiting: Iterable[Waiting], key: int, *, up: bool) -> tuple[Waiting, Waiting] | None:
    """The request and the neighbour with which it changes places; None at the end of its kind."""
    order = in_turn(waiting)
    at = next((number for number, each in enumerate(order) if each.key == key), None)
    if at is None:
        return None
    other = at - 1 if up else at + 1
    if not 0 <= other < len(order) or order[other].turn is not order[at].turn:
        return None
    return order[at], order[other]


def interrupts(asked: Turn, speaking: Turn) -> bool:
    """Whether the one who speaks goes on afterwards, with the time that was left."""
    return asked is Turn.ORDER and speaking is Turn.SPEECH


def spoken(seconds: int, since: datetime | None, now: datetime) -> int:
    """How long somebody has spoken in all, in whole seconds."""
    return seconds + (max(0, int((now - since).total_seconds())) if since else 0)


def check_request(
    status: MeetingStatus, item: ItemStatus, presence: Presence | None, *, vote_open: bool, office: str
) -> None:
    """Refuse the floor outside the running item, during a vote, or to whoever is not noted as there."""
    check_running(status)
    if item is not ItemStatus.RUNNING:
        raise Refusal("floor_item_not_running")
    if vote_open:
        raise Refusal("floor_while_voting")
    if presence not in (None, Presence.IN_ROOM, Presence.REMOTE, Presence.DEPUTY):
        raise Refusal("speaker_absent", office=office)


def check_speaker(status: SpeakerStatus, *expected: SpeakerStatus) -> None:
    """Refuse an act on a request that somebody else has dealt with meanwhile."""
    if status not in expected:
        raise Refusal("speaker_gone")
