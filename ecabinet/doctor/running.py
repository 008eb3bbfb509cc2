"""What the doctor asks of what runs: settings, database, Redis, clock, mail, journal, people, the way in."""

import socket
import ssl
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.apps import apps
from django.conf import settings
from django.core.checks import INFO, run_checks
from django.core.checks import WARNING as CHECK_WARNING
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from core import uptime
from core.models import TreeHead
from core.time import now
from core.triggers import append_only, protected
from ecabinet.doctor.finding import DAY, ERROR, OK, WARNING, Finding
from people.administration.expiring import unconfirmed_suspensions
from people.models import Person
from people.notices import post

UNSENT = timedelta(hours=1)  # by when a head should have reached every witness
DRIFT = timedelta(seconds=2)
CERTIFICATE = timedelta(days=14)


def settings_() -> Iterator[Finding]:
    """Django's checks and ours, those of a deployment among them."""
    found = [each for each in run_checks(include_deployment_checks=True) if each.level > INFO]
    for each in found:
        level = WARNING if each.level <= CHECK_WARNING else ERROR
        yield Finding("settings", level, f"{each.id}: {each.msg}", str(each.hint or ""))
    if not settings.DEPLOYED:
        yield Finding("settings", WARNING, "this is not an installation", "Set DEBUG=0 where people work.")
    elif not found:
        yield Finding("settings", OK, "nothing to say")


def database() -> Iterator[Finding]:
    plan = MigrationExecutor(connection).migration_plan(
        MigrationExecutor(connection).loader.graph.leaf_nodes()
    )
    if plan:
        yield Finding(
            "database", ERROR, f"{len(plan)} migrations have not run", "Run: python manage.py migrate"
        )
        return
    missing = sorted(set(append_only(apps)) - set(protected(connection)))
    if missing:
        yield Finding(
            "database",
            ERROR,
            f"may be changed though they are append-only: {', '.join(missing)}",
            "Somebody removed triggers. Run verify_journal against a witness's heads before anything else.",
        )
    drift = abs(now() - datetime.now(UTC))
    if drift > DRIFT:
        yield Finding(
            "database",
            WARNING,
            f"its clock is {drift.total_seconds():.0f} s off this machine's",
            "Deadlines go by the database's clock: synchronise both with NTP.",
        )
    if not missing and drift <= DRIFT:
        yield Finding(
            "database",
            OK,
            f"{connection.vendor}, all migrations, {len(append_only(apps))} tables append-only",
        )


def roles() -> Iterator[Finding]:
    """Whether the program is connected as a role that could change the schema, and so switch triggers off."""
    if connection.vendor != "postgresql":
        return  # a file belongs to whoever may write it
    with connection.cursor() as cursor:
        cursor.execute(_ROLE)
        role, everything, owns, creates, empties, others = cursor.fetchone()
    how = (
        "Connect as the application's role: deploy/roles.sql makes it, deploy/README.md says how to migrate."
    )
    said = {
        "may do everything in this cluster (superuser)": everything,
        f"owns {owns} tables": owns,
        "may create tables or functions": creates,
        "may change or empty the journal but for its triggers": empties,
        f"may become another role ({others})": others,
    }
    powers = [words for words, so in said.items() if so]
    if powers:
        yield Finding("roles", ERROR if everything else WARNING, f"{role} {'; '.join(powers)}", how)
    else:
        yield Finding("roles", OK, f"{role} reads and writes rows, and no more")


_ROLE = """
SELECT current_user, rolsuper,
    (SELECT count(*) FROM pg_class WHERE relowner = role.oid AND relkind = 'r'),
    has_schema_privilege('public', 'CREATE') OR has_database_privilege(current_database(), 'TEMPORARY'),
    has_table_privilege('core_entry', 'UPDATE, DELETE, TRUNCATE, TRIGGER'),
    (SELECT string_agg(given.rolname, ', ' ORDER BY given.rolname)
     FROM pg_auth_members JOIN pg_roles AS given ON given.oid = roleid WHERE member = role.oid)
FROM pg_roles AS role WHERE rolname = current_user
"""


def redis_() -> Iterator[Finding]:
    if not settings.REDIS_URL:
        yield Finding("redis", OK, "not used: one process")
        return
    import redis

    with redis.Redis.from_url(settings.REDIS_URL, socket_timeout=3, socket_connect_timeout=3) as server:
        server.ping()
    address = urlsplit(settings.REDIS_URL)
    far = address.scheme == "redis" and address.hostname not in ("127.0.0.1", "localhost", "::1")
    if far:
        yield Finding("redis", WARNING, "is spoken to without TLS on another machine", "Use rediss://")
    if not address.password and address.scheme != "unix":
        yield Finding("redis", WARNING, "asks for no password", "Set requirepass or ACLs, or a Unix socket.")
    elif not far:
        yield Finding("redis", OK, "answers")


def clock() -> Iterator[Finding]:
    seen, mails = uptime.last_seen(), post()
    if seen is None or now() - seen > uptime.NOTICED:
        at = seen.isoformat(timespec="minutes") if seen else "never"
        yield Finding("clock", ERROR, f"does not run; last seen {at}", "Run: python manage.py clock")
    else:
        yield Finding("clock", OK, "runs")
    if not mails.well:
        yield Finding(
            "mail",
            WARNING,
            f"{mails.troubled} messages in trouble, {mails.failed} given up",
            "See: python manage.py clock --check",
        )


def journal() -> Iterator[Finding]:
    last, key = TreeHead.objects.last(), Path(settings.JOURNAL_KEY_FILE)
    if last is None or now() - last.at > DAY:
        at = last.at.isoformat(timespec="minutes") if last else "never"
        yield Finding("journal", ERROR, f"its head was last signed {at}", "The clock does it each night.")
        return
    witnesses = {"mail": settings.JOURNAL_HEADS_MAIL, "web": settings.JOURNAL_HEADS_URL}
    for witness in [name for name, where in witnesses.items() if where]:
        waiting = TreeHead.objects.exclude(deliveries__witness=witness).filter(at__lt=now() - UNSENT).count()
        if waiting:
            yield Finding(
                "journal",
                WARNING,
                f"{waiting} heads have not reached the witness by {witness}",
                "Look at the clock's log; it goes on trying.",
            )
    if key.is_relative_to(settings.MEDIA_ROOT) and settings.DEPLOYED:
        yield Finding(
            "journal",
            WARNING,
            "the key of the heads lies with the papers, and so in their backups",
            "Set JOURNAL_KEY_FILE to a file elsewhere and move the key there.",
        )
    yield Finding("journal", OK, f"head {last.number} of {last.at.isoformat(timespec='minutes')}")


def people() -> Iterator[Finding]:
    demo = Person.objects.filter(is_demo=True, is_active=True).count()
    if demo and settings.DEPLOYED:
        yield Finding(
            "demonstration",
            ERROR,
            f"{demo} accounts with a published password can sign in here",
            "Begin a real installation with an empty database.",
        )
    else:
        yield Finding("demonstration", OK, "no such account" if not demo else "this is one")
    if alone := unconfirmed_suspensions().count():
        yield Finding(
            "suspensions",
            WARNING,
            f"{alone} hold for more than a day by one person's word",
            "They do not end by themselves: somebody who may decide confirms or declines them.",
        )


def proxy() -> Iterator[Finding]:
    """Behind a proxy everybody comes from one address, unless it is known how many stand there."""
    count = getattr(settings, "ALLAUTH_TRUSTED_PROXY_COUNT", None)
    if count == 0 and settings.DEPLOYED:
        yield Finding(
            "proxy",
            WARNING,
            "none is known: limits on guessing take all people for one",
            "Set TRUSTED_PROXIES=1 behind the nginx of deploy/.",
        )
    else:
        yield Finding("proxy", OK, "known" if count else "not counted here")


def origin() -> Iterator[Finding]:
    """Whether people reach the public origin over TLS, and for how long its certificate is good."""
    address = urlsplit(settings.PUBLIC_ORIGIN)
    if address.scheme != "https" or not address.hostname:
        return  # the settings' checks have said so
    place = (address.hostname, address.port or 443)
    try:
        with (
            socket.create_connection(place, timeout=5) as plain,
            ssl.create_default_context().wrap_socket(plain, server_hostname=address.hostname) as secure,
        ):
            certificate: dict[str, Any] = secure.getpeercert() or {}
    except OSError as trouble:
        yield Finding(
            "origin",
            ERROR,
            f"{settings.PUBLIC_ORIGIN} is not reached over TLS: {trouble}",
            "Look at the proxy, its certificate and the name service.",
        )
        return
    until = datetime.fromtimestamp(ssl.cert_time_to_seconds(str(certificate["notAfter"])), UTC)
    if until - datetime.now(UTC) < CERTIFICATE:
        yield Finding("origin", WARNING, f"its certificate ends on {until.date()}", "Renew it.")
    else:
        yield Finding("origin", OK, f"TLS, certificate until {until.date()}")
