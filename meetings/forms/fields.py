"""The fields that forms about meetings share."""

from collections.abc import Callable, Iterable, Mapping
from operator import attrgetter
from typing import Any

from django import forms

MINUTES_MOST = 24 * 60

REASON_LENGTH = 200

NAME, OFFICE = attrgetter("name"), attrgetter("office")


def minutes_field(label: Any, **more: Any) -> forms.IntegerField:
    """A number of minutes."""
    return forms.IntegerField(
        label=label,
        min_value=1,
        max_value=MINUTES_MOST,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
        **more,
    )


class OneOf(forms.ChoiceField):
    """One of objects that are already read: their keys in the page, the object in the cleaned data."""

    def __init__(self, **more: Any) -> None:
        super().__init__(**more)
        self.objects: Mapping[str, Any] = {}

    def offer(self, objects: Iterable[Any], name: Callable[[Any], str], nothing: Any = None) -> None:
        """The objects to choose from and how each is named; `nothing` names the empty choice."""
        self.objects = {str(each.pk): each for each in objects}
        named = [(key, name(each)) for key, each in self.objects.items()]
        self.choices = ([("", nothing)] if nothing is not None else []) + named

    def clean(self, value: object) -> Any:
        """The object of a key that is among the choices; None for the empty choice."""
        return self.objects.get(super().clean(value))


class SeveralOf(forms.MultipleChoiceField):
    """Several of objects that are already read: their keys in the page, the objects in the cleaned data."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, **more: Any) -> None:
        super().__init__(**more)
        self.objects: Mapping[str, Any] = {}

    def offer(self, objects: Iterable[Any], name: Callable[[Any], str]) -> None:
        """The objects to choose from and how each is named."""
        self.objects = {str(each.pk): each for each in objects}
        self.choices = [(key, name(each)) for key, each in self.objects.items()]

    def clean(self, value: Any) -> Any:
        """The objects of keys that are among the choices."""
        return [self.objects[key] for key in super().clean(value)]
