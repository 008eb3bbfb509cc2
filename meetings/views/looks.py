"""A reader marks the changes of an agenda as seen."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from core.http import SignedInRequest, see_other
from meetings import services
from meetings.selectors import meeting_for


@require_POST
def agenda_seen(request: SignedInRequest, pk: UUID) -> HttpResponseBase:
    """Mark what the page showed as seen; what has changed since it was drawn is shown first."""
    found = meeting_for(request.user, pk)
    digest = request.POST.get("digest", "")
    if not services.look_at_agenda(person=request.user, meeting=found, digest=digest):
        messages.warning(request, _("The programme has changed once more; the new changes are shown."))
    return see_other(found.get_absolute_url())
