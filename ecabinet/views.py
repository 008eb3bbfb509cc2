"""The pages that belong to no single app: Today, signing out, health, and the lawful dead ends."""

import logging

from django.conf import settings
from django.contrib.auth import logout
from django.contrib.sessions.exceptions import SessionInterrupted
from django.core.exceptions import BadRequest
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views import defaults
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST, require_safe

from ballots.services import note_listed
from core.http import SignedInRequest
from ecabinet.selectors import (
    administers_people,
    desk_day,
    member_day,
    operation,
    people_day,
    works_at_a_desk,
)
from people.policies import is_operator

log = logging.getLogger("ecabinet")

WAIT = 300  # seconds: the window of most limits of signing in (settings, ACCOUNT_RATE_LIMITS)


@never_cache
@require_GET
def today(request: SignedInRequest) -> HttpResponse:
    """What waits for this person now, most urgent first."""
    if works_at_a_desk(request.user):
        desk = desk_day(request.user)
        page = render(request, "today_desk.html", {"active": "today", "day": desk})
        note_listed(actor=request.user, rows=desk.own.waiting if desk.own else [])
        return page
    if administers_people(request.user):
        return render(request, "today_people.html", {"active": "today", "day": people_day(request.user)})
    if is_operator(request.user):
        context = {"active": "today", "database": _database_answers(), "operation": operation()}
        return render(request, "today_operator.html", context)
    day = member_day(request.user)
    page = render(request, "today.html", {"active": "today", "day": day})
    note_listed(actor=request.user, rows=day.waiting)
    return page


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session and its sockets, and let a shared tablet forget the pages it has shown."""
    logout(request)
    response = redirect(settings.LOGOUT_REDIRECT_URL)
    # Not "storage": what was typed and not sent stays on the device until its author signs in again.
    response["Clear-Site-Data"] = '"cache"'
    return response


@never_cache
@require_safe
def healthz(request: HttpRequest) -> JsonResponse:
    """Whether this process serves and reaches its database; nothing else."""
    reachable = _database_answers()
    body = {"status": "ok" if reachable else "unavailable", "database": reachable}
    return JsonResponse(body, status=200 if reachable else 503)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400 in words; whose session another place has ended meanwhile is asked to come in again."""
    if isinstance(exception, SessionInterrupted):
        return redirect(settings.LOGIN_URL)
    return defaults.bad_request(request, exception or BadRequest())


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403 in words."""
    return render(request, "403.html", {"sentence": str(exception or "")}, status=403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404 in words; it does not say whether there is something that others may see."""
    return render(request, "404.html", status=404)


def too_many_requests(request: HttpRequest) -> HttpResponse:
    """429 in words; the limits of signing in ask for it."""
    page = render(request, "429.html", status=429)
    page["Retry-After"] = str(WAIT)
    return page


def _database_answers() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
            return cursor.fetchone() is not None
    except DatabaseError:
        log.exception("the database does not answer")
        return False
