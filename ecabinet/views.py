"""The pages that belong to no single app: Today, signing in and out, health, and the two lawful dead ends."""

import logging
from typing import Any

from django.conf import settings
from django.contrib.auth import login, logout
from django.contrib.auth.forms import AuthenticationForm
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_protect
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST, require_safe

from ballots.services import note_listed
from core.http import SignedInRequest
from ecabinet.demo import PASSWORD
from ecabinet.demo.accounts import SUGGESTED
from ecabinet.selectors import (
    demo_accounts,
    desk_day,
    is_operator,
    member_day,
    operation,
    works_at_a_desk,
)

log = logging.getLogger("ecabinet")


class SignInForm(AuthenticationForm):
    """Account and password; the refusal never says which of the two was wrong."""

    error_messages = {
        "invalid_login": _("Account and password do not belong together. Check both and try again."),
        "inactive": _("This account is closed. Ask the technical duty desk of the Office of the Government."),
    }


@never_cache
@require_GET
def today(request: SignedInRequest) -> HttpResponse:
    """What waits for this person now, most urgent first."""
    if is_operator(request.user):
        context = {"active": "today", "database": _database_answers(), "operation": operation()}
        return render(request, "today_operator.html", context)
    if works_at_a_desk(request.user):
        return render(request, "today_desk.html", {"active": "today", "day": desk_day(request.user)})
    day = member_day(request.user)
    page = render(request, "today.html", {"active": "today", "day": day})
    note_listed(actor=request.user, rows=day.waiting)
    return page


@sensitive_post_parameters("password")
@csrf_protect
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """Sign in with account and password, and go on to where the person came from."""
    onward = _safe_next(request)
    if request.user.is_authenticated:
        return redirect(onward or settings.LOGIN_REDIRECT_URL)
    form = SignInForm(request, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        login(request, form.get_user())
        return redirect(onward or settings.LOGIN_REDIRECT_URL)
    context = {"form": form, "next": onward, **_demonstration()}
    return render(request, "registration/sign_in.html", context, status=422 if form.errors else 200)


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session and its sockets."""
    logout(request)
    return redirect(settings.LOGOUT_REDIRECT_URL)


@never_cache
@require_safe
def healthz(request: HttpRequest) -> JsonResponse:
    """Whether this process serves and reaches its database; nothing else."""
    reachable = _database_answers()
    body = {"status": "ok" if reachable else "unavailable", "database": reachable}
    return JsonResponse(body, status=200 if reachable else 503)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403 in words."""
    return render(request, "403.html", {"sentence": str(exception or "")}, status=403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404 in words; it does not say whether there is something that others may see."""
    return render(request, "404.html", status=404)


def _safe_next(request: HttpRequest) -> str:
    """Where to go after signing in: a page of ours, or nothing."""
    wanted = request.POST.get("next", request.GET.get("next", ""))
    ours = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if ours and wanted.startswith("/") else ""


def _demonstration() -> dict[str, Any]:
    """The demonstration's accounts, where this is a demonstration."""
    if not settings.DEMO:
        return {}
    accounts = demo_accounts(SUGGESTED)
    return {"demo_accounts": accounts, "demo_password": PASSWORD if accounts else ""}


def _database_answers() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
            return cursor.fetchone() is not None
    except DatabaseError:
        log.exception("the database does not answer")
        return False
