"""Second factors as django-allauth asks for them: names, words, and secrets encrypted in the database."""

import base64
import hashlib
from typing import Any
from urllib.parse import urlsplit

from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from people.accounts.agents import agent_of
from people.accounts.second_factor import FACTORS, is_asked_of
from people.models import Person


class KeysAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # allauth ships no types
    """Our names and words; whoever reads the database alone cannot make anybody's codes."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "cannot_delete_authenticator": gettext_lazy(
            "Your duty asks for a second factor, and this is the only one. Set up another one first."
        ),
        "cannot_generate_recovery_codes": gettext_lazy(
            "Recovery codes stand in for an app or a passkey. Set up one of these first."
        ),
        "incorrect_code": gettext_lazy(
            "This code or key was not accepted: it is wrong, too old or used already. Try again."
        ),
    }

    def encrypt(self, text: str) -> str:
        """As the database keeps it."""
        return str(_vault().encrypt(text.encode()).decode())

    def decrypt(self, encrypted_text: str) -> str:
        """As it was."""
        return str(_vault().decrypt(encrypted_text.encode()).decode())

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """The last factor stays where one is asked for."""
        person = authenticator.user
        others = Authenticator.objects.filter(user=person, type__in=FACTORS).exclude(pk=authenticator.pk)
        return others.exists() or not is_asked_of(person)

    def generate_authenticator_name(self, user: Person, type: str) -> str:
        """What the device is called until its owner calls it something else."""
        agent = agent_of(context.request.META.get("HTTP_USER_AGENT", ""))
        return " · ".join(filter(None, (agent.system, agent.browser))) or _("Passkey")

    def get_totp_label(self, user: Person) -> str:
        """How the app lists it."""
        return str(user.username)

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """This house, by the host that people open."""
        host = urlsplit(settings.PUBLIC_ORIGIN).hostname or context.request.get_host().partition(":")[0]
        return {"id": host, "name": "e-Cabinet"}

    def get_public_key_credential_user_entity(self, user: Person) -> dict[str, Any]:
        """How a device lists the account."""
        return {"id": user.pk.hex.encode(), "name": user.username, "display_name": user.label_vi}


def _vault() -> Any:
    """Encryption under the secret key, and under those it has replaced."""
    from cryptography.fernet import Fernet, MultiFernet  # only where a code is made or checked

    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    made = [hashlib.sha256(f"people.accounts.keys|{key}".encode()).digest() for key in keys]
    return MultiFernet([Fernet(base64.urlsafe_b64encode(each)) for each in made])
