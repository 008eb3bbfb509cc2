"""System checks: what would go wrong in silence on this machine, or in a deployment."""

import os
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register

KEY_LENGTH = 50
EMBEDDED_KEY = "only-for-a-machine-of-your-own"


@register(Tags.compatibility)
def one_process_without_redis(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """The in-memory channel layer reaches one process only."""
    wanted = os.environ.get("WEB_CONCURRENCY", "1")
    if settings.REDIS_URL or not wanted.isdigit() or int(wanted) <= 1:
        return []
    return [
        Error(
            f"WEB_CONCURRENCY is {wanted}, but without REDIS_URL processes do not hear each other.",
            hint="Set REDIS_URL, or run one process.",
            id="ecabinet.E001",
        )
    ]


@register(Tags.caches)
def counts_are_shared(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Failed attempts are counted, and used codes remembered, by all processes together."""
    own = str(settings.CACHES["default"]["BACKEND"]).rpartition(".")[2] in ("LocMemCache", "DummyCache")
    if not own or not (settings.REDIS_URL or settings.DEPLOYED):
        return []
    return [
        Error(
            "Each process counts failed sign-ins for itself: guessing goes on at the next one.",
            hint="Keep CACHES in the database, or in Redis.",
            id="ecabinet.E006",
        )
    ]


@register(Tags.files)
def papers_can_be_stored(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """The folder of the papers, or the nearest one above it that exists, must be writable."""
    folder = Path(settings.MEDIA_ROOT)
    there = next(each for each in (folder, *folder.absolute().parents) if each.exists())
    if there.is_dir() and os.access(there, os.W_OK | os.X_OK):
        return []
    return [
        Error(
            f"Papers cannot be stored: {there} is not a folder that this process may write to.",
            hint="Change its owner or rights, or set MEDIA_ROOT to another folder.",
            id="ecabinet.E002",
        )
    ]


@register(Tags.security, deploy=True)
def key_is_secret(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Sessions and receipts stand on this key."""
    key = str(settings.SECRET_KEY)
    if len(key) >= KEY_LENGTH and not key.startswith(EMBEDDED_KEY):
        return []
    return [
        Error(
            f"SECRET_KEY is the embedded one or shorter than {KEY_LENGTH} characters.",
            hint="Make one: python -c 'import secrets; print(secrets.token_urlsafe(64))'",
            id="ecabinet.E003",
        )
    ]


@register(Tags.security, deploy=True)
def origin_is_https(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Cookies and sockets are bound to the public origin."""
    if settings.PUBLIC_ORIGIN.startswith("https://"):
        return []
    return [
        Error(
            f"PUBLIC_ORIGIN is {settings.PUBLIC_ORIGIN or 'not set'}; votes travel over https only.",
            hint="Set it to the address that people open, for example https://ecabinet.example",
            id="ecabinet.E004",
        )
    ]


@register(Tags.security, deploy=True)
def no_demo_in_production(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """The demo's password is known to everybody."""
    if not settings.DEMO:
        return []
    return [
        Warning(
            "DEMO is on: accounts with a published password may be loaded here.",
            hint="Unset DEMO where real people work.",
            id="ecabinet.W001",
        )
    ]


@register(Tags.security, deploy=True)
def mail_can_be_sent(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Without a mail server nobody is told of ballots and deadlines but on the pages."""
    if settings.MAIL_READY:
        return []
    return [
        Warning(
            "No mail server is named: messages wait and nobody is reminded by e-mail.",
            hint="Set EMAIL_URL (smtp+tls://user:password@mail.example:587) and DEFAULT_FROM_EMAIL.",
            id="ecabinet.W002",
        )
    ]


@register(Tags.security, deploy=True)
def the_journal_has_a_witness(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Whoever administers database and files can write both anew; what is elsewhere tells it."""
    if settings.JOURNAL_HEADS_MAIL or settings.JOURNAL_HEADS_URL:
        return []
    return [
        Warning(
            "The heads of the journal stay on this machine: nobody outside could tell a rewritten journal.",
            hint="Set JOURNAL_HEADS_MAIL or JOURNAL_HEADS_URL to a witness whom IT does not administer.",
            id="ecabinet.W003",
        )
    ]
