"""Every line of an agenda as one form: what differs from what the page showed is what is saved."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from meetings.forms.agenda import LineForm, SectionForm, presenter_of
from meetings.forms.fields import OneOf
from meetings.models import AgendaItem, AgendaSection
from meetings.rules import ItemPlan
from meetings.services import Change, plan_of
from people.models import Seat

Typed = Mapping[str, str]


class AgendaForm:
    """The lines of an agenda, with what was typed into them and what is wrong there."""

    def __init__(
        self,
        items: Sequence[AgendaItem],
        sections: Sequence[AgendaSection],
        seats: Sequence[Seat],
        typed: Typed | None = None,
    ) -> None:
        self.typed = typed or {}
        presenter = presenter_of(seats)
        self.items = {item.pk: self._line(item, presenter) for item in items}
        self.sections = {section.pk: self._heading(section) for section in sections}
        self.refused = ""

    def _line(self, item: AgendaItem, presenter: OneOf) -> LineForm:
        prefix = str(item.pk)
        data = self.typed if f"{prefix}-minutes" in self.typed else None
        initial = LineForm.of(item) | {"was": str(plan_of(item))}
        return LineForm(data, initial=initial, seats=presenter, prefix=prefix, auto_id="%s")

    def _heading(self, section: AgendaSection) -> SectionForm:
        prefix = str(section.pk)
        data = self.typed if f"{prefix}-title" in self.typed else None
        return SectionForm(data, initial={"title": section.title}, prefix=prefix, auto_id="%s")

    def is_valid(self) -> bool:
        """Whether every line that was typed holds."""
        forms = [*self.items.values(), *self.sections.values()]
        return not any(form.errors for form in forms if form.is_bound)

    def changes(self) -> list[Change]:
        """The items in which something else stands than the page showed."""
        found = []
        for key, form in self.items.items():
            if form.is_bound:
                typed = dict(form.cleaned_data)
                seen = ItemPlan.written(typed.pop("was"))
                change = Change(item=key, seen=seen, **typed)
                found += [change] if change.wanted != seen else []
        return found

    def headings(self) -> dict[UUID, str]:
        """Section → the heading that was typed."""
        bound = {key: form for key, form in self.sections.items() if form.is_bound}
        return {key: form.cleaned_data["title"] for key, form in bound.items()}

    def lost(self, known: Sequence[str]) -> bool:
        """Whether something was typed on an item that is no longer on the agenda."""
        return any(
            name.endswith("-was") and name.removesuffix("-was") not in known and self._differs(name)
            for name in self.typed
        )

    def _differs(self, name: str) -> bool:
        prefix = name.removesuffix("-was")
        typed = [self.typed.get(f"{prefix}-{field}", "") for field in ("minutes", "presenter", "asks")]
        return ":".join(typed) != self.typed[name]

    def look_again(self, items: Sequence[AgendaItem]) -> None:
        """Show what others have written meanwhile: what is saved next knows of it."""
        for item in items:
            form = self.items[item.pk]
            known = self.typed.get(f"{item.pk}-was")
            form.stands = form.is_bound and known != str(plan_of(item))
            form.data = {name: form.data[name] for name in form.data} | {f"{item.pk}-was": str(plan_of(item))}
