"""What changed between two texts, sentence by sentence and word by word; knows no Django and no PDF."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

SAME, REMOVED, ADDED = "same", "removed", "added"
CONTEXT = 240  # letters of the sentence before and after a change
GAP = 2  # so few unchanged sentences between two changes are shown, not skipped
MOST_COMPARED = 1_500_000  # pairs of words; longer passages are shown as replaced whole
ALIKE = 0.35  # passages less alike than this are easier to read one after the other
# After a full stop, but not after the number of a paragraph ("3.", "12.") or of an article ("Điều 3.").
_ENDS = re.compile(r"(?<=[.;:!?…])(?<!\s\d\.)(?<!\s\d\d\.)(?<!^\d\.)\s+")
_BEGINS = re.compile(r"\s+(?=(?:Điều \d+\.|Chương [IVX]+|[IVX]{1,5}\. |[-–•] ))")


@dataclass(frozen=True)
class Piece:
    """A run of words that stayed the same, was removed or was added."""

    kind: str
    text: str


@dataclass(frozen=True)
class Change:
    """One changed passage in its surroundings; `skipped` unchanged sentences come before it."""

    skipped: int
    before: str
    pieces: Sequence[Piece]
    after: str


def differences(old: str, new: str) -> list[Change]:
    """The changed passages in their order; none when the words are the same, however the lines are broken."""
    earlier, later = _sentences(old), _sentences(new)
    found: list[Change] = []
    done = 0  # sentences of the new text that were shown or skipped already
    for first, last, start, end in _passages(earlier, later):
        pieces = _pieces(" ".join(earlier[first:last]), " ".join(later[start:end]))
        if all(piece.kind == SAME for piece in pieces):
            continue
        context = start > done
        before = _last(later[start - 1]) if context else ""
        after = _first(later[end]) if end < len(later) else ""
        found.append(Change(max(start - done - 1, 0), before, pieces, after))
        done = min(end + 1, len(later))
    return found


def _passages(earlier: Sequence[str], later: Sequence[str]) -> Iterator[tuple[int, int, int, int]]:
    """The runs of sentences that differ, joined where next to nothing stands between them."""
    held: tuple[int, int, int, int] | None = None
    for tag, first, last, start, end in SequenceMatcher(None, earlier, later, autojunk=False).get_opcodes():
        if tag == "equal":
            continue
        if held and start - held[3] <= GAP:
            held = (held[0], last, held[2], end)
            continue
        if held:
            yield held
        held = (first, last, start, end)
    if held:
        yield held


def _pieces(old: str, new: str) -> list[Piece]:
    """The words of one passage: what stayed, went and came."""
    before, after = old.split(), new.split()
    whole = [Piece(kind, text) for kind, text in ((REMOVED, old), (ADDED, new)) if text]
    if not before or not after or len(before) * len(after) > MOST_COMPARED:
        return whole
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    if matcher.ratio() < ALIKE:
        return whole
    pieces: list[Piece] = []
    for tag, first, last, start, end in matcher.get_opcodes():
        if tag == "equal":
            pieces.append(Piece(SAME, " ".join(after[start:end])))
            continue
        if first < last:
            pieces.append(Piece(REMOVED, " ".join(before[first:last])))
        if start < end:
            pieces.append(Piece(ADDED, " ".join(after[start:end])))
    return pieces


def _sentences(text: str) -> list[str]:
    parts = (part for whole in _BEGINS.split(" ".join(text.split())) for part in _ENDS.split(whole))
    return [part for part in parts if part]


def _first(sentence: str) -> str:
    return sentence if len(sentence) <= CONTEXT else f"{sentence[:CONTEXT].rstrip()} …"


def _last(sentence: str) -> str:
    return sentence if len(sentence) <= CONTEXT else f"… {sentence[-CONTEXT:].lstrip()}"
