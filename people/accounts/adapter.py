"""What django-allauth asks this house: who may come in, where to, how often, and in which words."""

from typing import Any
from urllib.parse import urlencode, urlsplit

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.internal import ratelimit
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _

from people.accounts import devices
from people.accounts.confirming import seconds_since_confirmed
from people.accounts.opening import address_of
from people.accounts.second_factor import comes_first, has_one
from people.models import Person

LIMITS = "allauth.account"
WAYS = {
    "reauthenticate": _("With the password"),
    "mfa_reauthenticate": _("With a code"),
    "mfa_reauthenticate:webauthn": _("With a passkey"),
}


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth ships no types
    """No sign-up, no mails; limits that count per source and account, and never against a known browser."""

    is_first = False
    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": _(
            "Account and password do not belong together. Check both and try again."
        ),
        "enter_current_password": _("Type your present password: it differs from what was typed."),
        "incorrect_password": _("This is not your password. Check it and try again."),
        "incorrect_code": _(
            "This code is not valid, or it was used already. Wait for the next one and try again."
        ),
        "too_many_login_attempts": _(
            "There were too many failed attempts, so no more are taken for some minutes. A passkey works"
            " meanwhile; or call the technical duty desk of the Office of the Government."
        ),
        "rate_limited": _("There were too many attempts in a short time. Wait a minute and try again."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Accounts are made by the people administrator."""
        return False

    def get_login_stages(self) -> list[str]:
        """After the password only the second factor."""
        return ["allauth.mfa.stages.AuthenticateStage"]

    def is_safe_url(self, url: str) -> bool:
        """A page of this site, named by its path alone."""
        return is_own_path(url)

    def post_login(self, request: HttpRequest, user: AbstractBaseUser, **about: Any) -> HttpResponse:
        """Go on to where the person wanted to; this browser is known from now on."""
        response: HttpResponse = super().post_login(request, user, **about)
        if not isinstance(user, Person):
            return response
        if comes_first(request.session) or (self.is_first and not user.is_demo and not has_one(user)):
            onward = urlencode({"next": response["Location"]})
            response = redirect(f"{reverse('keys_offer')}?{onward}")
        devices.remember(request, response, user)
        return response

    def respond_user_inactive(self, request: HttpRequest, user: AbstractBaseUser) -> HttpResponse:
        """A closed account is sent back to the sign-in page without a word about it."""
        return redirect("sign_in")

    def login(self, request: HttpRequest, user: AbstractBaseUser) -> None:
        """Note whether it is the first time: then a passkey is offered."""
        self.is_first = user.last_login is None
        super().login(request, user)

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        """The ways to confirm, in our words."""
        found: list[dict[str, Any]] = super().get_reauthentication_methods(user)
        return [{**each, "description": WAYS[each["id"]]} for each in found]

    def is_reauthentication_required(self, *, app: str, **about: Any) -> bool:
        """Whoever has just signed in, or confirmed, need not do it again to change keys."""
        return seconds_since_confirmed(self.request.session) > settings.ACCOUNT_REAUTHENTICATION_TIMEOUT

    def add_message(
        self,
        request: HttpRequest,
        level: int,
        message_template: str | None = None,
        message_context: dict[str, Any] | None = None,
        extra_tags: str = "",
        message: str | None = None,
    ) -> None:
        """Only what went wrong: what was done is shown by the page that follows."""
        if message is not None:
            messages.add_message(request, level, str(message), extra_tags=extra_tags)

    def send_notification_mail(self, *args: Any, **about: Any) -> None:
        """Security letters go through `people.notices`, not through the library."""

    # -- limits -----------------------------------------------------------------------------------------

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Count an attempt before the password is looked at; a right one is taken back from the count."""
        name = str(credentials.get("username", "")).casefold()
        device = devices.device_of(request)
        if device.marks and device.knows(Person.objects.filter(username=name).first()):
            counted = [("login_failed_known_device", f"{name}|{device.name}")]
        else:
            counted = [("login_failed_here", f"{name}|{address_of(request)}"), ("login_failed", name)]
        usage = ratelimit.RateLimitUsage(usage=[])
        self._login_failed_rl_usage = usage
        for action, key in counted:
            taken = ratelimit.consume(request, app=LIMITS, action=action, key=key)
            if taken is None:
                raise self.validation_error("too_many_login_attempts")
            usage.usage += taken.usage


def is_own_path(wanted: str | None) -> bool:
    """Whether this is a path of ours: no other host, no scheme, nothing that a browser reads as one."""
    if not wanted or not wanted.startswith("/") or not wanted.isprintable():
        return False
    return url_has_allowed_host_and_scheme(wanted, None) and not urlsplit(wanted).netloc


def display(user: Person) -> str:
    """How a device that holds keys names the account."""
    return user.label_vi
