"""For how many months the regular sessions are made."""

from django import forms
from django.utils.translation import gettext_lazy as _

MONTHS_MOST = 24


class FollowingForm(forms.Form):
    """How many of the following months get a session."""

    months = forms.IntegerField(
        label=_("Months"),
        min_value=1,
        max_value=MONTHS_MOST,
        initial=6,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )
