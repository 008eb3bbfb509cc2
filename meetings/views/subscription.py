"""The feed that calendar programs fetch without signing in, and the page on which it is made and revoked."""

import hashlib

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from core.http import SignedInRequest, see_other
from core.refusals import require
from core.time import now
from meetings.models import Meeting, Subscription
from meetings.papers.calendar import Dated, feed
from meetings.policies import may_subscribe_calendar
from meetings.rules import MeetingStatus
from meetings.selectors.subscriptions import meetings_in_feed, subscriber
from meetings.services.subscribing import renew_subscription, revoke_subscription
from people.notices import origin

KIND = "text/calendar; charset=utf-8"


@require_safe
def calendar_feed(request: HttpRequest, token: str) -> HttpResponseBase:
    """The meetings of whoever this token belongs to: title, time, place; an unknown token is no page."""
    person = subscriber(token)
    if person is None:
        raise Http404
    dated = [_dated(meeting) for meeting in meetings_in_feed(person, now())]
    name, cancelled = _("Meetings") + " · e-Cabinet", MeetingStatus.CANCELLED.value
    body = feed(dated, person, name=name, origin=origin(), cancelled=cancelled).encode()
    etag = f'"{hashlib.sha256(body).hexdigest()}"'
    response = HttpResponse(body, content_type=KIND)
    response["ETag"], response["Cache-Control"] = etag, "private, no-cache"
    response["X-Robots-Tag"], response["Referrer-Policy"] = "noindex", "no-referrer"
    return get_conditional_response(request, etag=etag, response=response) or response


def _dated(meeting: Meeting) -> Dated:
    invitation = getattr(meeting, "invitation", None)
    if invitation is None:  # sent before there were invitations
        return Dated(meeting, 0, meeting.sent_at or meeting.starts_at)
    return Dated(meeting, invitation.sequence, invitation.changed_at)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def calendar_subscription(request: SignedInRequest) -> HttpResponseBase:
    """Make the feed, renew or revoke it; its address is in the answer that makes it, and never again."""
    require(may_subscribe_calendar, request.user)
    address = ""
    if request.POST.get("act") == "revoke":
        revoke_subscription(actor=request.user)
        return see_other(reverse("calendar_subscription"))
    if request.POST.get("act") == "renew":
        token = renew_subscription(actor=request.user)
        address = origin() + reverse("calendar_feed", args=[token])
    shown = {
        "active": "meetings",
        "address": address,
        "shown_once": bool(address),
        "webcal": "webcal:" + address.partition(":")[2] if address else "",
        "subscription": Subscription.objects.filter(person=request.user).first(),
    }
    return render(request, "meetings/subscription.html", shown)
