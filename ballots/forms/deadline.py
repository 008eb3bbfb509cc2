"""What forms on which a deadline is typed have in common: day and hour are one moment in Ha Noi."""

from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.time import HANOI, today

# Also where no rule names a longest time: a mistyped year must not keep a ballot open for ever.
LONGEST_DAYS = 366


class DeadlineTyped:
    """Cleans the fields `deadline_day` and `deadline_time` of a form."""

    cleaned_data: dict[str, Any]

    def clean_deadline_day(self) -> date:
        """No day further away than a year."""
        day: date = self.cleaned_data["deadline_day"]
        if abs(day - today()).days > LONGEST_DAYS:
            raise forms.ValidationError(_("Choose a day within a year from today."))
        return day


def deadline_in(cleaned: Mapping[str, Any]) -> datetime | None:
    """The moment that was typed; None where the day or the hour is wanting."""
    day, hour = cleaned.get("deadline_day"), cleaned.get("deadline_time")
    if isinstance(day, date) and isinstance(hour, time):
        return datetime.combine(day, hour, HANOI)
    return None
