"""The pages of second factors and of confirming: django-allauth's, with our forms, words and ways back."""

from typing import Any

from allauth.account.views import ReauthenticateView
from allauth.mfa.base.views import AuthenticateView, IndexView
from allauth.mfa.base.views import ReauthenticateView as CodeView
from allauth.mfa.recovery_codes.views import GenerateRecoveryCodesView, ViewRecoveryCodesView
from allauth.mfa.totp.views import ActivateTOTPView, DeactivateTOTPView
from allauth.mfa.webauthn.views import (
    AddWebAuthnView,
    LoginWebAuthnView,
    ReauthenticateWebAuthnView,
    RemoveWebAuthnView,
)
from csp.decorators import csp_update
from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse, reverse_lazy
from django.utils.decorators import method_decorator
from django.views.decorators.http import require_safe

from core.http import SignedInRequest, see_other
from people.accounts.adapter import is_own_path
from people.accounts.forms import (
    AppForm,
    ConfirmByCodeForm,
    ConfirmByPasskeyForm,
    ConfirmForm,
    PasskeyForm,
    SecondByPasskeyForm,
    SecondFactorForm,
    SignInByPasskeyForm,
)
from people.accounts.second_factor import comes_first

WRONG = 422  # the form comes back with what was typed and what is wrong


@require_safe
def keys_offer(request: SignedInRequest) -> HttpResponseBase:
    """At the first sign-in: a passkey or an app, now or later (or now, where the duty asks for one)."""
    onward = request.GET.get("next", "")
    shown = {
        "onward": onward if is_own_path(onward) else reverse("today"),
        "must": comes_first(request.session),
    }
    return render(request, "account/keys_offer.html", shown)


class Answering:
    """A wrong form is answered with 422; a page is shown, or a form is sent: nothing else."""

    http_method_names = ["get", "head", "post"]

    def form_invalid(self, form: Any) -> HttpResponse:
        """The page again, with a sentence."""
        response: HttpResponse = super().form_invalid(form)  # type: ignore[misc]
        if response.status_code == 200:
            response.status_code = WRONG
        return response


class Keys(IndexView):  # type: ignore[misc]  # allauth ships no types
    """What proves that it is this person."""

    template_name = "account/keys.html"
    http_method_names = ["get", "head"]


@method_decorator(csp_update({"img-src": ["data:"]}), name="dispatch")  # a picture without an address
class AppOn(Answering, ActivateTOTPView):  # type: ignore[misc]
    """Set up an app that shows codes."""

    form_class = AppForm
    template_name = "account/key_app.html"


class AppOff(Answering, DeactivateTOTPView):  # type: ignore[misc]
    """The app counts no more."""

    template_name = "account/key_app_off.html"


class Codes(ViewRecoveryCodesView):  # type: ignore[misc]
    """Ten codes for the day when telephone and tablet are lost; shown once."""

    template_name = "account/key_codes.html"
    http_method_names = ["get", "head"]

    def get_context_data(self, **known: Any) -> dict[str, Any]:
        """Codes that are never seen again leave the page by no switch."""
        shown: dict[str, Any] = super().get_context_data(**known)
        return {**shown, "shown_once": bool(shown.get("can_view_codes"))}


class CodesNew(Answering, GenerateRecoveryCodesView):  # type: ignore[misc]
    """New codes instead of the old ones."""

    template_name = "account/key_codes_new.html"


class PasskeyNew(Answering, AddWebAuthnView):  # type: ignore[misc]
    """A passkey of this device."""

    form_class = PasskeyForm
    template_name = "account/passkey_new.html"


class PasskeyRemove(RemoveWebAuthnView):  # type: ignore[misc]
    """A passkey counts no more."""

    template_name = "account/passkey_remove.html"
    success_url = reverse_lazy("mfa_index")
    http_method_names = ["get", "head", "post"]

    def form_valid(self, form: Any) -> HttpResponse:
        """Remove it, unless it is the only factor where one is asked for."""
        from allauth.mfa.adapter import get_adapter

        adapter = get_adapter()
        if not adapter.can_delete_authenticator(self.get_object()):
            words = adapter.error_messages["cannot_delete_authenticator"]
            messages.error(self.request, words)
            return see_other(reverse("mfa_index"))
        response: HttpResponse = super().form_valid(form)
        return response


class SecondFactor(AuthenticateView):  # type: ignore[misc]
    """The second step of signing in."""

    form_class = SecondFactorForm
    webauthn_form_class = SecondByPasskeyForm
    template_name = "account/second_factor.html"
    http_method_names = ["get", "head", "post"]

    def form_invalid(self, form: Any) -> HttpResponse:
        """The page again, with a sentence."""
        response: HttpResponse = super().form_invalid(form)
        response.status_code = WRONG
        return response


class PasskeySignIn(LoginWebAuthnView):  # type: ignore[misc]
    """Sign in with a passkey alone; the account is in it."""

    form_class = SignInByPasskeyForm
    http_method_names = ["get", "head", "post"]


class Confirm(Answering, ReauthenticateView):  # type: ignore[misc]
    """Confirm with the password."""

    form_class = ConfirmForm
    template_name = "account/confirm.html"


class ConfirmByCode(Answering, CodeView):  # type: ignore[misc]
    """Confirm with a code."""

    form_class = ConfirmByCodeForm
    template_name = "account/confirm.html"


class ConfirmByPasskey(ReauthenticateWebAuthnView):  # type: ignore[misc]
    """Confirm with a passkey."""

    form_class = ConfirmByPasskeyForm
    template_name = "account/confirm.html"
    http_method_names = ["get", "head", "post"]

    def form_invalid(self, form: Any) -> HttpResponse:
        """Back to where it can be tried again, or by another way."""
        for words in form.errors.get("credential", []):
            messages.error(self.request, words)
        return see_other(self.passthrough_next_url(reverse("mfa_reauthenticate_webauthn")))
