"""Single sign-on by OpenID Connect: django-allauth's, bound to one browser, for accounts that exist.

Beyond what the library checks (state, audience, issuer, expiry) the answer must carry the nonce of this very
browser and the provider's signature, and no parameter of the address changes what is asked.
"""

import hmac
import secrets
from typing import Any

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.internal import jwtkit
from allauth.socialaccount.models import SocialLogin
from allauth.socialaccount.providers.base.constants import AuthProcess
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView, OAuth2LoginView
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from people.models import Person
from people.notices import origin

PROVIDER = "sso"
NONCE = "sso_nonce"
REFUSED = 403


class Existing(DefaultSocialAccountAdapter):  # type: ignore[misc]  # allauth ships no types
    """Only accounts that exist and are in use come in; nobody is told whether one exists."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        """No account is ever made by it."""
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """The claim names the account, each time anew; nothing is stored of what the provider said."""
        said = sociallogin.account.extra_data.get("id_token", {}).get(settings.SSO_CLAIM)
        named = said if isinstance(said, str) else ""
        person = Person.objects.filter(username=named, is_active=True).first() if named else None
        if person is None or sociallogin.state.get("process") != AuthProcess.LOGIN:
            raise ImmediateHttpResponse(refused(request))
        sociallogin.user = person

    def on_authentication_error(self, request: HttpRequest, provider: Any, **about: Any) -> None:
        """Whatever went wrong on the way: the same page."""
        raise ImmediateHttpResponse(refused(request))


class SingleSignOn(OpenIDConnectProvider):  # type: ignore[misc]
    """What is asked of the provider: nothing that the address of the request could change."""

    pkce_enabled_default = True

    @property
    def oauth2_adapter_class(self) -> Any:
        """How it is spoken to."""
        return Conversation

    def get_redirect_from_request_kwargs(self, request: HttpRequest) -> dict[str, Any]:
        """To sign in, and to come back to a page of ours."""
        nonce = secrets.token_urlsafe(32)
        request.session[NONCE] = nonce
        kept: dict[str, Any] = super().get_redirect_from_request_kwargs(request)
        return {
            **kept,
            "process": AuthProcess.LOGIN,
            "scope": self.get_scope(),
            "auth_params": {"nonce": nonce},
        }


class Conversation(OpenIDConnectOAuth2Adapter):  # type: ignore[misc]
    """The answer: signed by the provider, for this house, for this browser."""

    def complete_login(self, request: HttpRequest, app: Any, token: Any, **about: Any) -> SocialLogin:
        """Take the signed token alone for what the provider says."""
        signed = about["response"].get("id_token")
        if not signed:
            raise OAuth2Error("no id_token")
        said = self._decode_id_token(app, signed)
        asked = request.session.pop(NONCE, "")
        if not asked or not hmac.compare_digest(str(said.get("nonce", "")), asked):
            raise OAuth2Error("nonce")
        if not said.get(settings.SSO_CLAIM):
            raise OAuth2Error("the claim that names the account is missing")
        return self.get_provider().sociallogin_from_response(request, {"id_token": said})

    def _decode_id_token(self, app: Any, id_token: str) -> dict[str, Any]:
        """Always by the provider's key: the line to it may end at a proxy."""
        said: dict[str, Any] = jwtkit.verify_and_decode(
            credential=id_token,
            keys_url=self.openid_config["jwks_uri"],
            issuer=settings.SSO_ISSUER,
            audience=app.client_id,
            lookup_kid=jwtkit.lookup_kid_jwk,
            verify_signature=True,
        )
        return said

    def get_callback_url(self, request: HttpRequest, app: Any) -> str:
        """At the address that people open, whatever the request says of its host."""
        return origin() + reverse("sso_callback")


@require_safe
def sso_login(request: HttpRequest) -> HttpResponseBase:
    """Off to the provider."""
    return _view(OAuth2LoginView, request)


@require_safe
def sso_callback(request: HttpRequest) -> HttpResponseBase:
    """Back from it."""
    return _view(OAuth2CallbackView, request)


def _view(kind: Any, request: HttpRequest) -> HttpResponseBase:
    found: HttpResponseBase = kind.adapter_view(Conversation(request, PROVIDER))(request)
    return found


def refused(request: HttpRequest) -> HttpResponseBase:
    """Nobody came in, and nothing is said of why: it could tell who has an account."""
    return render(request, "account/sso_refused.html", status=REFUSED)
