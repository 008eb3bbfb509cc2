"""What is typed about matters and papers, as forms."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db.models import Model
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.refusals import Refusal
from core.wording import sentence
from matters.makers import Makers
from matters.marks import LEVELS
from matters.models import Confidentiality, Document, DocumentKind, Handed, Matter
from matters.rules import clean_name, clean_text
from matters.secrecy import check_level
from matters.selectors import readers_to_name
from matters.wording import MAKERS
from people.forms import BodyChoice
from people.models import Agency, Body, Person, Seat
from people.policies import secretariat_reach

TITLE_LENGTH = 500
PAPER_TITLE_LENGTH = 300


class Line(forms.CharField):
    """One line of typed text: composed Unicode (NFC), nothing invisible, single spaces."""

    def to_python(self, value: object) -> Any:
        """The text as it will be kept, so that its length and its emptiness are judged on that."""
        return clean_text(str(super().to_python(value)))


class Lines(forms.CharField):
    """A longer typed text; a line break is one character, as the browser counts it, though two come."""

    def to_python(self, value: object) -> Any:
        """The text with plain line breaks: its length is judged on what the page let somebody type."""
        return str(super().to_python(value)).replace("\r\n", "\n")


class Level(forms.ChoiceField):
    """Who may read; the levels of state secrets can be chosen too, and are refused with the reason."""

    def __init__(self) -> None:
        secrets = (_("State secrets: not here"), [(level, level) for level in reversed(LEVELS)])
        super().__init__(
            label=_("Who may read"),
            choices=[*Confidentiality.choices, secrets],
            initial=Confidentiality.INTERNAL,
            help_text=_("State secrets (Confidential and above) must not be put into this system."),
        )

    def validate(self, value: str) -> None:
        """Refuse a level of state secrets with the sentence that names the law."""
        super().validate(value)
        try:
            check_level(value)
        except Refusal as no:
            raise forms.ValidationError(sentence(no)) from no


class MatterForm(forms.Form):
    """A matter to be registered."""

    title = Line(
        label=_("Title"),
        max_length=TITLE_LENGTH,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("As it will stand in the agenda and in the minutes."),
    )
    lead = forms.ModelChoiceField(
        label=_("Agency that submits it"), queryset=Agency.objects.all(), empty_label=_("Choose an agency")
    )
    confidentiality = Level()

    def __init__(self, person: Person, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ask_for_body(self, person)


def ask_for_body(form: forms.Form, person: Person) -> None:
    """For whom it is registered: asked of the secretariat of several bodies that is not the house's."""
    reach = secretariat_reach(person)
    if not reach.whole and len(reach.bodies) > 1:
        bodies = Body.objects.filter(pk__in=reach.bodies)
        form.fields["body"] = BodyChoice(label=_("Body"), queryset=bodies, empty_label=None)


class Readers(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]  # no generic when it runs
    """Seats or persons to be ticked, each by its office or name in the reader's language."""

    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, obj: Model) -> str:
        """The office of a seat, the name of a person."""
        return obj.office if isinstance(obj, Seat) else str(getattr(obj, "name", obj))


class CircleForm(forms.Form):
    """Who reads a matter or a paper: a level, and who is let in by name."""

    confidentiality = Level()
    seats = Readers(
        label=_("Seats that are let in"),
        queryset=Seat.objects.none(),
        required=False,
        help_text=_("Whoever holds the seat reads; deputies and assistants only where they are named below."),
    )
    persons = Readers(label=_("Persons who are let in"), queryset=Person.objects.none(), required=False)
    seen = forms.CharField(max_length=64, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        seats, persons = self.fields["seats"], self.fields["persons"]
        assert isinstance(seats, forms.ModelMultipleChoiceField)
        assert isinstance(persons, forms.ModelMultipleChoiceField)
        seats.queryset = Seat.objects.filter(valid_to__isnull=True).order_by("body", "order")
        persons.queryset = readers_to_name()


class OnPaperForm(forms.Form):
    """A matter that is registered by a number alone."""

    lead = forms.ModelChoiceField(label=_("Agency that submits it"), queryset=Agency.objects.all())

    def __init__(self, person: Person, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ask_for_body(self, person)


class HandOverForm(forms.Form):
    """Which seats got a copy on paper, or gave it back."""

    seats = forms.ModelMultipleChoiceField(queryset=Seat.objects.none(), required=False)
    what = forms.ChoiceField(choices=Handed.choices)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offered = Seat.objects.filter(valid_to__isnull=True).order_by("body", "order")
        seats = self.fields["seats"]
        assert isinstance(seats, forms.ModelMultipleChoiceField)
        seats.queryset = self.offered


class PaperForm(forms.Form):
    """A paper to be added to a dossier, or a newer version of one."""

    file = forms.FileField(
        label=_("PDF file"),
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": "application/pdf,.pdf"}),
    )
    kind = forms.ChoiceField(label=_("Kind of paper"), choices=DocumentKind.choices)
    title = Line(
        label=_("Title"),
        required=False,
        max_length=PAPER_TITLE_LENGTH,
        help_text=_("Without a title the name of the file is used."),
    )
    confidentiality = Level()
    replaces = forms.ModelChoiceField(
        label=_("Newer version of"),
        queryset=Document.objects.none(),
        required=False,
        empty_label=pgettext_lazy("paper", "None of them: a new paper"),
    )
    # Asked only where a file tells of those who made it; `asked` is what it tells.
    asked = ""
    makers = forms.ChoiceField(
        label=_("What the file tells of those who made it"),
        choices=MAKERS.items(),
        required=False,
        widget=forms.RadioSelect,
    )

    def __init__(self, matter: Matter, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        replaces = self.fields["replaces"]
        assert isinstance(replaces, forms.ModelChoiceField)
        replaces.queryset = matter.documents.order_by("order")

    def clean_makers(self) -> Makers:
        """What was chosen; nothing yet, where nobody was asked."""
        return Makers(self.cleaned_data["makers"])

    def clean_file(self) -> "UploadedFile[bytes]":
        """Refuse by its size what would be too large to look into."""
        file: UploadedFile[bytes] = self.cleaned_data["file"]
        limit = settings.PAPER_MAX_BYTES
        if file.size is not None and file.size > limit:
            size = -(-file.size // 2**20)
            no = Refusal("paper_too_large", name=clean_name(file.name or ""), size=size, limit=limit // 2**20)
            raise forms.ValidationError(sentence(no))
        return file
