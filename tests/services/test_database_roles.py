"""The two roles of deploy/roles.sql (abuse case 104): the product works as the lesser one, and no more."""

import asyncio
import copy
import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit, urlunsplit
from uuid import uuid4

import psycopg
import pytest
from psycopg import errors, sql

from ecabinet.rehearsal.clients import Tablet
from tests.browser.site import ROOT, Demos, Site
from tests.live.test_two_processes import PREPARE

pytestmark = [
    pytest.mark.postgres,
    pytest.mark.skipif(
        not os.environ.get("DATABASE_URL"), reason="DATABASE_URL is not set: roles are PostgreSQL's"
    ),
    pytest.mark.skipif(
        shutil.which("psql") is None, reason="psql is not here; as root: apt-get install -y postgresql-client"
    ),
]
PASSWORD = "only-for-this-test"
ASK = """
import json
from ecabinet.doctor.running import roles
print(json.dumps([(each.level, each.seen) for each in roles()]))
"""


@dataclass(frozen=True)
class Roles:
    """An installation whose database has the two roles: as the owner, and served as the application."""

    admin: str  # the address under which whoever administers the database comes
    names: dict[str, str]
    owner: Site
    app: Site

    def both(self) -> list[tuple[str, Site]]:
        """The two by name."""
        return [("owner", self.owner), ("app", self.app)]

    def connect(self) -> psycopg.Connection[Any]:
        """A session of whoever has the application's password."""
        return psycopg.connect(self.app.environment["DATABASE_URL"], autocommit=True)


@pytest.fixture(scope="module")
def roles(demos: Demos) -> Iterator[Roles]:
    """The demo cabinet, which one role had made so far, given to two."""
    admin = os.environ["DATABASE_URL"]
    if not makes_roles(admin):
        pytest.skip("the role of DATABASE_URL may make no roles; as a superuser: ALTER ROLE … CREATEROLE")
    site = demos.copy()
    names = {"owner": f"ecabinet_owner_{os.getpid()}", "app": f"ecabinet_app_{os.getpid()}"}
    before = site.environment["DATABASE_URL"]
    with psycopg.connect(admin, autocommit=True) as connection:
        for name in names.values():
            told = sql.SQL("CREATE ROLE {} LOGIN PASSWORD {}").format(sql.Identifier(name), PASSWORD)
            connection.execute(told)
            connection.execute(sql.SQL("GRANT {} TO CURRENT_USER").format(sql.Identifier(name)))
    try:
        apply(before, names)
        owner, app = (under(site, name) for name in names.values())
        yield Roles(before, names, owner, app)
        if app.process is not None:
            app.kill()
    finally:
        with psycopg.connect(before, autocommit=True) as connection:
            connection.execute(
                sql.SQL("REASSIGN OWNED BY {} TO CURRENT_USER").format(sql.Identifier(names["owner"]))
            )
        site.remove()
        with psycopg.connect(admin, autocommit=True) as connection:
            for name in names.values():
                connection.execute(sql.SQL("DROP ROLE {}").format(sql.Identifier(name)))


def makes_roles(url: str) -> bool:
    """Whether this test may make its two."""
    asked = "SELECT rolsuper OR rolcreaterole FROM pg_roles WHERE rolname = current_user"
    with psycopg.connect(url) as connection:
        return connection.execute(asked).fetchone() == (True,)


def apply(url: str, names: dict[str, str]) -> None:
    """Run the shipped file as an administrator would."""
    variables = [f"--set={role}={name}" for role, name in names.items()]
    command = [
        "psql",
        url,
        "--quiet",
        "--no-psqlrc",
        *variables,
        "--file",
        str(ROOT / "deploy" / "roles.sql"),
    ]
    done = subprocess.run(command, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")


def under(site: Site, role: str) -> Site:
    """The same installation, connected as this role."""
    other, parts = copy.copy(site), urlsplit(site.environment["DATABASE_URL"])
    place = f"{role}:{PASSWORD}@{parts.hostname}:{parts.port or 5432}"
    url = urlunsplit(parts._replace(netloc=place))
    other.environment = {**site.environment, "DATABASE_URL": url}
    return other


async def test_case_104_a_session_is_voted_on_and_verified_as_the_application(roles: Roles) -> None:
    site = roles.app
    facts = json.loads(site.manage("shell", "-v", "0", "-c", PREPARE).strip().splitlines()[-1])
    await asyncio.to_thread(site.start)
    tablet = await Tablet(site.port, facts["members"].split()[0]).open()
    fields = {"choice": "for", "named": "0", "key": str(uuid4())}
    cast = await tablet.post(f"/meetings/{facts['meeting']}/votes/{facts['ballot']}/cast/", fields)
    assert cast.status in {200, 303}
    site.manage("clock", "--once")
    assert "the journal verifies" in site.manage("verify_journal")
    with roles.connect() as connection:
        stored = connection.execute(
            "SELECT count(*) FROM ballots_answer WHERE ballot_id = %s", [facts["ballot"]]
        )
        assert stored.fetchone() == (1,)
        signed = connection.execute("SELECT count(*) FROM core_treehead").fetchone()
    assert signed
    assert signed[0] > 0


@pytest.mark.parametrize(
    "act",
    [
        "UPDATE core_entry SET actor = 'x'",
        "DELETE FROM core_entry",
        "UPDATE ballots_answer SET salt = ''",
        "DELETE FROM ballots_answer",
        "TRUNCATE core_entry",
        "TRUNCATE core_intake",
        "ALTER TABLE core_entry DISABLE TRIGGER ALL",
        "ALTER TABLE core_entry DROP COLUMN hash",
        "DROP TRIGGER core_entry_append_only ON core_entry",
        "CREATE TRIGGER mine BEFORE INSERT ON core_entry EXECUTE FUNCTION ecabinet_append_only()",
        "CREATE OR REPLACE FUNCTION ecabinet_append_only() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN END'",
        "DROP TABLE core_entry",
        "CREATE TABLE mine (a int)",
        "CREATE TEMPORARY TABLE core_entry (a int)",
        "CREATE FUNCTION pg_temp.lower(text) RETURNS text LANGUAGE sql AS 'SELECT $1'",
        "CREATE SCHEMA mine",
        "CREATE ROLE mine",
        "SET session_replication_role = replica",
        "SET ROLE {owner}",
        "SET SESSION AUTHORIZATION {owner}",
        "GRANT {owner} TO {app}",
        "ALTER ROLE {app} SUPERUSER",
        "INSERT INTO django_migrations (app, name, applied) VALUES ('core', '9999', now())",
        "SELECT pg_read_file('/etc/hostname')",
        "COPY core_entry TO PROGRAM 'cat'",
    ],
)
def test_case_104_whoever_has_the_applications_password_can_do_no_more_than_it(
    roles: Roles, act: str
) -> None:
    names = {name: urlsplit(site.environment["DATABASE_URL"]).username or "" for name, site in roles.both()}
    with roles.connect() as connection, pytest.raises(errors.InsufficientPrivilege):
        connection.execute(act.format(**names).encode())


def test_case_104_a_head_may_be_locked_and_is_still_changed_by_nobody(roles: Roles) -> None:
    roles.app.manage("clock", "--once")
    with roles.connect() as connection:
        assert connection.execute("SELECT number FROM core_treehead FOR UPDATE").fetchall()
        with pytest.raises(errors.RaiseException, match="core_treehead is append-only"):
            connection.execute("UPDATE core_treehead SET number = number + 100")


def test_case_104_names_mean_what_stands_in_public(roles: Roles) -> None:
    with roles.connect() as connection:
        assert connection.execute("SHOW search_path").fetchone() == ("pg_catalog, public, pg_temp",)


def test_the_owner_migrates_and_what_it_makes_is_the_applications_to_use(roles: Roles) -> None:
    roles.owner.manage("migrate", "core", "0004", "-v", "0")
    roles.owner.manage("migrate", "-v", "0")
    with roles.connect() as connection:
        assert connection.execute("SELECT count(*) FROM core_intake").fetchone() == (0,)


def test_the_file_may_be_run_again_and_changes_nothing(roles: Roles) -> None:
    before = rights(roles)
    apply(roles.admin, roles.names)
    assert rights(roles) == before


def rights(roles: Roles) -> list[Any]:
    """Who may do what with every table."""
    with roles.connect() as connection:
        return connection.execute(
            "SELECT oid::regclass::text, pg_get_userbyid(relowner), relacl::text FROM pg_class"
            " WHERE relnamespace = 'public'::regnamespace ORDER BY 1"
        ).fetchall()


def test_the_doctor_says_as_whom_the_program_is_connected(roles: Roles) -> None:
    told = {name: findings(site) for name, site in roles.both()}
    assert [level for level, _seen in told["app"]] == ["ok"]
    [(level, seen)] = told["owner"]
    assert level == "warning"
    assert "owns" in seen
    assert "may create tables or functions" in seen


def findings(site: Site) -> list[tuple[str, str]]:
    """What the doctor says of the role, when it is asked in this environment."""
    printed = site.manage("shell", "-v", "0", "-c", ASK)
    return [(level, seen) for level, seen in json.loads(printed.strip().splitlines()[-1])]
