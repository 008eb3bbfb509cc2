"""Who signs and where on the page: plain data that the app which issues a document hands down."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from records.layout import SignatureField as Room

POINTS_PER_MM: Final = 72 / 25.4
# A seal in its own size (Decree 30/2020, Annex I: "kích thước thực tế của dấu"); the diameter is GK.
SEAL: Final = 36 * POINTS_PER_MM
# The line under a seal that says when it was set.
STRIP: Final = 7.5
# The breadth of a hand signature as a multiple of its height; our choice.
BREADTH: Final = 2.2
_UNUSUAL: Final = re.compile(r"[^\w@+-]")


class Capacity(StrEnum):
    """A person signs, then the agency seals (Decree 30/2020, Art. 5)."""

    PERSON = "person"
    AGENCY = "agency"


@dataclass(frozen=True, slots=True)
class Signatory:
    """Who is to sign; a minister and the ministry may have the same `key`."""

    key: str
    name: str
    capacity: Capacity = Capacity.PERSON
    agency: str = ""

    @property
    def label(self) -> str:
        """By which their key, certificate and picture are known, in a folder and on a device."""
        plain = _UNUSUAL.sub("_", self.key)
        return f"seal-{plain}" if self.capacity is Capacity.AGENCY else plain


@dataclass(frozen=True, slots=True)
class SignedFile:
    """A file with one more signature, and whether a timestamp service vouches for its time."""

    content: bytes
    stamped: bool


@dataclass(frozen=True, slots=True)
class SignatureField:
    """A place for a signature: a rectangle in points from the lower left corner; pages count from 1."""

    name: str
    page: int
    x: float
    y: float
    w: float
    h: float

    @classmethod
    def within(cls, room: Room, name: str = Capacity.PERSON.value) -> SignatureField:
        """A person's picture in the room that the layout left for it, so that the seal fits in beside it.

        The seal covers the left third of the picture and ends at the left edge of the room: it covers neither
        the lines above nor the name, and none of the recipients beside them.
        """
        width = min((room.width - SEAL) * 3 / 2, room.height * BREADTH)
        spare = room.width - SEAL - width * 2 / 3
        return cls(name, room.page, room.x + room.width - spare / 2 - width, room.y, width, room.height)

    def seal(self, name: str = Capacity.AGENCY.value) -> SignatureField:
        """Where the agency's seal goes: over the left third of the person's picture, on the same foot."""
        left = self.x + self.w / 3 - SEAL
        return replace(self, name=name, x=max(left, 0), w=SEAL, h=SEAL + STRIP)

    def holds(self, x1: float, y1: float, x2: float, y2: float, *, spare: float) -> bool:
        """Whether a picture stays inside this place, but for a margin."""
        inside_across = self.x - spare <= min(x1, x2) and max(x1, x2) <= self.x + self.w + spare
        inside_upright = self.y - spare <= min(y1, y2) and max(y1, y2) <= self.y + self.h + spare
        return inside_across and inside_upright
