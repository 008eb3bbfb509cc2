"""What is typed in reply to an invitation, why an absence, and why a meeting is cancelled."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.time import HANOI, local
from matters.forms import Line
from meetings.forms.fields import NAME, OneOf
from meetings.models import Meeting, Reply
from meetings.rules.replies import AWAY, Said
from meetings.services import Words
from meetings.wording.replies import SAYINGS
from people.models import Person

REASON_LENGTH = 300


def _clock(label: Any) -> forms.TimeField:
    return forms.TimeField(
        label=label,
        required=False,
        input_formats=["%H:%M", "%H:%M:%S"],
        widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"}),
    )


class ReplyForm(forms.Form):
    """One reply: what is said, and what belongs to it. `offers` are the replies that may be chosen."""

    said = forms.ChoiceField(label=_("Reply"), widget=forms.RadioSelect)
    deputy = OneOf(label=_("Deputy who attends"), required=False)
    from_time = _clock(pgettext_lazy("reply", "From"))
    to_time = _clock(pgettext_lazy("reply", "Until"))
    reason = Line(
        label=_("Reason of the absence"),
        required=False,
        max_length=REASON_LENGTH,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Read by the secretariat, the chair and whoever consents; by no other member."),
    )

    def __init__(
        self, *args: Any, meeting: Meeting, offers: Sequence[Said], deputies: Sequence[Person], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.meeting = meeting
        said, deputy = self.fields["said"], self.fields["deputy"]
        assert isinstance(said, forms.ChoiceField)
        assert isinstance(deputy, OneOf)
        said.choices = [(each.value, SAYINGS[each.value]) for each in offers]
        deputy.offer(deputies, NAME, None if len(deputies) == 1 else pgettext_lazy("deputy", "Choose"))
        unused = {
            "deputy": Said.DEPUTY not in offers,
            "from_time": Said.PART not in offers,
            "to_time": Said.PART not in offers,
            "reason": not set(offers) & set(AWAY),
        }
        for name in [name for name, superfluous in unused.items() if superfluous]:
            del self.fields[name]
        if len(offers) == 1:
            said.widget, said.initial = forms.HiddenInput(), offers[0].value

    def clean(self) -> dict[str, Any]:
        """The only appointed deputy is meant when none is named."""
        typed: dict[str, Any] = super().clean() or {}
        deputy = self.fields.get("deputy")
        if typed.get("said") == Said.DEPUTY and isinstance(deputy, OneOf) and len(deputy.objects) == 1:
            typed["deputy"] = next(iter(deputy.objects.values()))
        return typed

    def words(self) -> Words:
        """The argument of `services.reply`."""
        typed = self.cleaned_data
        return Words(
            said=typed["said"],
            deputy=typed.get("deputy"),
            from_at=self._moment("from_time"),
            to_at=self._moment("to_time"),
            reason=typed.get("reason", ""),
        )

    def _moment(self, name: str) -> datetime | None:
        """The hour on the day of the session; one before its beginning is of the next day."""
        clock, start = self.cleaned_data.get(name), local(self.meeting.starts_at)
        if clock is None:
            return None
        moment = datetime.combine(start.date(), clock, HANOI)
        over_midnight = local(start + timedelta(minutes=self.meeting.minutes_planned)).date() > start.date()
        return moment + timedelta(days=1) if over_midnight and moment < start else moment

    @staticmethod
    def of(reply: Reply | None) -> dict[str, Any]:
        """A reply as it stands, for the form to begin with."""
        if reply is None:
            return {}
        return {
            "said": reply.said,
            "deputy": reply.deputy_id,
            "from_time": reply.from_at and local(reply.from_at).time(),
            "to_time": reply.to_at and local(reply.to_at).time(),
            "reason": reply.reason,
        }


class ConsentForm(forms.Form):
    """The decision about an absence, and which reply was read."""

    revision = forms.IntegerField(min_value=1)
    consents = forms.TypedChoiceField(choices=[("yes", ""), ("no", "")], coerce=lambda said: said == "yes")


class CancelForm(forms.Form):
    """Why a meeting will not be held."""

    reason = Line(
        label=_("Reason of the cancellation"),
        max_length=REASON_LENGTH,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Everybody who was invited reads it."),
    )
