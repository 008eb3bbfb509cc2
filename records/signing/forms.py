"""The file that somebody wants to have verified, as a form."""

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from records.signing.wording import UNREADABLE


class VerifyForm(forms.Form):
    """A signed record; it is read and not kept."""

    file = forms.FileField(
        label=_("PDF file"),
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": "application/pdf,.pdf"}),
    )

    def clean_file(self) -> "UploadedFile[bytes]":
        """Refuse by its size what would be too large to look into."""
        file: UploadedFile[bytes] = self.cleaned_data["file"]
        if file.size is not None and file.size > settings.RECORD_MAX_BYTES:
            raise forms.ValidationError(UNREADABLE["too_large"])
        return file
