"""The sign-in page: django-allauth's way in, with our form, our words and the demonstration's accounts."""

from typing import Any

from allauth.account.forms import LoginForm
from allauth.account.views import LoginView
from django.conf import settings
from django.http import HttpResponse

from ecabinet.demo import PASSWORD
from ecabinet.demo.accounts import SUGGESTED
from ecabinet.selectors import demo_accounts

WRONG = 422  # the form comes back with what was typed and what is wrong


class SignInForm(LoginForm):  # type: ignore[misc]  # allauth ships no types
    """Account and password; the refusal never says which of the two was wrong."""

    def add_prefix(self, field_name: str) -> str:
        """The account goes by the name that browsers keep accounts under."""
        return "username" if field_name == "login" else field_name


class SignIn(LoginView):  # type: ignore[misc]
    """Sign in with account and password, and go on to where the person came from."""

    form_class = SignInForm
    template_name = "account/sign_in.html"
    http_method_names = ["get", "head", "post"]

    def form_invalid(self, form: SignInForm) -> HttpResponse:
        """The page again, with a sentence."""
        response: HttpResponse = super().form_invalid(form)
        response.status_code = WRONG
        return response

    def get_context_data(self, **known: Any) -> dict[str, Any]:
        """What the page shows beside the form."""
        return {
            **super().get_context_data(**known),
            "next": self.get_next_url() or "",
            **demonstration(),
            "sso_name": settings.SSO_NAME if settings.SSO_ISSUER else "",
        }


def demonstration() -> dict[str, Any]:
    """The demonstration's accounts, where this is a demonstration."""
    if not settings.DEMO:
        return {}
    accounts = demo_accounts(SUGGESTED)
    return {"demo_accounts": accounts, "demo_password": PASSWORD if accounts else ""}
