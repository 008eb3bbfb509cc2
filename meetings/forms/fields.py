"""The fields that forms about meetings share."""

from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from operator import attrgetter
from typing import Any

from django import forms
from django.forms.utils import flatatt
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

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


class Select(forms.Select):
    """A select whose options are drawn once: Django's own draws two templates for every one of thirty."""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        """The element with the value's option marked."""
        given = self.build_attrs(self.attrs, {**(attrs or {}), "name": name})
        return format_html("<select{}>{}</select>", flatatt(given), drawn_options(self.choices, value))


def drawn_options(choices: Iterable[Any], value: object) -> SafeString:
    """The options with the one of this value selected."""
    options = _drawn(tuple((str(key), str(name)) for key, name in choices))
    here = format_html('value="{}"', "" if value is None else value)
    return SafeString(options.replace(here, f"{here} selected", 1))


@lru_cache(maxsize=64)
def _drawn(choices: tuple[tuple[str, str], ...]) -> SafeString:
    return format_html_join("", '<option value="{}">{}</option>', choices)


class OneOf(forms.ChoiceField):
    """One of objects that are already read: their keys in the page, the object in the cleaned data."""

    widget = Select

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
