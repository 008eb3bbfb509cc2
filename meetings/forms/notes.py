"""A private note as its page sends it."""

from django import forms

from matters.rules import composed


class NoteForm(forms.Form):
    """The text, whether the staff read it, the version it was written on, and the page it comes from."""

    text_note = forms.CharField(required=False, max_length=20_000, strip=False)
    shared = forms.BooleanField(required=False)
    base = forms.IntegerField(min_value=0, max_value=2_000_000_000)
    settle = forms.IntegerField(min_value=0, max_value=2_000_000_000, required=False)
    behind = forms.BooleanField(required=False)
    device = forms.CharField(max_length=36, required=False)

    def clean_text_note(self) -> str:
        """As it is kept: composed, and with nothing that nobody sees."""
        return composed(self.cleaned_data["text_note"])
