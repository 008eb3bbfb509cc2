"""Append-only tables: triggers that refuse update and delete, for SQLite and PostgreSQL."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from django.apps.registry import Apps
from django.db.backends.base.base import BaseDatabaseWrapper

_POSTGRES_FUNCTION = """
CREATE OR REPLACE FUNCTION ecabinet_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END $$
"""


def protect(connection: BaseDatabaseWrapper, table: str) -> None:
    """Make every UPDATE, DELETE and TRUNCATE of `table` fail."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(_POSTGRES_FUNCTION)
            cursor.execute(
                f"CREATE OR REPLACE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON {table} "
                "FOR EACH ROW EXECUTE FUNCTION ecabinet_append_only()"
            )
            cursor.execute(
                f"CREATE OR REPLACE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} "
                "FOR EACH STATEMENT EXECUTE FUNCTION ecabinet_append_only()"
            )
            return
        for act in ("UPDATE", "DELETE"):
            cursor.execute(
                f"CREATE TRIGGER IF NOT EXISTS {table}_no_{act.lower()} BEFORE {act} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
            )


def release(connection: BaseDatabaseWrapper, table: str) -> None:
    """Take the protection away: for a migration backwards and for emptying a test database."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(f"DROP TRIGGER IF EXISTS {table}_append_only ON {table}")
            cursor.execute(f"DROP TRIGGER IF EXISTS {table}_no_truncate ON {table}")
            return
        for act in ("UPDATE", "DELETE"):
            cursor.execute(f"DROP TRIGGER IF EXISTS {table}_no_{act.lower()}")


def protected(connection: BaseDatabaseWrapper) -> list[str]:
    """The tables of this database that are append-only now."""
    question = (
        "SELECT tgrelid::regclass::text FROM pg_trigger WHERE tgname LIKE '%\\_append\\_only'"
        if connection.vendor == "postgresql"
        else "SELECT tbl_name FROM sqlite_master WHERE type = 'trigger' AND name = tbl_name || '_no_delete'"
    )
    with connection.cursor() as cursor:
        cursor.execute(question)
        return sorted(row[0] for row in cursor.fetchall())


def append_only(apps: Apps) -> list[str]:
    """The tables of every model that says it is append-only."""
    from core.models import AppendOnly

    return sorted(model._meta.db_table for model in apps.get_models() if issubclass(model, AppendOnly))


@contextmanager
def released(connection: BaseDatabaseWrapper) -> Iterator[None]:
    """Let a whole database be emptied, for the demonstration and for tests; protected again afterwards."""
    tables = protected(connection)
    for table in tables:
        release(connection, table)
    try:
        yield
    finally:
        for table in tables:
            protect(connection, table)


def freeze(connection: BaseDatabaseWrapper, table: str, columns: Sequence[str], when: str) -> None:
    """Make every change of these columns fail in rows that fulfil `when` (SQL about OLD) already."""
    differs = "IS DISTINCT FROM" if connection.vendor == "postgresql" else "IS NOT"
    changed = " OR ".join(f"OLD.{column} {differs} NEW.{column}" for column in columns)
    head = f"TRIGGER {table}_frozen BEFORE UPDATE ON {table} FOR EACH ROW WHEN (({when}) AND ({changed}))"
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(_POSTGRES_FUNCTION)
            cursor.execute(f"CREATE OR REPLACE {head} EXECUTE FUNCTION ecabinet_append_only()")
            return
        cursor.execute(f"CREATE {head} BEGIN SELECT RAISE(ABORT, '{table} is frozen'); END")


def thaw(connection: BaseDatabaseWrapper, table: str) -> None:
    """Take the freezing away: for a migration backwards."""
    on = f" ON {table}" if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER IF EXISTS {table}_frozen{on}")
