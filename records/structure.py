"""The structure of a document in reading order: what a screen reader walks through, and where it is drawn."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(eq=False, slots=True)
class Part:
    """An element of the structure tree, named as PDF names it; only those without kids are drawn.

    `instead` is read where no words are drawn. Layout counts the lines that are to be drawn, and drawing
    notes on which page and under which number each piece of the part is.
    """

    role: str
    instead: str = ""
    kids: list[Part] = field(default_factory=list)
    lines: int = 0
    drawn: list[tuple[int, int]] = field(default_factory=list)

    def add(self, role: str, instead: str = "") -> Part:
        """A new part, read after those that this one has already."""
        part = Part(role, instead)
        self.kids.append(part)
        return part
