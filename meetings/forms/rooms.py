"""A room as it is typed."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from matters.forms import Line
from meetings.models import Room

CAPACITY_MOST = 2000


class RoomForm(forms.Form):
    """The name of a room, how many it holds, whether it may be chosen."""

    name = Line(label=_("Name of the room"), max_length=200)
    capacity = forms.IntegerField(
        label=_("Places"),
        min_value=1,
        max_value=CAPACITY_MOST,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )
    in_use = forms.BooleanField(label=_("May be chosen for meetings"), required=False, initial=True)

    @staticmethod
    def of(room: Room) -> dict[str, Any]:
        """A room as it stands."""
        return {"name": room.name, "capacity": room.capacity, "in_use": room.in_use}
