"""System checks of signing: what would be noticed only when somebody wants to sign."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Info, Tags, Warning, register

from records.signing.providers import ELSEWHERE, FILES, TOKEN


@register(Tags.security)
def signing_is_set_up(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """A known way of signing, and all that it needs."""
    if settings.SIGNING not in (FILES, TOKEN, ELSEWHERE):
        return [
            Error(
                f"SIGNING is {settings.SIGNING}, which is no way of signing.",
                hint=f"Set it to {FILES}, {TOKEN} or {ELSEWHERE}.",
                id="records.E001",
            )
        ]
    missing = _missing_for_token() if settings.SIGNING == TOKEN else []
    if not missing:
        return []
    return [Error(f"SIGNING is {TOKEN}, but {', '.join(missing)}.", id="records.E002")]


def _missing_for_token() -> list[str]:
    missing = [f"{name} is not set" for name in ("PKCS11_TOKEN", "PKCS11_PIN") if not getattr(settings, name)]
    if not Path(settings.PKCS11_MODULE or "/").is_file():
        missing.append(f"PKCS11_MODULE ({settings.PKCS11_MODULE}) is no library")
    if find_spec("pkcs11") is None:
        missing.append("python-pkcs11 is not installed (pip install 'python-pkcs11~=0.9.3')")
    return missing


@register(Tags.security, deploy=True)
def keys_are_no_files(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Whoever reads a key file and knows the passphrase signs for its owner."""
    if settings.SIGNING != FILES:
        return []
    return [
        Warning(
            "SIGNING is files: signing keys lie on this machine's disk.",
            hint="Use SIGNING=token with a PKCS#11 device, or SIGNING=elsewhere.",
            id="records.W001",
        )
    ]


@register(Tags.security, deploy=True)
def signatures_can_be_verified(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Without roots every signature is reported as by somebody unknown."""
    from records.signing.trust import unreadable_roots  # only here: it brings what reads certificates

    if not settings.TRUST_ROOTS:
        return [
            Info(
                "TRUST_ROOTS is not set: nobody is vouched for, and no signature made elsewhere is accepted.",
                hint="Name files or folders with the certificates (PEM) of the authorities you trust.",
                id="records.I001",
            )
        ]
    return [
        Warning(f"TRUST_ROOTS names {path}, which holds no certificate.", id="records.W002")
        for path in unreadable_roots()
    ]


@register(Tags.security)
def timestamps_come_from_an_address(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """A service of timestamps is asked over HTTP."""
    url = settings.TIMESTAMP_URL
    if not url or url.startswith(("https://", "http://")):
        return []
    return [Error(f"TIMESTAMP_URL is {url}, which is no address.", id="records.E003")]
