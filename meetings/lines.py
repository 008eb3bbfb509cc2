"""The agenda as the secretariat edits it: a line for each section and item, and where its arrows lead."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from meetings.forms import AgendaForm, LineForm, SectionForm
from meetings.models import AgendaSection
from meetings.rules import arrows
from meetings.selectors import Programme, ProgrammeItem


@dataclass(frozen=True)
class Line:
    """A line: the heading of a section, or an item with its form; `up` and `down` are what moves name."""

    key: str
    up: str
    down: str
    section: AgendaSection | None = None
    heading: SectionForm | None = None
    row: ProgrammeItem | None = None
    form: LineForm | None = None

    @property
    def first(self) -> bool:
        """Whether nothing stands before it."""
        return not self.up

    @property
    def last(self) -> bool:
        """Whether nothing stands after it."""
        return not self.down


def lines_of(programme: Programme, sections: Sequence[AgendaSection], form: AgendaForm) -> list[Line]:
    """The lines in order: the items of no section, then each section with its own."""
    below: dict[UUID | None, list[ProgrammeItem]] = {}
    for row in programme.rows:
        below.setdefault(row.item.section_id, []).append(row)
    ordered: list[AgendaSection | ProgrammeItem] = [*below.get(None, ())]
    for section in sections:
        ordered += [section, *below.get(section.pk, ())]
    keys = [each.key if isinstance(each, AgendaSection) else each.item.key for each in ordered]
    steps = arrows(keys)
    return [_line(each, form, key, *steps[key]) for each, key in zip(ordered, keys, strict=True)]


def _line(each: AgendaSection | ProgrammeItem, form: AgendaForm, key: str, up: str, down: str) -> Line:
    if isinstance(each, AgendaSection):
        return Line(key, up, down, section=each, heading=form.sections[each.pk])
    return Line(key, up, down, row=each, form=form.items[each.item.pk])
