"""A CSV file as lines of named cells: UTF-8 with or without a mark, comma or semicolon; faults in words."""

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from core.refusals import Refusal
from core.spreadsheets import as_typed
from core.typed_text import clean_text

MOST_BYTES = 1024 * 1024
MOST_LINES = 5000
DAYS = ("%Y-%m-%d", "%d/%m/%Y")


@dataclass(frozen=True)
class Row:
    """One line of the file: its number as a spreadsheet counts it, and its cells by column."""

    line: int
    cells: dict[str, str]

    def text(self, column: str, longest: int, *, needed: bool = False) -> str:
        """A text of at most this length."""
        found = self.cells.get(column, "")
        if needed and not found:
            raise Refusal("import_cell_empty", column=column)
        if len(found) > longest:
            raise Refusal("import_cell_too_long", column=column, longest=longest)
        return found

    def choice(self, column: str, known: Sequence[str]) -> str:
        """One of these values."""
        found = self.text(column, 80, needed=True)
        if found not in known:
            raise Refusal("import_unknown_value", column=column, value=found, known=", ".join(known))
        return found

    def number(self, column: str, most: int, *, needed: bool = False) -> int | None:
        """A number from 1 on."""
        found = self.text(column, 80, needed=needed)
        if not found:
            return None
        if not (found.isascii() and found.isdigit() and 1 <= int(found) <= most):
            raise Refusal("import_not_a_number", column=column, value=found, most=most)
        return int(found)

    def day(self, column: str, *, needed: bool = False) -> date | None:
        """A day, as 2026-01-31 or 31/01/2026."""
        found = self.text(column, 80, needed=needed)
        for spelling in DAYS if found else ():
            try:
                return datetime.strptime(found, spelling).date()
            except ValueError:
                continue
        if found:
            raise Refusal("import_not_a_day", column=column, value=found)
        return None


def decoded(content: bytes) -> str:
    """The text of an uploaded file.

    Raises:
        Refusal: it is too large, or no UTF-8 text.
    """
    if len(content) > MOST_BYTES:
        raise Refusal("import_too_large", limit=MOST_BYTES // 1024)
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Refusal("import_not_utf8") from None


def rows_of(text: str, columns: Sequence[str], needed: Sequence[str]) -> list[Row]:
    """The lines below the head; empty ones are passed over.

    Raises:
        Refusal: no table, a needed column is missing, one is unknown, or there are too many lines.
    """
    head, *below = list(_lines(text)) or [(1, [])]
    names = [name.casefold() for name in head[1]]
    missing = [name for name in needed if name not in names]
    if missing:
        raise Refusal("import_columns_missing", columns=", ".join(missing))
    unknown = [name or "…" for name in names if name not in columns]
    if unknown or len(set(names)) < len(names):
        raise Refusal("import_columns_unknown", columns=", ".join(unknown or names), known=", ".join(columns))
    if len(below) > MOST_LINES:
        raise Refusal("import_too_many_lines", most=MOST_LINES)
    return [Row(line, _named(names, cells)) for line, cells in below]


def _named(names: Sequence[str], cells: Sequence[str]) -> dict[str, str]:
    # What stands beyond the head is kept under a name that no column has, so that the line is refused.
    return dict(zip(names, cells, strict=False)) | ({"": "more"} if any(cells[len(names) :]) else {})


def _lines(text: str) -> Iterator[tuple[int, list[str]]]:
    head = text.partition("\n")[0]
    separator = ";" if head.count(";") > head.count(",") else ","
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    try:
        for cells in reader:
            plain = [clean_text(as_typed(cell)) for cell in cells]
            if any(plain):
                yield reader.line_num, plain
    except csv.Error:
        raise Refusal("import_not_a_table", line=reader.line_num) from None
