"""The plan of a meeting as it is typed."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.refusals import Refusal
from core.time import HANOI, local, today
from core.wording import sentence
from matters.forms import Line
from meetings import desk
from meetings.forms.fields import NAME, OFFICE, OneOf, minutes_field
from meetings.models import Kind, Meeting
from meetings.rules import check_agenda
from people.models import Person, in_language
from people.procedure import Procedure, all_procedures, in_force, load

# Before the first procedure that is known no meeting could say under which rules it ran.
FIRST_DAY = min(each.in_force_from for each in all_procedures() if each.in_force_from)

LAST_DAY = date(2099, 12, 31)

OUTSIDE = _("The day must lie between 2016 and 2099.")


class PlanForm(forms.Form):
    """What may be changed until a meeting begins: title, kind, place and time."""

    kind = forms.ChoiceField(label=_("Kind of session"), choices=Kind.choices)
    title = Line(label=_("Title"), max_length=300, widget=forms.Textarea(attrs={"rows": 2}))
    day = forms.DateField(
        label=_("Day"),
        input_formats=["%Y-%m-%d", "%d/%m/%Y"],
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        validators=[MinValueValidator(FIRST_DAY, OUTSIDE), MaxValueValidator(LAST_DAY, OUTSIDE)],
    )
    time = forms.TimeField(
        label=_("Time, in Ha Noi"),
        initial="08:00",
        input_formats=["%H:%M", "%H:%M:%S"],
        widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"}),
    )
    minutes_planned = minutes_field(_("Planned minutes"), initial=240)
    place = Line(label=_("Place"), max_length=200)

    def __init__(self, *args: Any, lengths: Sequence[int] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lengths = lengths

    def clean_minutes_planned(self) -> int:
        """The agenda that is already there must fit."""
        minutes: int = self.cleaned_data["minutes_planned"]
        if self.lengths:
            try:
                check_agenda(self.lengths, minutes)
            except Refusal as no:
                raise forms.ValidationError(sentence(no)) from no
        return minutes

    def plan(self) -> dict[str, Any]:
        """The arguments of `services.reschedule_meeting`."""
        typed = self.cleaned_data
        starts_at = datetime.combine(typed["day"], typed["time"], HANOI)
        names = ("kind", "title", "minutes_planned", "place")
        return {name: typed[name] for name in names} | {"starts_at": starts_at}

    @staticmethod
    def of(meeting: Meeting) -> dict[str, Any]:
        """The plan of a meeting as it stands, for the form to begin with."""
        start = local(meeting.starts_at)
        names = ("kind", "title", "minutes_planned", "place")
        return {name: getattr(meeting, name) for name in names} | {"day": start.date(), "time": start.time()}


class MeetingForm(PlanForm):
    """A meeting to be scheduled."""

    body = OneOf(label=_("Body"))
    chair = OneOf(label=pgettext_lazy("meeting", "Chair"))
    procedure = forms.ChoiceField(
        label=_("Procedure"),
        required=False,
        help_text=_("The rules of quorum and majority are kept with the meeting as they are now."),
    )
    guests = forms.ModelMultipleChoiceField(
        label=_("Guests of the whole meeting"),
        queryset=Person.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Guests of a single item are invited on the page of the meeting."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        body, chair, guests = self.fields["body"], self.fields["chair"], self.fields["guests"]
        assert isinstance(body, OneOf)
        assert isinstance(chair, OneOf)
        assert isinstance(guests, forms.ModelMultipleChoiceField)
        body.offer(desk.bodies(), NAME)
        chair.offer(desk.chairs(), OFFICE)
        guests.queryset = desk.invitable()
        self.fields["procedure"].choices = self._procedures()  # type: ignore[attr-defined]

    def _procedures(self) -> list[tuple[str, Any]]:
        named = [(each.key, title_of(each)) for each in all_procedures()]
        return [("", pgettext_lazy("procedure", "The one in force on the day of the meeting")), *named]

    def clean(self) -> dict[str, Any]:
        """The chair sits in the body; the procedure is the chosen one, or the one in force on the day."""
        typed: dict[str, Any] = super().clean() or {}
        body, chair, day = typed.get("body"), typed.get("chair"), typed.get("day")
        if body and chair and chair.body_id != body.pk:
            self.add_error("chair", _("This seat belongs to another body. Choose one of this body."))
        if "procedure" in typed and day:
            try:
                typed["procedure"] = load(typed["procedure"]) if typed["procedure"] else in_force(day)
            except Refusal as no:
                self.add_error("procedure", sentence(no))
        return typed

    def plan(self) -> dict[str, Any]:
        """The arguments of `services.schedule_meeting`."""
        typed = self.cleaned_data
        return super().plan() | {name: typed[name] for name in ("body", "chair", "procedure")}

    def procedure_shown(self) -> Procedure | None:
        """The procedure that would apply to what is typed so far, for the reader."""
        typed: dict[str, Any] = getattr(self, "cleaned_data", {})
        try:
            chosen = typed.get("procedure")
            return chosen if isinstance(chosen, Procedure) else in_force(typed.get("day") or today())
        except Refusal:
            return None


def title_of(procedure: Procedure) -> str:
    """The title of a procedure in the active language."""
    return in_language(procedure.title_vi, procedure.title_en)
