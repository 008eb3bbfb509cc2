"""Prepared reads: a queryset is turned into SQL once per process and run again with other values.

Most of what Django's ORM costs is building the same SQL anew: of the 20 ms that a cast took, 12 ms. Reads on
the way of every request, every cast and every push are written here as querysets like any other, with a
`Placeholder` wherever a value comes in later. `tests/services/test_prepared.py` holds that they find what the
plain queryset finds.
"""

import json
import re
import threading
from collections.abc import Callable, Mapping, Sequence
from copy import copy
from dataclasses import dataclass, replace
from typing import Any, Generic, TypeVar

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import DateField, DateTimeField, Expression, Field, QuerySet, TextField, UUIDField
from django.db.transaction import TransactionManagementError

Row = TypeVar("Row")
FIELDS: dict[str, type["Field[Any, Any]"]] = {
    "date": DateField,
    "moment": DateTimeField,
    "text": TextField,
    "uuid": UUIDField,
}
# How any number of values stands behind IN as one parameter, so that the SQL stays the same.
ANY_OF = {"sqlite": "(SELECT value FROM json_each(%s))", "postgresql": "ANY(%s::{type}[])"}
IN_ANY = re.compile(r" IN \((ANY\(%s::\w+\[\](?:::\w+\[\])?\))\)")  # Django only says IN


@dataclass(frozen=True)
class _Slot:
    """The place among the SQL's parameters where a value is put in, and the field that adapts it."""

    name: str
    field: "Field[Any, Any]"

    def filled(self, values: Mapping[str, Any], connection: Any) -> object:
        """The value in the form in which this database takes it."""
        return self.field.get_db_prep_value(values[self.name], connection)


@dataclass(frozen=True)
class _Slots(_Slot):
    """The same for any number of values in one parameter."""

    def filled(self, values: Mapping[str, Any], connection: Any) -> object:
        """The values as an array, which SQLite takes as JSON."""
        found = [self.field.get_db_prep_value(value, connection) for value in values[self.name]]
        return json.dumps(found) if connection.vendor == "sqlite" else found


class Placeholder(Expression):
    """A value that is given when the read is run; `kind` is one of date, moment, text and uuid."""

    slot: type[_Slot] = _Slot

    def __init__(self, name: str, kind: str) -> None:
        super().__init__(output_field=FIELDS[kind]())
        self.name = name

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        """A placeholder; what stands for its value is filled in by `Prepared`."""
        return self.placed(connection), (self.slot(self.name, self.output_field),)

    def placed(self, connection: Any) -> str:
        """The SQL that stands in for the value."""
        return "%s"


class Placeholders(Placeholder):
    """Any number of values behind `__in`."""

    slot = _Slots

    def placed(self, connection: Any) -> str:
        """One parameter, whatever the number of values."""
        return ANY_OF[connection.vendor].format(type=self.output_field.db_type(connection))


class Prepared(Generic[Row]):
    """A read that is built on its first use; call it with the values of its parameters for a list of rows."""

    def __init__(self, build: Callable[[], "QuerySet[Any, Row]"]) -> None:
        self._build = build
        self._first: _Ready | None = None
        self._kept = threading.local()

    def __call__(self, **values: object) -> list[Row]:
        """Run it; KeyError when a parameter has no value."""
        ready: _Ready = getattr(self._kept, "ready", None) or self._of_this_thread()
        return ready.rows(values)

    def first(self, **values: object) -> Row | None:
        """The first row, or None."""
        return next(iter(self(**values)), None)

    def _of_this_thread(self) -> "_Ready":
        """No two threads share what Django keeps while it runs a query; what was built they do."""
        self._first = self._first or _Ready.built(self._build())
        self._kept.ready = ready = self._first.copied()
        return ready


@dataclass
class _Ready:
    """A queryset with its SQL, and with how each column is converted.

    Django's own compiler runs it and makes the rows; only these steps, which come out the same every time,
    are skipped.
    """

    queryset: "QuerySet[Any, Any]"
    compiler: Any
    sql: str
    parameters: Sequence[object]
    converters: Mapping[int, Any]

    @classmethod
    def built(cls, queryset: "QuerySet[Any, Any]") -> "_Ready":
        """Do for good what Django does at every use."""
        compiler = queryset.query.get_compiler(using=DEFAULT_DB_ALIAS)
        sql, parameters = compiler.as_sql()
        sql = IN_ANY.sub(r" = \1", sql)
        expressions = [column[0] for column in compiler.select[: compiler.col_count]]
        return cls(queryset, compiler, sql, parameters, compiler.get_converters(expressions))

    def copied(self) -> "_Ready":
        """The same for another thread."""
        queryset, compiler = self.queryset.all(), copy(self.compiler)
        compiler.get_converters = lambda expressions: self.converters
        queryset.query.get_compiler = lambda *args, **options: compiler  # type: ignore[method-assign]
        return replace(self, queryset=queryset, compiler=compiler)

    def rows(self, values: Mapping[str, object]) -> list[Any]:
        """The rows for these values."""
        connection = connections[DEFAULT_DB_ALIAS]
        if self.queryset.query.select_for_update and not connection.in_atomic_block:
            raise TransactionManagementError("a lock needs a transaction")
        filled = tuple(
            each.filled(values, connection) if isinstance(each, _Slot) else each for each in self.parameters
        )
        self.compiler.connection = connection
        self.compiler.as_sql = lambda *args, **options: (self.sql, filled)
        made: Any = self.queryset._iterable_class(self.queryset)
        return list(made)
