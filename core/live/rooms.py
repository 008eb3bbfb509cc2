"""What a kind of room is: who may enter it as which audience, and how its sections are drawn."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

CLOSE_ANONYMOUS, CLOSE_FORBIDDEN, CLOSE_UNKNOWN, CLOSE_FLOOD = 4401, 4403, 4404, 4429
CLOSE_TOO_MANY = 4409  # a newer page of this person took its place


class Unwelcome(Exception):
    """This person may not enter this room; `code` is the close code of the socket (4401, 4403, 4404)."""

    def __init__(self, code: int) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class Audience:
    """What a group of people may see in one room: all of its sockets get the same bytes.

    `view` is the page (room, chair, console, screen), `language` its language and `rights` whatever else
    changes what may be shown (for a guest: the items to which he is invited).
    """

    view: str
    language: str
    rights: tuple[str, ...] = field(default=())


@dataclass(frozen=True)
class RoomKind:
    """A kind of room.

    `enter(person, key, view, language)` gives the audience of a person, or raises Unwelcome. `look(key)`
    reads the room once for all audiences of a push. `render(what look gave, audience)` draws the sections of
    one audience from it in the active language, and may read what only that audience needs. `watching` are
    the views that are shown who is in the room: they alone are drawn anew when somebody comes or goes.
    """

    name: str
    enter: Callable[[Any, str, str, str], Audience]
    look: Callable[[str], Any]
    render: Callable[[Any, Audience], Mapping[str, str]]
    watching: frozenset[str] = frozenset()


_kinds: dict[str, RoomKind] = {}


def register(kind: RoomKind) -> None:
    """Announce a kind of room; apps do it in `ready()`."""
    _kinds[kind.name] = kind


def room_kind(name: str) -> RoomKind:
    """The kind of this name; Unwelcome(4404) when there is none."""
    try:
        return _kinds[name]
    except KeyError:
        raise Unwelcome(CLOSE_UNKNOWN) from None
