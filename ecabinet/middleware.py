"""Signing in before anything else, and the lawful "no" in words."""

from collections.abc import Callable
from typing import cast
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.middleware import get_user
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect, JsonResponse
from django.urls import reverse
from django.utils import translation
from django.utils.cache import add_never_cache_headers
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from core.refusals import NotAllowed, Refusal
from core.wording import sentence
from people.accounts.at_once import tell_ended
from people.accounts.opening import note_seen
from people.accounts.second_factor import comes_first
from people.models import Person
from people.selectors import remember_seats

GetResponse = Callable[[HttpRequest], HttpResponseBase]
# The only names that answer without an account; polling answers with a bare 401 of its own, a calendar's feed
# to whoever knows its token.
OPEN_TO_ALL = {
    "sign_in",
    "account_login",
    "mfa_authenticate",
    "mfa_login_webauthn",
    "invitation",
    *(("sso_login", "sso_callback") if settings.SSO_ISSUER else ()),
    "healthz",
    "set_language",
    "live_poll",
    "calendar_feed",
}


# What a session may do whose person must set up a second factor first.
BEFORE_THE_SECOND_FACTOR = {
    "keys_offer",
    "mfa_activate_totp",
    "mfa_add_webauthn",
    "account_reauthenticate",
    "set_language",
    "sign_out",
    "healthz",
}


class ChosenLanguage:
    """The language that the person chose, else the house's own: a tablet's settings do not decide it."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        wanted = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        language = wanted if wanted in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
        with translation.override(language):
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        return response


class SignInRequired:
    """Every address asks for an account, except those named in OPEN_TO_ALL; no page is kept by a browser."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if not response.has_header("Cache-Control"):
            add_never_cache_headers(response)  # tablets are shared: "back" after signing out shows nothing
        return response

    def process_view(
        self, request: HttpRequest, view: object, args: object, kwargs: object
    ) -> HttpResponseBase | None:
        """Send whoever has not signed in to the sign-in page, and back afterwards."""
        name = request.resolver_match.url_name if request.resolver_match else None
        if request.user.is_authenticated:
            # The account itself from here on, not Django's wrapper, which a page would go through 200 times.
            request.user = cast(Person, get_user(request))
            if comes_first(request.session) and name not in BEFORE_THE_SECOND_FACTOR:
                return _second_factor_first(request, name)
            remember_seats(request.user)
            if (
                request.method in ("GET", "HEAD") and name != "live_poll"
            ):  # what a page does by itself is no sign
                note_seen(request.session)
            return None
        if name in OPEN_TO_ALL:
            return None
        if wants_json(request):
            return JsonResponse({"code": "sign_in_first", "sentence": _("Sign in first.")}, status=401)
        tell_ended(request)
        return redirect_to_login(_page_to_return_to(request), reverse(settings.LOGIN_URL))


class RefusalsInWords:
    """Turns a Refusal into a sentence: 409 JSON for scripts, a message and 303 to the page for people."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, trouble: Exception) -> HttpResponseBase | None:
        """Answer refusals; leave every other exception to Django."""
        if isinstance(trouble, NotAllowed):
            if wants_json(request):
                return JsonResponse({"code": "not_allowed", "sentence": _not_allowed()}, status=403)
            raise PermissionDenied(_not_allowed()) from trouble
        if not isinstance(trouble, Refusal):
            return None
        vars(request)["refusal"] = trouble.code  # for the log
        words = sentence(trouble)
        if wants_json(request):
            return JsonResponse({"code": trouble.code, "sentence": words}, status=trouble.status(409))
        messages.error(request, words)
        return see_other(request)


def _page_to_return_to(request: HttpRequest) -> str:
    """An address that answers GET: this one, or the page from which a form was sent."""
    return request.get_full_path() if request.method in ("GET", "HEAD") else page_before(request)


def wants_json(request: HttpRequest) -> bool:
    """Whether a script asks (`Accept: application/json`)."""
    return "application/json" in request.headers.get("Accept", "")


def see_other(request: HttpRequest) -> HttpResponseRedirect:
    """303 back to the page from which the act came."""
    response = HttpResponseRedirect(page_before(request))
    response.status_code = 303
    return response


def page_before(request: HttpRequest) -> str:
    """The page named by the form (`back`) or the Referer, if it is ours and not this one; else today."""
    for wanted in (request.POST.get("back", ""), request.headers.get("Referer", "")):
        if not url_has_allowed_host_and_scheme(
            wanted, {request.get_host()}, require_https=request.is_secure()
        ):
            continue
        # The path alone is judged once more: of http://here//elsewhere it would lead elsewhere.
        path = urlsplit(wanted).path
        if path.startswith("/") and path != request.path and url_has_allowed_host_and_scheme(path, None):
            return path
    return reverse("today")


def _not_allowed() -> str:
    return _("Your account may not do this. If it should, ask the secretariat to look at your appointment.")


def _second_factor_first(request: HttpRequest, name: str | None) -> HttpResponseBase:
    words = _("Your duty asks for a second factor. Set it up first: it takes a minute.")
    if name == "live_poll":
        return HttpResponse(status=401)
    if wants_json(request):
        return JsonResponse({"code": "second_factor_first", "sentence": words}, status=403)
    return redirect_to_login(_page_to_return_to(request), reverse("keys_offer"))
