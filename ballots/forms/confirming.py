"""A member's one tap: the stored answer counts on the papers as they are now."""

from typing import Any

from django import forms

from core.refusals import Refusal


class ConfirmationForm(forms.Form):
    """Which revision is confirmed, on what, and the key that makes a retry harmless."""

    revision = forms.IntegerField(min_value=1)
    key = forms.UUIDField()
    subject = forms.CharField(max_length=64)

    def asked(self) -> dict[str, Any]:
        """The confirmation as the service takes it; Refusal for a form that no page of ours has made."""
        if not self.is_valid():
            raise Refusal("answer_malformed")
        given = self.cleaned_data
        return {"named": given["revision"], "key": given["key"], "seen": given["subject"]}
