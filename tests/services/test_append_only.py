"""What is only ever added: every such table refuses every way of changing it, by the database itself."""

from datetime import UTC, date, datetime, time
from typing import Any
from uuid import uuid4

import pytest
from django.apps import apps
from django.db import DatabaseError, IntegrityError, connection, models, transaction

from core.models import AppendOnly
from core.triggers import append_only, protected

pytestmark = pytest.mark.django_db
MODELS = [each for each in apps.get_models() if issubclass(each, AppendOnly)]
EVERY = pytest.mark.parametrize("model", MODELS, ids=[each._meta.db_table for each in MODELS])
VALUES: dict[type[Any], Any] = {
    models.BooleanField: False,
    models.DateTimeField: datetime(2026, 1, 2, tzinfo=UTC),
    models.DateField: date(2026, 1, 2),
    models.TimeField: time(8),
    models.IntegerField: 1,
    models.BinaryField: b"%PDF",
    models.JSONField: {},
    models.TextField: "x",
    models.CharField: "x",
}


def test_what_models_call_append_only_is_protected_and_nothing_else_is(db: None) -> None:
    assert protected(connection) == append_only(apps)
    assert len(MODELS) >= 24


def value_of(field: Any, *, filled: bool) -> Any:
    """Something that the column takes; nothing, where that is allowed and it is not to be `filled`."""
    if field.has_default():
        return field.get_default()
    if field.null and not filled:
        return None
    if field.choices:
        return next(iter(field.flatchoices))[0]
    while isinstance(field, models.ForeignKey):  # checked when the transaction ends, which it never does here
        field = field.target_field
    if isinstance(field, models.UUIDField):
        return uuid4()
    return next(value for kind, value in VALUES.items() if isinstance(field, kind))


def made(model: type[AppendOnly]) -> tuple[str, Any]:
    """One row, past all that gives it a meaning; the name of its key's column, and its key."""
    try:
        with transaction.atomic():
            row = inserted(model, filled=False)
    except IntegrityError:  # a constraint asks for one of two
        row = inserted(model, filled=True)
    assert model._meta.pk is not None
    return named(model._meta.pk.column), model._meta.pk.get_db_prep_value(row.pk, connection)


def inserted(model: type[AppendOnly], *, filled: bool) -> AppendOnly:
    """The row, written without asking what it points to."""
    columns = [field for field in model._meta.concrete_fields if not auto(field)]
    row = model(**{field.attname: value_of(field, filled=filled) for field in columns})
    [row] = model._base_manager.bulk_create([row])
    return row


def auto(field: Any) -> bool:
    return isinstance(field, models.AutoField | models.BigAutoField)


def refused(statement: str, *values: Any) -> None:
    """The database itself says no."""
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement, list(values))


@pytest.fixture(autouse=True)
def undone(db: None) -> Any:
    """Rows that point nowhere are gone before anybody asks where they point to."""
    with transaction.atomic():
        point = transaction.savepoint()
        yield
        transaction.savepoint_rollback(point)


def named(name: str | None) -> str:
    """A name as the database takes it."""
    return connection.ops.quote_name(str(name))


@EVERY
def test_a_row_is_neither_changed_nor_deleted(model: type[AppendOnly]) -> None:
    table, (column, key) = named(model._meta.db_table), made(model)
    for field in model._meta.concrete_fields:
        name = named(field.column)
        refused(f"UPDATE {table} SET {name} = {name} WHERE {column} = %s", key)
    refused(f"DELETE FROM {table} WHERE {column} = %s", key)


@EVERY
def test_a_row_is_not_replaced_by_another_one(model: type[AppendOnly]) -> None:
    """SQLite's INSERT OR REPLACE deletes without asking a trigger, unless recursive triggers are on."""
    table, (column, key) = named(model._meta.db_table), made(model)
    names = ", ".join(named(field.column) for field in model._meta.concrete_fields)
    copy = f"INTO {table} ({names}) SELECT {names} FROM {table} WHERE {column} = %s"
    if connection.vendor == "sqlite":
        refused(f"INSERT OR REPLACE {copy}", key)
        refused(f"REPLACE {copy}", key)
    refused(f"INSERT {copy} ON CONFLICT ({column}) DO UPDATE SET {column} = excluded.{column}", key)


@EVERY
def test_a_table_is_not_emptied(model: type[AppendOnly]) -> None:
    if connection.vendor == "postgresql":
        refused(f"TRUNCATE {named(model._meta.db_table)} CASCADE")
    made(model)
    refused(f"DELETE FROM {named(model._meta.db_table)}")
