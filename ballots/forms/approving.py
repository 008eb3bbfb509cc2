"""What the head of the secretariat types when approving: an opinion, and when the ballot is to be sent."""

from datetime import date, datetime, time
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.time import HANOI
from matters.forms import Lines

LONGEST_NOTE = 2_000


class ApprovalForm(forms.Form):
    """An approval; with a day and an hour the ballot is sent by itself, without them somebody sends it."""

    opinion = Lines(
        label=_("Opinion"), required=False, max_length=LONGEST_NOTE, widget=forms.Textarea(attrs={"rows": 2})
    )
    opens_day = forms.DateField(
        label=_("Send by itself on"),
        required=False,
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
    )
    opens_time = forms.TimeField(
        label=_("At"), required=False, widget=forms.TimeInput({"type": "time"}, format="%H:%M")
    )

    def clean(self) -> dict[str, Any]:
        """Day and hour are given together, or neither of them."""
        cleaned = super().clean() or self.cleaned_data
        day, hour = cleaned.get("opens_day"), cleaned.get("opens_time")
        if isinstance(day, date) != isinstance(hour, time) and not self.errors:
            missing = "opens_time" if day else "opens_day"
            self.add_error(missing, _("Give both the day and the hour, or leave both empty to send by hand."))
        if isinstance(day, date) and isinstance(hour, time):
            cleaned["opens_at"] = datetime.combine(day, hour, HANOI)
        return cleaned
