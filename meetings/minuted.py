"""What the pages of minutes show: every sentence with its journal entry, edits and corrections."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from core.time import local, now
from core.working_time import viet_nam
from meetings.models import Meeting, Minutes, MinutesCorrection, MinutesText
from meetings.papers.editing import Line
from meetings.papers.facts import Shape
from meetings.papers.keeping import from_facts
from meetings.papers.standing import minutes_lines
from meetings.rules.minutes import MinutesStatus, window_ends
from meetings.selectors.minutes import corrections, latest_texts
from people.models import Person


@dataclass(frozen=True)
class Row:
    """One sentence on the page; `anchor` names it in addresses, `entry` is its journal entry's address."""

    line: Line
    letter: str = ""
    entry: str = ""
    seq: int = 0
    more: int = 0
    saved: MinutesText | None = None
    corrections: Sequence[MinutesCorrection] = field(default=())

    @property
    def anchor(self) -> str:
        """The name of the sentence in ids and addresses."""
        return anchor_of(self.line.key)

    @property
    def shape(self) -> Shape:
        """How it stands on the page."""
        return self.line.sentence.shape

    @property
    def size(self) -> int:
        """How many lines the text takes about, for a field that opens at its size."""
        return max(1, sum(1 + len(part) // 70 for part in self.line.text.split("\n")))


def anchor_of(key: str) -> str:
    """A key as an id: `item:….conclusion` has letters that ids and selectors do not like."""
    return key.replace(":", "-").replace(".", "-")


def rows_of(meeting: Meeting, minutes: Minutes | None, whose: Person | None = None) -> list[Row]:
    """The text of an edition as it stands, frozen if it is approved; corrections of one person, or all."""
    shown = _lines(meeting, minutes)
    saved = {text.key: text for text in latest_texts(minutes)}
    proposed: dict[str, list[MinutesCorrection]] = {}
    for each in corrections(minutes, whose):
        proposed.setdefault(each.key, []).append(each)
    return list(_rows(meeting, shown, saved, proposed))


def _lines(meeting: Meeting, minutes: Minutes | None) -> tuple[Line, ...]:
    if minutes is None or minutes.status != MinutesStatus.APPROVED:
        return minutes_lines(meeting, minutes)[1]
    return tuple(Line(each, each.text) for each in from_facts(minutes.frozen.facts).told)


def _rows(
    meeting: Meeting,
    shown: Sequence[Line],
    saved: dict[str, MinutesText],
    proposed: dict[str, list[MinutesCorrection]],
) -> Iterable[Row]:
    letters = iter("")
    for line in shown:
        if line.sentence.shape is Shape.HEADING:
            letters = iter("abcdefghijklmnopqrstuvwxyz")
        seqs = line.sentence.seqs
        yield Row(
            line=line,
            letter=f"{next(letters, 'z')}) " if line.sentence.lettered else "",
            entry=f"{meeting.get_absolute_url()}?entry={seqs[-1]}#entry-{seqs[-1]}" if seqs else "",
            seq=seqs[-1] if seqs else 0,
            more=len(seqs) - 1 if seqs else 0,
            saved=saved.get(line.key),
            corrections=proposed.get(line.key, ()),
        )


def general(minutes: Minutes | None, whose: Person | None = None) -> list[MinutesCorrection]:
    """The corrections that belong to no single sentence."""
    return [each for each in corrections(minutes, whose) if not each.key]


def unanswered(rows: Iterable[Row], others: Iterable[MinutesCorrection]) -> int:
    """How many corrections have no answer yet."""
    every = [*others, *(each for row in rows for each in row.corrections)]
    return sum(not hasattr(each, "answer") for each in every)


def window_offered(meeting: Meeting) -> datetime | None:
    """The end of the window that the procedure would give from now."""
    return window_ends(now(), meeting.procedure, viet_nam())


def window_initial(meeting: Meeting) -> dict[str, object]:
    """The same as the form takes it."""
    until = window_offered(meeting)
    if until is None:
        return {}
    return {"deadline_day": local(until).date(), "deadline_time": local(until).time()}
