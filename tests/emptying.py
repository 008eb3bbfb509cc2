"""After a test with real commits: only the tables that hold rows are emptied, append-only ones too.

Django's own flush truncates every table, for which PostgreSQL makes new files for every table and index:
a second and more after each such test, where deleting a few rows takes some milliseconds.
"""

from typing import Any

from django.db import connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.test import TransactionTestCase

from core.triggers import protect, protected, release

# Written by the migrations, and the same after every test.
LASTING = {"django_migrations", "django_content_type", "auth_permission"}


def empty_only_what_was_written() -> None:
    """Let Django's tests with real commits end so from now on."""

    def teardown(case: Any) -> None:
        empty(connections["default"])

    TransactionTestCase._fixture_teardown = teardown  # type: ignore[attr-defined]


def empty(connection: BaseDatabaseWrapper) -> None:
    """Delete all rows, in any order of the tables: foreign keys are asked at the commit."""
    with transaction.atomic():
        written = _with_rows(connection)
        guarded = [table for table in protected(connection) if table in written]
        for table in guarded:
            release(connection, table)
        with connection.cursor() as cursor:
            for table in written:
                cursor.execute(f"DELETE FROM {connection.ops.quote_name(table)}")
    for table in guarded:
        protect(connection, table)


def _with_rows(connection: BaseDatabaseWrapper) -> list[str]:
    found = [table for table in connection.introspection.table_names() if table not in LASTING]
    asked = " UNION ALL ".join(
        f"SELECT '{table}' WHERE EXISTS (SELECT 1 FROM {connection.ops.quote_name(table)})" for table in found
    )
    with connection.cursor() as cursor:
        cursor.execute(asked)
        return [row[0] for row in cursor.fetchall()]
