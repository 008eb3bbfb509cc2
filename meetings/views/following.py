"""The regular sessions of the coming months, made from one; and the standing items of a meeting."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponseBase
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from core.http import SignedInRequest, back_to
from core.refusals import require
from meetings import services
from meetings.forms import FollowingForm
from meetings.policies import may_schedule_meeting
from meetings.selectors import meeting_for


@require_POST
def sessions_follow(request: SignedInRequest, pk: UUID) -> HttpResponseBase:
    """Make the drafts of the following months."""
    found = meeting_for(request.user, pk)
    require(may_schedule_meeting, request.user, found)
    form = FollowingForm(request.POST)
    if form.is_valid():
        months = form.cleaned_data["months"]
        made = services.make_following_sessions(actor=request.user, meeting=found, months=months)
        messages.success(request, _said(made))
    else:
        messages.error(request, " ".join(map(str, form.errors["months"])))
    return back_to(request, found.get_absolute_url())


def _said(result: services.Following) -> str:
    count = len(result.made)
    made = ngettext("%(count)s session was drafted.", "%(count)s sessions were drafted.", count)
    said = made % {"count": count}
    if result.skipped:
        months = _named(result.skipped)
        said += " " + _("These months have a regular session already: %(months)s.") % {"months": months}
    return said


def _named(months: Sequence[date]) -> str:
    return ", ".join(f"{month:%m/%Y}" for month in months)


@require_POST
def standing_items_add(request: SignedInRequest, pk: UUID) -> HttpResponseBase:
    """Put the standing items of this kind of meeting on the agenda."""
    found = meeting_for(request.user, pk)
    services.add_standing_items(actor=request.user, meeting=found)
    return back_to(request, found.get_absolute_url())
