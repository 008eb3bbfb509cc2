"""The page on which a link is made, and the page to which it leads."""

from typing import Any
from uuid import UUID

from allauth.account.utils import perform_login
from allauth.decorators import rate_limit
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from core.http import SignedInRequest, see_other
from core.refusals import Refusal, require
from people.accounts import invitations
from people.accounts.forms import FirstPasswordForm
from people.accounts.second_factor import FIRST
from people.administration.selectors import person_for
from people.notices import origin
from people.policies import may_confirm_change, may_invite_person

WRONG = 422  # the form comes back with what was typed and what is wrong
BOTH = ["GET", "HEAD", "POST"]


@never_cache
@require_http_methods(BOTH)
def person_invite(request: SignedInRequest, pk: UUID) -> HttpResponseBase:
    """Make a link, shown in the answer that makes it and never again; withdraw or confirm what waits."""
    person = person_for(request.user, pk)
    if request.POST.get("act") == "confirm":
        invitations.confirm(actor=request.user, person=person)
        messages.success(request, _("The link works now."))
        return see_other(reverse("person_invite", args=[pk]))
    if not may_confirm_change(request.user):
        require(may_invite_person, request.user, person)
    address = ""
    if request.POST.get("act") == "withdraw":
        invitations.withdraw(actor=request.user, person=person)
        messages.success(request, _("The link leads nowhere any more."))
        return see_other(reverse("person_invite", args=[pk]))
    if request.method == "POST":
        token = invitations.invite(actor=request.user, person=person)
        address = origin() + reverse("invitation", args=[token])
    shown = {
        "active": "people",
        "person": person,
        "address": address,
        "shown_once": bool(address),
        "waiting": invitations.waiting(person).select_related("made_by").first(),
        "may_invite": may_invite_person(request.user, person),
        "needs_second": invitations.needs_second(person),
        "hours": settings.INVITATION_HOURS,
    }
    return render(request, "account/invite.html", shown)


@rate_limit(action="invitation")  # type: ignore[untyped-decorator]  # allauth ships no types
@sensitive_post_parameters("password1", "password2")
@never_cache
@require_http_methods(BOTH)
def invitation(request: HttpRequest, token: str) -> HttpResponseBase:
    """Set the password, or go on to a passkey; a link that is over says so, whatever it was."""
    found = invitations.invitation_for(token)
    if found is None:
        return _without_trace(render(request, "account/invitation_over.html", status=404))
    by_passkey = request.POST.get("by") == "passkey"
    form = FirstPasswordForm(found.person, request.POST if request.method == "POST" else None)
    if request.method == "POST" and (by_passkey or form.is_valid()):
        password = None if by_passkey else form.cleaned_data["password1"]
        try:
            person = invitations.accept(token=token, password=password)
        except Refusal:  # pressed twice, or withdrawn at this moment
            return _without_trace(render(request, "account/invitation_over.html", status=404))
        return _entered(request, person, by_passkey)
    status = WRONG if form.errors and not by_passkey else 200
    shown: dict[str, Any] = {"form": form, "person": found.person}
    return _without_trace(render(request, "account/invitation.html", shown, status=status))


def _entered(request: HttpRequest, person: Any, by_passkey: bool) -> HttpResponseBase:
    response: HttpResponse = perform_login(request, person)
    if by_passkey:
        request.session[FIRST] = True  # without a password the passkey comes before anything else
        response = redirect("mfa_add_webauthn")
    return _without_trace(response)


def _without_trace(response: HttpResponse) -> HttpResponse:
    """Nobody is told of the link by the pages that it leads to.

    Not "no-referrer": a browser then says of this very form that it comes from nowhere ("Origin: null"), and
    it would be refused.
    """
    response["Referrer-Policy"] = "strict-origin"
    return response
