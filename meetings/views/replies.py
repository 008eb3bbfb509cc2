"""Replies to an invitation: the person's own, the table of the secretariat, the consent to absences."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core.http import SignedInRequest, back_to
from core.refusals import Refusal, require
from core.wording import sentence
from meetings import services
from meetings.forms.replies import CancelForm, ConsentForm, ReplyForm
from meetings.invited import form_for, offers_to
from meetings.models import Meeting
from meetings.policies import (
    may_consent_to_absence,
    may_enter_reply,
    may_follow_replies,
    may_reply,
    may_schedule_meeting,
)
from meetings.rules import MeetingStatus
from meetings.rules.replies import Said
from meetings.selectors import meeting_for, seat_in
from meetings.selectors.replies import GuestReply, SeatReply, replies_of
from meetings.views.meeting import WRONG, meeting_page


@require_POST
def reply_give(request: SignedInRequest, pk: UUID) -> HttpResponseBase:
    """Reply to the invitation: attend with one press, or say what else."""
    meeting = meeting_for(request.user, pk)
    require(may_reply, request.user, meeting)
    seat = seat_in(request.user, meeting)
    said = _said(request)
    if said not in offers_to(meeting, seat):
        raise Http404
    form = form_for(meeting, seat, said, typed=(request.POST,))
    if form.is_valid():
        try:
            services.reply(actor=request.user, meeting=meeting, words=form.words())
        except Refusal as no:
            if meeting.status != MeetingStatus.SENT.value:
                raise
            form.add_error(None, sentence(no))
        else:
            messages.success(request, _("Your reply is noted. It can be changed until the meeting begins."))
            return back_to(request, f"{meeting.get_absolute_url()}?replied=1#reply")
    return meeting_page(request, meeting, reply=form)


def _said(request: SignedInRequest) -> Said:
    try:
        return Said(request.POST.get("said", ""))
    except ValueError:
        raise Http404 from None


@require_safe
def replies(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """All replies: who attends, who is absent and why, who has not replied, what quorum that makes."""
    meeting = _followed(request, pk)
    found = replies_of(meeting)
    shown = {
        "active": "meetings",
        "meeting": meeting,
        "replies": found,
        "absences": [row.reply for row in found.requests],
        "open": meeting.status == MeetingStatus.SENT.value,
        "may_enter": may_enter_reply(request.user, meeting),
        "may_consent": may_consent_to_absence(request.user, meeting),
    }
    return render(request, "meetings/replies.html", shown)


def _followed(request: SignedInRequest, pk: UUID) -> Meeting:
    meeting = meeting_for(request.user, pk)
    require(may_follow_replies, request.user, meeting)
    if meeting.sent_at is None:
        raise Http404
    return meeting


# -- by telephone -------------------------------------------------------------------------------------------


@require_http_methods(["GET", "HEAD", "POST"])
def reply_enter(request: SignedInRequest, pk: UUID, order: int) -> HttpResponseBase:
    """Enter the reply of a member who told it to the secretariat."""
    meeting = meeting_for(request.user, pk)
    require(may_enter_reply, request.user, meeting)
    row = next((each for each in replies_of(meeting).seats if each.seat.order == order), None)
    if row is None:
        raise Http404
    form = _entered(request, meeting, row)
    return _enter(
        request, meeting, form, {"row": row, "office": row.seat.office, "key": row.seat.order}, seat=row.seat
    )


@require_http_methods(["GET", "HEAD", "POST"])
def guest_reply_enter(request: SignedInRequest, pk: UUID, person: UUID) -> HttpResponseBase:
    """Enter the reply of a guest."""
    meeting = meeting_for(request.user, pk)
    require(may_enter_reply, request.user, meeting)
    row = next((each for each in replies_of(meeting).guests if each.person.pk == person), None)
    if row is None:
        raise Http404
    form = _entered(request, meeting, row)
    return _enter(
        request,
        meeting,
        form,
        {"row": row, "office": row.person.name, "key": row.person.pk},
        guest=row.person,
    )


def _entered(request: SignedInRequest, meeting: Meeting, row: SeatReply | GuestReply) -> ReplyForm:
    typed = (request.POST,) if request.method == "POST" else ()
    seat = row.seat if isinstance(row, SeatReply) else None
    return form_for(meeting, seat, *offers_to(meeting, seat), typed=typed, initial=ReplyForm.of(row.reply))


def _enter(
    request: SignedInRequest, meeting: Meeting, form: ReplyForm, about: dict[str, Any], **of: Any
) -> HttpResponseBase:
    if form.is_valid():
        try:
            services.enter_reply(actor=request.user, meeting=meeting, words=form.words(), **of)
        except Refusal as no:
            form.add_error(None, sentence(no))
        else:
            return back_to(request, f"{reverse('replies', args=[meeting.pk])}?entered={about['key']}")
    shown = {"active": "meetings", "meeting": meeting, "form": form, **about}
    return render(request, "meetings/reply_enter.html", shown, status=WRONG if form.errors else 200)


# -- consent and cancellation -------------------------------------------------------------------------------


@require_POST
def absence_decide(request: SignedInRequest, pk: UUID, order: int) -> HttpResponseBase:
    """Consent to an absence, or not."""
    meeting = meeting_for(request.user, pk)
    require(may_consent_to_absence, request.user, meeting)
    row = next((each for each in replies_of(meeting).seats if each.seat.order == order), None)
    form = ConsentForm(request.POST)
    if row is None or not form.is_valid():
        raise Http404
    services.decide_absence(actor=request.user, meeting=meeting, seat=row.seat, **form.cleaned_data)
    return back_to(request, f"{meeting.get_absolute_url()}#absences")


@require_http_methods(["GET", "HEAD", "POST"])
def meeting_cancel(request: SignedInRequest, pk: UUID) -> HttpResponseBase:
    """Cancel a meeting that has not begun, with a reason."""
    meeting = meeting_for(request.user, pk)
    require(may_schedule_meeting, request.user, meeting)
    form = CancelForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.cancel_meeting(actor=request.user, meeting=meeting, **form.cleaned_data)
        except Refusal as no:
            form.add_error(None, sentence(no))
        else:
            messages.success(request, _("The meeting is cancelled; everybody who was invited sees it."))
            return back_to(request, meeting.get_absolute_url())
    shown = {"active": "meetings", "meeting": meeting, "form": form}
    return render(request, "meetings/cancel.html", shown, status=WRONG if form.errors else 200)
