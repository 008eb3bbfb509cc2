"""An item, its guests and its place as they are typed."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from matters.forms import Line
from matters.models import Matter
from meetings.forms.fields import NAME, OFFICE, OneOf, Select, minutes_field
from meetings.models import AgendaItem, AgendaSection, Asks
from people.models import Person, Seat


def presenter_of(seats: Sequence[Seat]) -> OneOf:
    """The choice of who presents: one for all the lines of an agenda."""
    field = OneOf(label=_("Presenter"), required=False)
    field.offer(seats, OFFICE, pgettext_lazy("presenter", "Nobody named yet"))
    return field


class ItemForm(forms.Form):
    """How long an item takes, who presents it, what it asks of the members."""

    minutes = minutes_field(pgettext_lazy("duration", "Minutes"), initial=15)
    presenter = OneOf()
    asks = forms.ChoiceField(label=_("Asks for"), choices=Asks.choices, widget=Select)

    def __init__(self, *args: Any, seats: Sequence[Seat] | OneOf, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["presenter"] = seats if isinstance(seats, OneOf) else presenter_of(seats)

    @staticmethod
    def of(item: AgendaItem) -> dict[str, Any]:
        """An item as it stands."""
        return {"minutes": item.minutes, "presenter": item.presenter_id, "asks": item.asks}


class LineForm(ItemForm):
    """The same in the line of an item, with what stood there when the line was drawn."""

    was = forms.CharField(required=False, max_length=100, widget=forms.HiddenInput)
    stands = False  # whether something else stands there now, and is to be said

    @property
    def wrong(self) -> list[str]:
        """What is wrong with the line."""
        return [str(error) for errors in self.errors.values() for error in errors]

    @property
    def wrong_minutes(self) -> bool:
        """Whether the minutes are what is wrong."""
        return "minutes" in self.errors


class NewItemForm(ItemForm):
    """A matter to be put on the agenda: any that may be, of which the page offers some."""

    section = OneOf(label=_("Section"), required=False)

    matter = forms.ModelChoiceField(label=_("Matter"), queryset=Matter.objects.none(), widget=Select)
    field_order = ["matter", "section", "minutes", "presenter", "asks"]

    def __init__(
        self,
        *args: Any,
        allowed: QuerySet[Matter],
        offered: Sequence[Matter],
        sections: Sequence[AgendaSection],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        matter, section = self.fields["matter"], self.fields["section"]
        assert isinstance(matter, forms.ModelChoiceField)
        assert isinstance(section, OneOf)
        section.offer(sections, lambda each: each.title, pgettext_lazy("agenda", "At the end of the agenda"))
        matter.queryset = allowed
        nothing = ("", pgettext_lazy("matter", "Choose a matter"))
        matter.widget.choices = [nothing, *((str(each.pk), each.title) for each in offered)]


class GuestForm(forms.Form):
    """A guest of the meeting or of one item."""

    person = OneOf(label=_("Guest"))
    item = OneOf(label=_("Invited to"), required=False)

    def __init__(
        self, *args: Any, persons: Sequence[Person], items: Sequence[AgendaItem], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        person, item = self.fields["person"], self.fields["item"]
        assert isinstance(person, OneOf)
        assert isinstance(item, OneOf)
        person.offer(persons, NAME, pgettext_lazy("guest", "Choose a guest"))
        item.offer(
            items,
            lambda each: f"{each.order}. {each.matter.title}",
            pgettext_lazy("guest", "The whole meeting"),
        )


class SectionForm(forms.Form):
    """The heading of a section."""

    title = Line(label=_("Heading"), max_length=200)


class MoveForm(forms.Form):
    """After which line something is to stand, and in which version of the order that was seen."""

    after = forms.CharField(max_length=60)
    seen = forms.IntegerField(min_value=0)
