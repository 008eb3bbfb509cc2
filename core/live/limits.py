"""What a page may ask of its socket: how much it says, in which form, and how many one person opens."""

import json
import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from core.live.members import Room, Socket

RATE, BURST = 20.0, 40.0  # messages a second, and at once (guarantees.md 8)
MESSAGE_BYTES = 16 * 1024  # what a page says of its sections is below 2 kB
SECTIONS = 200  # names of sections in one message
DEPTH = 8  # lists and maps within each other


class NoMessage(ValueError):
    """What came is no message of ours; `code` closes the socket (1003, 1009, 4400)."""

    def __init__(self, code: int) -> None:
        super().__init__(code)
        self.code = code


@dataclass
class Allowance:
    """How many messages a page may still send: 20 a second, and 40 at once after a silence."""

    since: float
    left: float = BURST

    def take(self, moment: float) -> bool:
        """Count one message; False when it is one too many."""
        self.left = min(BURST, self.left + RATE * max(0.0, moment - self.since))
        self.since = moment
        if self.left < 1:
            return False
        self.left -= 1
        return True


def body_of(event: dict[str, Any]) -> dict[str, Any]:
    """The message in a frame, read strictly; raises NoMessage."""
    text = event.get("text")
    if text is None:
        raise NoMessage(1003)
    if len(text) > MESSAGE_BYTES or len(text.encode("utf-8", "surrogatepass")) > MESSAGE_BYTES:
        raise NoMessage(1009)
    try:
        body = strictly(text)
    except (ValueError, RecursionError):
        raise NoMessage(4400) from None
    if not isinstance(body, dict):
        raise NoMessage(4400)
    return body


def strictly(text: str) -> Any:
    """JSON in which nothing is said twice and every number and letter exists; raises ValueError.

    Python's reader takes NaN, 1e999, the last of two equal keys, and half of a surrogate pair.
    """
    found = json.loads(text, object_pairs_hook=_once, parse_constant=_no_number, parse_float=_finite)
    json.dumps(found, ensure_ascii=False).encode()  # half of a pair has no bytes
    _shallow(found, DEPTH)
    return found


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key is there twice")
    return found


def _no_number(text: str) -> Any:
    raise ValueError(f"{text} is no number")


def _finite(text: str) -> float:
    number = float(text)
    if not math.isfinite(number):
        raise ValueError(f"{text} is too large")
    return number


def _shallow(value: Any, left: int) -> None:
    if left < 0:
        raise ValueError("too deep")
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        _shallow(inner, left - 1)


def have_in(body: dict[str, Any]) -> dict[str, str] | None:
    """The digests that the browser says it has; None for anything that is not such a message."""
    have = body.get("have")
    if not isinstance(have, dict) or len(have) > SECTIONS:
        return None
    return {str(name): str(digest) for name, digest in have.items()}


def too_many(rooms: Iterable[Room], newcomer: Socket, most: int) -> list[Socket]:
    """The sockets of this person and kind of page that must go, the oldest first; `most` 0: none ever."""
    if not most:
        return []
    same = [
        socket
        for room in rooms
        for audience, group in room.sockets.items()
        if audience.view == newcomer.audience.view
        for socket in group
        if socket.person == newcomer.person
    ]
    return sorted(same, key=lambda socket: socket.since)[:-most]
