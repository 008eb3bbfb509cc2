"""Noting number and date of the notice of a meeting's conclusion."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from core.http import SignedInRequest, see_other
from core.refusals import Refusal, require
from core.wording import sentence
from meetings import services
from meetings.forms.minutes import NoticeForm
from meetings.policies import may_note_notice
from meetings.selectors import meeting_for
from meetings.views.meeting import meeting_page


@require_POST
def notice_note(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Note that it was issued."""
    meeting, form = meeting_for(request.user, pk), NoticeForm(request.POST)
    require(may_note_notice, request.user, meeting)
    if form.is_valid():
        try:
            services.note_notice(actor=request.user, meeting=meeting, **form.notice())
        except Refusal as no:
            form.add_error(None, sentence(no))
        else:
            messages.success(request, _("The notice is noted as issued."))
            return see_other(f"{meeting.get_absolute_url()}#notice")
    return meeting_page(request, meeting, notice_form=form)
