"""Tables for spreadsheets, as CSV and as XLSX, in which no cell is ever a formula."""

import csv
import io
import re
from collections.abc import Iterable, Sequence
from datetime import datetime

import xlsxwriter

from core.time import local

Cell = str | int | datetime | None
# What a spreadsheet takes for the beginning of a formula (OWASP, "CSV Injection"), in both widths.
BEGINNINGS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
# Where a spreadsheet of another country begins a new cell inside ours.
INNER = re.compile(r"([;\t]\s*)(?=[=+\-@＝＋－＠])")
WIDEST = 60  # characters


def as_csv(rows: Iterable[Sequence[Cell]]) -> bytes:
    """The table in UTF-8 with the mark by which spreadsheets know it; what looks like a formula is quoted."""
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerows([_plain(cell) for cell in row] for row in rows)
    return b"\xef\xbb\xbf" + text.getvalue().encode()


def as_typed(cell: str) -> str:
    """A cell that `as_csv` wrote, without the mark that kept it from being a formula."""
    return cell[1:] if cell.startswith("'") and cell[1:].lstrip().startswith(BEGINNINGS) else cell


def as_xlsx(rows: Iterable[Sequence[Cell]]) -> bytes:
    """The table as a workbook: the first row is its head, texts are texts, moments are moments."""
    file, table = io.BytesIO(), [list(row) for row in rows]
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(file, options) as book:
        sheet, head = book.add_worksheet(), book.add_format({"bold": True})
        moment = book.add_format({"num_format": "dd/mm/yyyy hh:mm"})
        for at, row in enumerate(table):
            for place, cell in enumerate(row):
                if isinstance(cell, datetime):
                    sheet.write_datetime(at, place, local(cell).replace(tzinfo=None), moment)
                elif isinstance(cell, int):
                    sheet.write_number(at, place, cell)
                elif cell:
                    sheet.write_string(at, place, cell, head if at == 0 else None)
        for place, column in enumerate(zip(*table, strict=True)):
            sheet.set_column(place, place, min(WIDEST, 2 + max(len(_plain(cell)) for cell in column)))
        sheet.freeze_panes(1, 0)
    return file.getvalue()


def _plain(cell: Cell) -> str:
    if isinstance(cell, datetime):
        return local(cell).strftime("%Y-%m-%d %H:%M")
    text = INNER.sub(r"\1'", "" if cell is None else str(cell))
    return f"'{text}" if text.startswith(BEGINNINGS) or text.lstrip().startswith(BEGINNINGS) else text
