"""What is typed about persons, duties, seats and appointments, as forms."""

from collections.abc import Sequence
from typing import Any
from uuid import uuid4

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.time import today
from core.typed_text import clean_text
from people.administration.wording import FIELD_LABELS, WHOLE_HOUSE
from people.forms import BodyChoice
from people.models import Agency, Body, Duty, Role, Seat, SeatKind

LONGEST_REASON = 500
# What describes a seat, in the order of the form.
OF_SEAT = ("office_vi", "office_en", "short_vi", "short_en", "kind", "order", "chair_rank", "agencies")


class Line(forms.CharField):
    """One line of typed text, as it will be kept, so that its emptiness is judged on that."""

    def to_python(self, value: object) -> Any:
        """NFC, nothing invisible, single spaces."""
        return clean_text(str(super().to_python(value) or ""))


class Reason(Line):
    """Why; it stands in the proposal and in the history."""

    def __init__(self, **options: Any) -> None:
        wanted = {"label": _("Reason"), "max_length": LONGEST_REASON, "widget": forms.Textarea({"rows": 3})}
        super().__init__(**{**wanted, **options})


class Day(forms.DateField):
    """A day, as the browser's own calendar sends it."""

    def __init__(self, **options: Any) -> None:
        super().__init__(widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"), **options)


class OfficeChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A seat, named with its body."""

    def label_from_instance(self, seat: Any) -> str:
        """Office and body."""
        return f"{seat.office} ({seat.body.name})"


class AgencyChoices(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    """Agencies, named in the active language."""

    def label_from_instance(self, agency: Any) -> str:
        """Its name."""
        return str(agency.name)


class ActForm(forms.Form):
    """Every act carries a key of its own, and what the person had before the eyes."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    @property
    def typed(self) -> dict[str, Any]:
        """What was typed."""
        return {name: value for name, value in self.cleaned_data.items() if name not in ("key", "seen")}

    @property
    def cleaned_acts(self) -> dict[str, Any]:
        """What was typed, with the key of the act."""
        return {**self.typed, "key": self.cleaned_data["key"]}


class NameForm(ActForm):
    """How a person is named."""

    label_vi = Line(
        label=FIELD_LABELS["label_vi"],
        max_length=200,
        help_text=_("By office: “Bộ trưởng Bộ Xây dựng”, “Trợ lý Bộ trưởng Bộ Tài chính”."),
    )
    label_en = Line(label=FIELD_LABELS["label_en"], max_length=200, required=False)


class NewPersonForm(NameForm):
    """An account to be made."""

    field_order = ("key", "seen", "username", "label_vi", "label_en", "email")
    username = Line(
        label=FIELD_LABELS["username"],
        max_length=80,
        help_text=_("Small letters without marks, digits, full stops and hyphens; it never changes."),
        widget=forms.TextInput({"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}),
    )
    email = forms.EmailField(
        label=FIELD_LABELS["email"],
        max_length=254,
        required=False,
        help_text=_("An official address; afterwards only the person changes it."),
        widget=forms.EmailInput({"autocomplete": "off"}),
    )


class DutyForm(ActForm):
    """A duty for the whole house or for one body."""

    duty = forms.ChoiceField(label=FIELD_LABELS["duty"], choices=Duty.choices)
    body = BodyChoice(
        label=FIELD_LABELS["body"],
        queryset=Body.objects.all(),
        required=False,
        empty_label=WHOLE_HOUSE,
        help_text=_(
            "A secretariat or an auditor of one body sees nothing of the others. Operators and"
            " administrators serve the whole house."
        ),
    )
    starts_on = Day(label=FIELD_LABELS["starts_on"])
    ends_on = Day(label=FIELD_LABELS["ends_on"], required=False, help_text=_("Empty: until further notice."))
    reason = Reason(help_text=_("The decision on which it rests, with its number and date."))


class EndDutyForm(ActForm):
    """The last day of a duty."""

    last = Day(
        label=FIELD_LABELS["ends_on"],
        help_text=_("Included. Yesterday at the earliest: then it is over from now on."),
    )
    reason = Reason()


class ReasonForm(ActForm):
    """An act that needs a reason and nothing else."""

    reason = Reason()


class SuspendForm(ReasonForm):
    """Closing an account."""

    urgent = forms.BooleanField(
        label=_("Urgent: close it now and have it confirmed afterwards"),
        required=False,
        help_text=_(
            "For a lost tablet or a stolen password. If it is not confirmed, the account opens again."
        ),
    )


class FileForm(forms.Form):
    """A file to be looked at."""

    file = forms.FileField(
        label=_("CSV file"), widget=forms.FileInput({"accept": ".csv,text/csv"}), allow_empty_file=True
    )


class TakeForm(ReasonForm):
    """What was read from a file and shown, to be taken as it was shown."""

    text = forms.CharField(widget=forms.HiddenInput, strip=False)
    seen = forms.CharField(widget=forms.HiddenInput)

    @classmethod
    def of(cls, text: str, seen: str) -> "TakeForm":
        """The form below a preview."""
        return cls(initial={"text": text, "seen": seen})


class AppointForm(ActForm):
    """A person comes to a seat."""

    seat = OfficeChoice(
        label=FIELD_LABELS["seat"], queryset=Seat.objects.none(), empty_label=_("Choose a seat")
    )
    role = forms.ChoiceField(
        label=FIELD_LABELS["role"],
        choices=Role.choices,
        help_text=_("A deputy attends and speaks for the member and never votes; an assistant prepares."),
    )
    starts_on = Day(label=FIELD_LABELS["starts_on"])
    ends_on = Day(label=FIELD_LABELS["ends_on"], required=False, help_text=_("Empty: until further notice."))
    relieve = forms.BooleanField(
        label=_("The present holder of the seat leaves the day before"),
        required=False,
        help_text=_("Only for a new holder: the seat changes hands on the first day."),
    )
    assistants_stay = forms.BooleanField(
        label=_("The assistants stay with the new holder"),
        required=False,
        help_text=_(
            "An assistant is that of a member: without this he leaves together with the present holder."
        ),
    )
    reason = Reason(help_text=_("The decision on which it rests, with its number and date."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        seats = self.fields["seat"]
        assert isinstance(seats, forms.ModelChoiceField)
        lasting = Q(valid_to__isnull=True) | Q(valid_to__gte=today())
        seats.queryset = Seat.objects.filter(lasting).select_related("body").order_by("body__key", "order")


class EndAppointmentForm(ActForm):
    """The last day of an appointment."""

    last = Day(
        label=FIELD_LABELS["ends_on"],
        help_text=_("Included. Yesterday at the earliest: then it is over from now on."),
    )
    assistants_stay = forms.BooleanField(
        label=_("The assistants of the seat stay"),
        required=False,
        help_text=_("Without this they leave together with the holder."),
    )
    reason = Reason()


class BodyForm(ActForm):
    """How a body is named."""

    name_vi = Line(label=FIELD_LABELS["name_vi"], max_length=200)
    name_en = Line(label=FIELD_LABELS["name_en"], max_length=200, required=False)
    place = Line(
        label=FIELD_LABELS["place"],
        max_length=80,
        required=False,
        help_text=_("Printed before the date: Hà Nội."),
    )


class KeyField(forms.SlugField):
    """The plain name by which files and addresses know something."""

    def __init__(self) -> None:
        super().__init__(
            label=FIELD_LABELS["key"],
            max_length=80,
            help_text=_(
                "Small letters without marks and hyphens, for files that are imported; it never changes."
            ),
        )


class NewBodyForm(BodyForm):
    """A body to be entered."""

    field_order = ("key", "seen", "slug", "name_vi", "name_en", "place")
    slug = KeyField()


class AgencyForm(ActForm):
    """How an agency is named."""

    name_vi = Line(label=FIELD_LABELS["name_vi"], max_length=200)
    name_en = Line(label=FIELD_LABELS["name_en"], max_length=200, required=False)


class NewAgencyForm(AgencyForm):
    """An agency to be entered."""

    field_order = ("key", "seen", "slug", "name_vi", "name_en")
    slug = KeyField()


class SeatForm(ActForm):
    """How a seat is described. An office that gets another name is another seat: end this one, begin that."""

    field_order: Sequence[str] = ("key", "seen", *OF_SEAT, "reason")
    order = forms.IntegerField(label=FIELD_LABELS["order"], min_value=1, max_value=500)
    office_vi = Line(label=FIELD_LABELS["office_vi"], max_length=200)
    office_en = Line(label=FIELD_LABELS["office_en"], max_length=200, required=False)
    short_vi = Line(label=FIELD_LABELS["short_vi"], max_length=80)
    short_en = Line(label=FIELD_LABELS["short_en"], max_length=80, required=False)
    kind = forms.ChoiceField(label=FIELD_LABELS["kind"], choices=SeatKind.choices)
    chair_rank = forms.IntegerField(
        label=FIELD_LABELS["chair_rank"],
        required=False,
        min_value=1,
        max_value=100,
        help_text=_("1 for who chairs, 2 and more for who may stand in; empty: never."),
    )
    agencies = AgencyChoices(
        label=FIELD_LABELS["agencies"],
        queryset=Agency.objects.all(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    reason = Reason(help_text=_("The decision on which it rests, with its number and date."))


class NewSeatForm(SeatForm):
    """A seat to be set up."""

    slug = KeyField()
    valid_from = Day(label=FIELD_LABELS["valid_from"])
    valid_to = Day(
        label=FIELD_LABELS["valid_to"], required=False, help_text=_("Empty: until further notice.")
    )
    field_order = ("key", "seen", "slug", *OF_SEAT, "valid_from", "valid_to", "reason")


class EndSeatForm(ActForm):
    """The last day of a seat."""

    last = Day(label=FIELD_LABELS["valid_to"], help_text=_("Its appointments end on that day too."))
    reason = Reason()
