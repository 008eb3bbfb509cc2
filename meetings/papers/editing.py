"""The journal's sentences together with what clerks made of them: the text as it stands now."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from meetings.papers.facts import Sentence, Shape

OWN = "own:"
LAST = "end"  # the sentence that names the end of the session: minutes end with it
STRUCTURE = (Shape.HEADING, Shape.LEAD, Shape.KEEP)


@dataclass(frozen=True, slots=True)
class Written:
    """The latest revision of a sentence, as a clerk left it."""

    key: str
    revision: int
    text: str
    source: str = ""
    after: str = ""
    who: str = ""

    @property
    def own(self) -> bool:
        """Whether it was added by hand."""
        return self.key.startswith(OWN)

    @property
    def edited(self) -> bool:
        """Whether it says something else than the journal did."""
        return self.own or self.text != self.source


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence as it stands: what the journal says (`source`; empty: nothing), and the edit, if any."""

    sentence: Sentence
    source: str
    written: Written | None = None

    @property
    def key(self) -> str:
        """The key of the sentence."""
        return self.sentence.key

    @property
    def text(self) -> str:
        """What the minutes say."""
        return self.sentence.text

    @property
    def revision(self) -> int:
        """Which revision this is; 0 where nobody has touched it."""
        return self.written.revision if self.written else 0

    @property
    def own(self) -> bool:
        """Whether a clerk added it by hand."""
        return self.key.startswith(OWN)

    @property
    def last(self) -> bool:
        """Whether the minutes end with it."""
        return self.key == LAST

    @property
    def fixed(self) -> bool:
        """Whether it is the journal's alone: headings, and the figures of votes."""
        return not self.own and (self.sentence.fixed or self.sentence.shape in STRUCTURE)

    @property
    def edited(self) -> bool:
        """Whether it says something else than the journal."""
        return self.written is not None and self.written.edited

    @property
    def moved(self) -> bool:
        """Whether the journal says something else by now than when it was edited."""
        edit = self.written
        return edit is not None and edit.edited and not edit.own and edit.source != self.source

    @property
    def struck(self) -> bool:
        """Whether it was struck out."""
        return self.edited and not self.text


def lines(told: Sequence[Sentence], written: Iterable[Written]) -> tuple[Line, ...]:
    """Every sentence in its order; those added by hand behind the one they were added to.

    A sentence that the journal tells no more stays if somebody edited it, before the end of the minutes.
    """
    latest = {each.key: each for each in written}
    known = {sentence.key for sentence in told}
    behind: dict[str, list[Written]] = {}
    for each in latest.values():
        if each.own or (each.key not in known and each.edited):
            there = each.after in (known | set(latest)) - {LAST}
            behind.setdefault(each.after if there else "", []).append(each)
    placed: list[Line] = []
    for sentence in told:
        if sentence.key == LAST:
            placed += _own("", behind)
        placed.append(_line(sentence, latest))
        placed += _own(sentence.key, behind)
    placed += _own("", behind)
    return tuple(placed)


def _line(sentence: Sentence, latest: Mapping[str, Written]) -> Line:
    edit = latest.get(sentence.key)
    if edit is None or not edit.edited:
        return Line(sentence, sentence.text, edit)
    return Line(replace(sentence, text=edit.text), sentence.text, edit)


def _own(after: str, behind: dict[str, list[Written]]) -> list[Line]:
    """The lines that stand behind this key, each with those behind it; every one is placed once."""
    found: list[Line] = []
    for each in behind.pop(after, []):
        found.append(Line(Sentence(each.key, each.text), "", each))
        found += _own(each.key, behind)
    return found


def standing_text(shown: Iterable[Line]) -> tuple[Sentence, ...]:
    """What goes into the paper: everything that was not struck out."""
    return tuple(line.sentence for line in shown if not line.struck)


def digest_of(told: Iterable[Sentence]) -> str:
    """SHA-256 over the text as it stands."""
    return hashlib.sha256("\n".join(f"{each.key}\t{each.text}" for each in told).encode()).hexdigest()
