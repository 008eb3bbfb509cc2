"""What is typed about matters and papers, as forms."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.refusals import Refusal
from core.wording import sentence
from matters.models import Confidentiality, Document, DocumentKind, Matter
from matters.rules import clean_name, clean_text
from people.models import Agency

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
    confidentiality = forms.ChoiceField(
        label=_("Who may read"),
        choices=Confidentiality.choices,
        initial=Confidentiality.INTERNAL,
        help_text=_("State secrets (Confidential and above) must not be put into this system."),
    )


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
    confidentiality = forms.ChoiceField(
        label=_("Who may read"), choices=Confidentiality.choices, initial=Confidentiality.INTERNAL
    )
    replaces = forms.ModelChoiceField(
        label=_("Newer version of"),
        queryset=Document.objects.none(),
        required=False,
        empty_label=pgettext_lazy("paper", "None of them: a new paper"),
    )

    def __init__(self, matter: Matter, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        replaces = self.fields["replaces"]
        assert isinstance(replaces, forms.ModelChoiceField)
        replaces.queryset = matter.documents.order_by("order")

    def clean_file(self) -> "UploadedFile[bytes]":
        """Refuse by its size what would be too large to look into."""
        file: UploadedFile[bytes] = self.cleaned_data["file"]
        limit = settings.PAPER_MAX_BYTES
        if file.size is not None and file.size > limit:
            size = -(-file.size // 2**20)
            no = Refusal("paper_too_large", name=clean_name(file.name or ""), size=size, limit=limit // 2**20)
            raise forms.ValidationError(sentence(no))
        return file
