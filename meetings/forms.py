"""What is typed about meetings: the plan, the agenda, guests, attendance, conclusions."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from operator import attrgetter
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.refusals import Refusal
from core.time import HANOI, local, today
from core.wording import sentence
from matters.forms import Line
from matters.models import Matter
from meetings import desk
from meetings.models import AgendaItem, Asks, Kind, Meeting
from meetings.rules import Presence, check_agenda
from meetings.wording import PRESENCES
from people.models import Person, Seat, in_language
from people.procedure import Procedure, all_procedures, in_force, load

MINUTES_MOST = 24 * 60
# Before the first procedure that is known no meeting could say under which rules it ran.
FIRST_DAY = min(each.in_force_from for each in all_procedures() if each.in_force_from)
LAST_DAY = date(2099, 12, 31)
OUTSIDE = _("The day must lie between 2016 and 2099.")
CONCLUSION_LENGTH = 20_000
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


class OneOf(forms.ChoiceField):
    """One of objects that are already read: their keys in the page, the object in the cleaned data."""

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


# -- the plan of a meeting ----------------------------------------------------------------------------------


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


# -- the agenda ---------------------------------------------------------------------------------------------


class ItemForm(forms.Form):
    """How long an item takes, who presents it, what it asks of the members."""

    minutes = minutes_field(pgettext_lazy("duration", "Minutes"), initial=15)
    presenter = OneOf(label=_("Presenter"), required=False)
    asks = forms.ChoiceField(label=_("Asks for"), choices=Asks.choices)

    def __init__(self, *args: Any, seats: Sequence[Seat], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        presenter = self.fields["presenter"]
        assert isinstance(presenter, OneOf)
        presenter.offer(seats, OFFICE, pgettext_lazy("presenter", "Nobody named yet"))

    @staticmethod
    def of(item: AgendaItem) -> dict[str, Any]:
        """An item as it stands."""
        return {"minutes": item.minutes, "presenter": item.presenter_id, "asks": item.asks}


class NewItemForm(ItemForm):
    """A matter to be put on the agenda: any that may be, of which the page offers some."""

    matter = forms.ModelChoiceField(label=_("Matter"), queryset=Matter.objects.none())
    field_order = ["matter", "minutes", "presenter", "asks"]

    def __init__(
        self, *args: Any, allowed: QuerySet[Matter], offered: Sequence[Matter], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        matter = self.fields["matter"]
        assert isinstance(matter, forms.ModelChoiceField)
        matter.queryset = allowed
        nothing = ("", pgettext_lazy("matter", "Choose a matter"))
        matter.widget.choices = [nothing, *((str(each.pk), each.title) for each in offered)]


class GuestForm(forms.Form):
    """A guest of the meeting or of one item."""

    person = OneOf(label=_("Guest"))
    item = OneOf(label=_("Invited to"), required=False)

    def __init__(
        self, *args: Any, persons: Sequence[Person], items: Sequence[AgendaItem], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        person, item = self.fields["person"], self.fields["item"]
        assert isinstance(person, OneOf)
        assert isinstance(item, OneOf)
        person.offer(persons, NAME, pgettext_lazy("guest", "Choose a guest"))
        item.offer(
            items,
            lambda each: f"{each.order}. {each.matter.title}",
            pgettext_lazy("guest", "The whole meeting"),
        )


# -- the console --------------------------------------------------------------------------------------------


class AttendanceForm(forms.Form):
    """Where a seat is, who attends in its place, and why."""

    presence = forms.ChoiceField(
        label=_("Attendance"), choices=list(PRESENCES.items()), widget=forms.RadioSelect
    )
    deputy = OneOf(label=_("Deputy who attends"), required=False)
    reason = Line(
        label=_("Reason"),
        required=False,
        max_length=REASON_LENGTH,
        help_text=_("Kept for an absence, a deputy or a departure, and printed in the minutes."),
    )

    def __init__(self, *args: Any, deputies: Sequence[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        deputy = self.fields["deputy"]
        assert isinstance(deputy, OneOf)
        nobody = (
            pgettext_lazy("deputy", "Nobody") if deputies else pgettext_lazy("deputy", "None is appointed")
        )
        deputy.offer(deputies, NAME, nobody)

    def clean(self) -> dict[str, Any]:
        """The only appointed deputy is meant when none is named."""
        typed: dict[str, Any] = super().clean() or {}
        deputy = self.fields["deputy"]
        assert isinstance(deputy, OneOf)
        if typed.get("presence") == Presence.DEPUTY and not typed.get("deputy") and len(deputy.objects) == 1:
            typed["deputy"] = next(iter(deputy.objects.values()))
        return typed


class QuickAttendanceForm(forms.Form):
    """One press in the table of seats: `7:in_room`."""

    mark = forms.RegexField(r"^\d{1,3}:(in_room|remote|expected)$")

    def seat_and_presence(self) -> tuple[int, str]:
        """The seat's number and where it is."""
        seat, _colon, presence = self.cleaned_data["mark"].partition(":")
        return int(seat), presence


class ConclusionForm(forms.Form):
    """The chair's conclusion on an item, in lines."""

    text = forms.CharField(
        label=_("Conclusion of the chair"),
        required=False,
        max_length=CONCLUSION_LENGTH,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class MoveForm(forms.Form):
    """The number an item is to have."""

    to = forms.IntegerField(min_value=1, max_value=1000)
