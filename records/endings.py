"""What stands after the body: who signs and where, who receives, and what is said in small print."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from records import form30
from records.elements import Closing, Recipients, Signer, SmallPrint
from records.form30 import HEIGHT, WIDTH
from records.slices import (
    Manner,
    Room,
    Slice,
    balanced,
    below,
    beside,
    lines,
    side_by_side,
    stacked,
    unparted,
)
from records.structure import Part
from records.wording import ended

HALF: Final = WIDTH / 2
GUTTER: Final = 6.0
# Where a name is written by hand.
BLANK: Final = "." * 34
_CAPACITY: Final = Manner(form30.CAPACITY.value, HALF - 2 * GUTTER, align="center", bold=True)
_LISTED: Final = Manner(form30.RECIPIENTS.value, WIDTH, align="left")


def closing(some: Closing, under: Part) -> list[Slice]:
    """Two columns that stay together: capacity, room for the signature, name; or the recipients beside it."""
    signers = [signer for signer in (some.left, some.right) if isinstance(signer, Signer)]
    rows = max(len(_capacity(signer, _CAPACITY)) for signer in signers)
    left: list[Slice] = []
    if isinstance(some.left, Signer):
        left = _signer(some.left, 0, rows, under)
    elif some.left:
        left = recipients(some.left, under, HALF - GUTTER)
    right = _signer(some.right, HALF, rows, under)
    whole = sum(slice_.height for slice_ in left) < HEIGHT / 2
    return below(beside(left, right) if whole else _parted(left, right), 20)


def _parted(left: list[Slice], right: list[Slice]) -> list[Slice]:
    """Beside recipients that take half a page, only the rows of the signature stay together."""
    rows, signed = side_by_side(left, right), len(right)
    return [*rows[:signed], *unparted([replace(row, keep=False) for row in rows[signed:]])]


def _signer(signer: Signer, x: float, above: int, under: Part) -> list[Slice]:
    """The capacity on as many rows as the other signer needs, room to sign, and the name or dots."""
    manner = replace(_CAPACITY, x=x + GUTTER, part=under.add("P"))
    capacity = _capacity(signer, manner)
    capacity += [Slice(manner.height)] * (above - len(capacity))
    height = (form30.SEALED_ROOM if signer.sealed else form30.SIGNATURE_ROOM).mm
    rows = int(height / _LISTED.height)  # as high as the recipients beside it, so that these stand evenly
    room = [Slice(height / rows)] * rows
    room[0] = Slice(height / rows, (Room(manner.x, 0, manner.room, height, signer),))
    named = replace(manner, size=form30.SIGNER_NAME.value, bold=bool(signer.name), part=under.add("P"))
    return [*capacity, *room, *stacked(lines(signer.name or BLANK, named), named)]


def _capacity(signer: Signer, manner: Manner) -> list[Slice]:
    """The lines of a capacity; one too long for its column is divided after its commas first."""
    slices: list[Slice] = []
    for part in signer.capacity:
        words = part.upper()
        if len(lines(words, manner)) > 1:
            words = words.replace(", ", ",\n")
        slices += stacked(balanced(words, manner), manner)
    return slices


def recipients(some: Recipients, under: Part, room: float = WIDTH) -> list[Slice]:
    """*Nơi nhận* and its lines, ended by semicolons and a full stop."""
    size = form30.RECIPIENTS_LABEL.value
    label = Manner(size, room, bold=True, italic=True, part=under.add("P"))
    manner = replace(_LISTED, room=room)
    slices, listed = stacked(lines(form30.RECIPIENTS_TEXT, label), label), under.add("L")
    for line in ended(some.lines):
        own = replace(manner, part=listed.add("LI").add("LBody"))
        slices += stacked(lines(f"- {line}", own), own)
    return below(unparted(slices, 4), 14)


def small_print(small: SmallPrint, under: Part) -> list[Slice]:
    """In small letters across the page."""
    manner = Manner(form30.SMALL_PRINT.value, WIDTH, align="left", part=under.add("P"))
    return below(stacked(lines(small.text, manner), manner), 12)
