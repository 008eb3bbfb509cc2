"""The plan of a meeting as it is typed."""

from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.refusals import Refusal
from core.time import HANOI, local, today
from core.wording import sentence
from matters.forms import Line
from meetings import desk
from meetings.forms.fields import NAME, OFFICE, OneOf, SeveralOf, minutes_field
from meetings.forms.holding import HoldingForm
from meetings.models import Kind, Meeting
from meetings.rules import check_agenda, template_of
from meetings.selectors import InTheWay, Plan, in_the_way, seats_of_a_kind
from people.models import Body, Person, in_language
from people.procedure import Procedure, all_procedures, load
from people.reach import Reach

# Before the first procedure that is known no meeting could say under which rules it ran.
FIRST_DAY = min(each.in_force_from for each in all_procedures() if each.in_force_from)

LAST_DAY = date(2099, 12, 31)

OUTSIDE = _("The day must lie between 2016 and 2099.")


class PlanForm(HoldingForm):
    """What may be changed until a meeting begins: title, kind, time, how and where, and who attends."""

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
    seats = SeveralOf(
        label=_("Who attends"), required=False, help_text=_("Only these see the meeting and make its quorum.")
    )
    # The conflicts that the reader was told of and saves in spite of.
    despite = forms.CharField(required=False, widget=forms.HiddenInput)

    told = ""

    def __init__(
        self, *args: Any, lengths: Sequence[int] = (), body: Body | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.lengths = lengths
        self.chosen_seats = bool(body and template_of(self.kind_typed).invitees.value)
        seats = self.fields["seats"]
        assert isinstance(seats, SeveralOf)
        seats.offer(desk.seats_to_choose(body) if body and self.chosen_seats else [], OFFICE)

    @property
    def kind_typed(self) -> str:
        """The kind that is chosen, or with which the form began."""
        kind = str(self.data.get("kind") or self.initial.get("kind") or Kind.REGULAR)
        return kind if kind in Kind.values else Kind.REGULAR.value

    def clean_minutes_planned(self) -> int:
        """The agenda that is already there must fit."""
        minutes: int = self.cleaned_data["minutes_planned"]
        if self.lengths:
            try:
                check_agenda(self.lengths, minutes)
            except Refusal as no:
                raise forms.ValidationError(sentence(no)) from no
        return minutes

    @property
    def starts_at(self) -> datetime:
        """The moment that was typed."""
        return datetime.combine(self.cleaned_data["day"], self.cleaned_data["time"], HANOI)

    def plan(self) -> dict[str, Any]:
        """The arguments of `services.reschedule_meeting`."""
        names = ("kind", "title", "minutes_planned", "place")
        typed = {name: self.cleaned_data[name] for name in names}
        # None: the services take the seats of the kind, or leave them.
        seats = self.cleaned_data["seats"] if self.chosen_seats else None
        return typed | {"starts_at": self.starts_at, "holding": self.holding(), "seats": seats or None}

    def in_the_way(
        self, person: Person, body: Body, guests: Collection[Person], but: UUID | None = None
    ) -> InTheWay:
        """What speaks against what was typed, unless the reader saves in spite of just this."""
        found = in_the_way(person, self._planned(body, guests), but=but)
        self.told = found.digest
        return InTheWay() if self.told == self.cleaned_data["despite"] else found

    def _planned(self, body: Body, guests: Collection[Person]) -> Plan:
        typed, template = self.cleaned_data, template_of(self.cleaned_data["kind"])
        of_kind = template.invitees.value
        return Plan(
            body=body,
            starts_at=self.starts_at,
            minutes=typed["minutes_planned"],
            place=typed["place"],
            room=typed["room"],
            form=typed["form"],
            seats=(typed["seats"] or seats_of_a_kind(template, body)) if of_kind else None,
            guests=guests,
        )

    @staticmethod
    def of(meeting: Meeting) -> dict[str, Any]:
        """The plan of a meeting as it stands, for the form to begin with."""
        start = local(meeting.starts_at)
        names = ("kind", "title", "minutes_planned")
        typed = {name: getattr(meeting, name) for name in names} | HoldingForm.held(meeting)
        seats = [] if meeting.whole_body else [str(seat.pk) for seat in meeting.invited_seats.all()]
        return typed | {"day": start.date(), "time": start.time(), "seats": seats}


class MeetingForm(PlanForm):
    """A meeting to be scheduled."""

    body = OneOf(label=_("Body"))
    chair = OneOf(label=pgettext_lazy("meeting", "Chair"))
    procedure = forms.ChoiceField(
        label=_("Procedure"),
        required=False,
        help_text=_("The rules of quorum and majority are kept with the meeting as they are now."),
    )
    standing_items = forms.MultipleChoiceField(
        label=_("Standing items"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Their matters are submitted and put on the agenda at once, named for the month."),
    )
    guests = forms.ModelMultipleChoiceField(
        label=_("Guests of the whole meeting"),
        queryset=Person.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Guests of a single item are invited on the page of the meeting."),
    )

    def __init__(self, *args: Any, reach: Reach, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        body, chair, guests = self.fields["body"], self.fields["chair"], self.fields["guests"]
        assert isinstance(body, OneOf)
        assert isinstance(chair, OneOf)
        assert isinstance(guests, forms.ModelMultipleChoiceField)
        body.offer(desk.bodies(reach), NAME)
        chair.offer(desk.chairs().filter(reach.where()), OFFICE)
        guests.queryset = desk.invitable()
        self.fields["kind"].widget = forms.HiddenInput()
        procedure, standing = self.fields["procedure"], self.fields["standing_items"]
        assert isinstance(procedure, forms.ChoiceField)
        assert isinstance(standing, forms.MultipleChoiceField)
        procedure.choices = self._procedures()
        items = template_of(self.kind_typed).standing_items
        offered = [(each.title, self.initial.get("titles", {}).get(each.title, each.title)) for each in items]
        standing.choices = offered

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
                typed["procedure"] = self._procedure(typed["procedure"], day)
            except Refusal as no:
                self.add_error("procedure", sentence(no))
        return typed

    def _procedure(self, key: str, day: date) -> Procedure:
        """The one that was chosen, else the one of the kind."""
        return load(key) if key else template_of(self.kind_typed).procedure_on(day)

    def plan(self) -> dict[str, Any]:
        """The arguments of `services.schedule_meeting`."""
        typed = self.cleaned_data
        return super().plan() | {name: typed[name] for name in ("body", "chair", "procedure")}

    def procedure_shown(self) -> Procedure | None:
        """The procedure that would apply to what is typed so far, for the reader."""
        typed: dict[str, Any] = getattr(self, "cleaned_data", {})
        try:
            chosen = typed.get("procedure")
            day = typed.get("day") or self.initial.get("day") or today()
            return chosen if isinstance(chosen, Procedure) else self._procedure("", day)
        except Refusal:
            return None


def title_of(procedure: Procedure) -> str:
    """The title of a procedure in the active language."""
    return in_language(procedure.title_vi, procedure.title_en)
