"""What is typed about minutes: when the window for corrections ends, and the number of the notice."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ballots.forms.deadline import DeadlineTyped, deadline_in
from matters.forms import Line


class CirculateForm(DeadlineTyped, forms.Form):
    """Until when attendees may propose corrections."""

    deadline_day = forms.DateField(
        label=_("Corrections until"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    deadline_time = forms.TimeField(
        label=pgettext_lazy("of a window for corrections", "Hour"),
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
    )

    def until(self) -> datetime:
        """The end of the window."""
        moment = deadline_in(self.cleaned_data)
        assert moment is not None
        return moment


class NoticeForm(forms.Form):
    """Number and date of the notice of the conclusion, as it was issued."""

    number = Line(label=_("Number and symbol of the notice"), max_length=40)
    issued_on = forms.DateField(
        label=_("Issued on"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    def notice(self) -> dict[str, Any]:
        """What the service takes."""
        return {"number": self.cleaned_data["number"], "issued_on": self.cleaned_data["issued_on"]}
