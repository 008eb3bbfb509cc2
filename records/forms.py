"""What the secretariat adds to a document, and what narrows a register, as they are typed."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from people.models import Agency
from people.selectors import seats_of
from records.models import Record
from records.rules import LONGEST_REASON, Urgency
from records.rules.signatories import Capacity
from records.selectors import heads_of_office
from records.services.drawing_up import Completion
from records.wording.labels import CAPACITIES, URGENCIES

BY_ORDER = "head:"


class CompletionForm(forms.Form):
    """Place, urgency, signatory and recipients of a draft."""

    place = forms.CharField(
        label=pgettext_lazy("document", "Place"),
        required=False,
        max_length=80,
        help_text=_("Printed before the date: Hà Nội."),
    )
    urgency = forms.ChoiceField(
        label=pgettext_lazy("document", "Urgency"),
        required=False,
        choices=[(u.value, URGENCIES[u.value]) for u in Urgency],
    )
    signatory = forms.ChoiceField(label=pgettext_lazy("document", "Signed by"), required=False)
    capacity = forms.ChoiceField(
        label=_("Capacity"),
        required=False,
        choices=[
            ("", pgettext_lazy("capacity", "As usual for this office")),
            *((c.value, CAPACITIES[c.value]) for c in Capacity),
        ],
    )
    office = forms.CharField(
        label=_("Office as printed"),
        required=False,
        max_length=200,
        help_text=_("Empty: the office of whoever signs."),
    )
    recipients = forms.CharField(
        label=_("Recipients as printed (Nơi nhận)"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("One on each line; the last one says where it is kept: “Lưu: VT, …”."),
    )
    to_members = forms.BooleanField(
        label=_("It goes to all members of the body"),
        required=False,
        help_text=_("They get a message when it is issued, and you see who has opened it."),
    )
    to_seats = forms.MultipleChoiceField(
        label=_("Or only to these members"), required=False, widget=forms.CheckboxSelectMultiple
    )

    to_agencies = forms.MultipleChoiceField(
        label=_("It also goes to these agencies"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_(
            "Each is printed among the recipients. Whoever leads it gets a message; one that nobody here"
            " leads gets the document by another way."
        ),
    )

    def __init__(self, record: Record, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.seats = {str(seat.pk): seat for seat in seats_of(record.body)}
        self.heads = {f"{BY_ORDER}{person.pk}": person for person in heads_of_office(record.body_id)}
        self.agencies = {str(agency.pk): agency for agency in Agency.objects.all()}
        offices = [(key, seat.office) for key, seat in self.seats.items()]
        heads = [(key, person.name) for key, person in self.heads.items()]
        nobody = ("", pgettext_lazy("signatory", "Not chosen yet"))
        signatory, seats = self.fields["signatory"], self.fields["to_seats"]
        assert isinstance(signatory, forms.ChoiceField)
        agencies = self.fields["to_agencies"]
        assert isinstance(seats, forms.ChoiceField)
        assert isinstance(agencies, forms.ChoiceField)
        signatory.choices, seats.choices = [nobody, *offices, *heads], offices
        agencies.choices = [(key, agency.name) for key, agency in self.agencies.items()]

    @staticmethod
    def kept(record: Record) -> dict[str, Any]:
        """What is kept, as the form's first values."""
        by_order = f"{BY_ORDER}{record.signatory_id}" if record.signatory_id else ""
        return {
            "place": record.place,
            "urgency": record.urgency,
            "signatory": str(record.seat_id) if record.seat_id else by_order,
            "capacity": record.capacity,
            "office": record.office,
            "recipients": "\n".join(record.recipients),
            "to_members": record.to_members,
            "to_seats": [str(seat.pk) for seat in record.to_seats.all()],
            "to_agencies": [str(agency.pk) for agency in record.to_agencies.all()],
        }

    def completion(self) -> Completion:
        """What was typed, for the service."""
        typed = self.cleaned_data
        return Completion(
            place=typed["place"].strip(),
            urgency=typed["urgency"],
            seat=self.seats.get(typed["signatory"]),
            by_order=self.heads.get(typed["signatory"]),
            office=self._office(),
            capacity=typed["capacity"],
            recipients=typed["recipients"].splitlines(),
            to_members=typed["to_members"],
            to_seats=[self.seats[key] for key in typed["to_seats"]],
            to_agencies=[self.agencies[key] for key in typed["to_agencies"]],
        )

    def _office(self) -> str:
        """What was typed; not the office of the one chosen before, when another is chosen."""
        typed = self.cleaned_data
        same = typed["signatory"] == self.initial.get("signatory")
        stale = typed["office"] == self.initial.get("office") and not same
        return "" if stale else str(typed["office"]).strip()


class ReasonForm(forms.Form):
    """Why a document is returned, withdrawn or recalled."""

    reason = forms.CharField(
        label=_("Reason"),
        required=False,
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class UploadForm(forms.Form):
    """The file that was signed or sealed elsewhere."""

    file = forms.FileField(label=_("The signed file (PDF)"), allow_empty_file=False)


class DrawUpForm(forms.Form):
    """Which kind of document, about what."""

    kind = forms.CharField(max_length=40)
    subject = forms.CharField(max_length=120)
