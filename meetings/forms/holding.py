"""How and where a meeting is held, as it is typed: form, room or another place, link."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.refusals import Refusal
from core.wording import sentence
from matters.forms import Line
from meetings import desk
from meetings.forms.fields import OneOf
from meetings.models import Meeting, Room
from meetings.rules import LINK_LONGEST, SessionForm, check_form
from meetings.rules.form import ONLINE_PLACE
from meetings.services import Holding
from meetings.wording import FORMS

AT_FIELD = {"link_missing": "link", "link_not_needed": "link", "link_not_safe": "link"}


class HoldingForm(forms.Form):
    """In the room, online, or both; one of the rooms, or any other place."""

    form = forms.ChoiceField(
        label=pgettext_lazy("of a meeting", "Form"), choices=list(FORMS.items()), required=False
    )
    room = OneOf(label=_("Room"), required=False)
    place = Line(
        label=_("Place"),
        max_length=200,
        required=False,
        help_text=_("Only where it is none of the rooms; else the name of the room is kept."),
    )
    link = Line(
        label=_("Link for taking part online"),
        max_length=LINK_LONGEST,
        required=False,
        widget=forms.URLInput(attrs={"inputmode": "url", "autocomplete": "off"}),
        help_text=_("Starts with https://; shown to those who may see the meeting, and in no journal."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        room = self.fields["room"]
        assert isinstance(room, OneOf)
        room.offer(desk.rooms(self.initial.get("room")), named_room, _("Another place"))

    def clean_form(self) -> SessionForm:
        """In person unless something else is said."""
        return SessionForm(self.cleaned_data["form"] or SessionForm.IN_PERSON)

    def clean(self) -> dict[str, Any]:
        """A room gives its name; without one a place is named, unless the meeting is online."""
        typed: dict[str, Any] = super().clean() or {}
        form, room = typed.get("form", SessionForm.IN_PERSON), typed.get("room")
        if room:
            typed["place"] = room.name
        elif not typed.get("place") and "place" not in self.errors:
            if form is SessionForm.ONLINE:
                typed["place"] = ONLINE_PLACE
            else:
                self.add_error("place", self.fields["title"].error_messages["required"])
        if "link" in typed:
            self._check_link(form, typed["link"])
        return typed

    def _check_link(self, form: SessionForm, link: str) -> None:
        try:
            check_form(form, link)
        except Refusal as no:
            self.add_error("link", sentence(no))

    def holding(self) -> Holding:
        """How it is held, for the services."""
        typed = self.cleaned_data
        return Holding(typed["form"], typed["link"], typed["room"])

    @staticmethod
    def held(meeting: Meeting) -> dict[str, Any]:
        """How a meeting is held, for the form to begin with."""
        return {"form": meeting.form, "room": meeting.room_id, "place": meeting.place, "link": meeting.link}


def named_room(room: Room) -> str:
    """A room with how many it holds."""
    named: str = _("%(room)s (%(count)s places)") % {"room": room.name, "count": room.capacity}
    return named
