"""What the sweep sends: one position, or everything at once."""

from collections.abc import Iterable
from uuid import UUID

from django import forms

from core.http import uuid_in


class PositionForm(forms.Form):
    """One item: a stance with its text, or what was prepared adopted, or what was said confirmed.

    `seen` is the digest of the papers that the page showed.
    """

    stance = forms.CharField(max_length=10, required=False)
    text = forms.CharField(required=False)
    seen = forms.CharField(max_length=64)
    adopt = forms.IntegerField(min_value=1, max_value=32_000, required=False)
    confirm = forms.BooleanField(required=False)


def by_item(pairs: Iterable[str]) -> dict[UUID, str]:
    """`item:value` of many hidden fields → item → value; what is none of them is left out."""
    found: dict[UUID, str] = {}
    for pair in pairs:
        item, _colon, value = pair.partition(":")
        key = uuid_in(item)
        if key is not None:
            found[key] = value
    return found
