"""The pages of the own account: where one is signed in, the password."""

from typing import Any

from allauth.account.views import PasswordChangeView
from allauth.decorators import rate_limit
from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse, reverse_lazy
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from core.http import SignedInRequest, see_other
from people.accounts.at_once import limit_of
from people.accounts.forms import ChangePasswordForm
from people.accounts.opening import end_other_sessions, end_session, end_sessions
from people.accounts.selectors import sessions_of

WRONG = 422  # the form comes back with what was typed and what is wrong


@require_safe
def my_sessions(request: SignedInRequest) -> HttpResponseBase:
    """Where this account is signed in; each place can be ended."""
    found = sessions_of(request.user, present=request.session.session_key)
    shown = {"sessions": found, "limit": limit_of(request.user)}
    return render(request, "account/sessions.html", shown)


@require_POST
def session_end(request: SignedInRequest) -> HttpResponseBase:
    """End one of the own sessions, or all others."""
    present = request.session.session_key or ""
    if request.POST.get("which") == "others":
        end_other_sessions(actor=request.user, present=present)
        messages.success(request, _("You are signed in here only. Every other place was signed out."))
    elif end_session(actor=request.user, mark=request.POST.get("which", "")):
        messages.success(request, _("That place was signed out. Pages open there show nothing new any more."))
    else:
        messages.info(request, _("That place was already signed out."))
    return see_other(reverse("my_sessions"))


class ChangePassword(PasswordChangeView):  # type: ignore[misc]  # allauth ships no types
    """A new password; every other place is signed out."""

    form_class = ChangePasswordForm
    template_name = "account/password.html"
    success_url = reverse_lazy("my_sessions")
    http_method_names = ["get", "head", "post"]

    @method_decorator(rate_limit(action="change_password"))
    def dispatch(self, request: SignedInRequest, *args: Any, **named: Any) -> HttpResponseBase:
        """Only for those who have a password; whoever came by a passkey alone has none to change."""
        if not request.user.has_usable_password():
            return see_other(reverse("my_sessions"))
        response: HttpResponseBase = super().dispatch(request, *args, **named)
        return response

    def form_valid(self, form: ChangePasswordForm) -> HttpResponse:
        """Store it, and end the sessions that stand on the old one."""
        response: HttpResponse = super().form_valid(form)
        end_sessions(self.request.user, but=self.request.session.session_key)
        messages.success(
            self.request, _("The new password holds from now on. Every other place was signed out.")
        )
        return response

    def form_invalid(self, form: ChangePasswordForm) -> HttpResponse:
        """The page again, with a sentence."""
        response: HttpResponse = super().form_invalid(form)
        response.status_code = WRONG
        return response
