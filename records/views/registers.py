"""The registers: every document with its number, what is in work, what is to be issued; and their tables."""

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from core.http import SignedInRequest
from core.spreadsheets import Cell, as_csv, as_xlsx
from core.time import today
from people.policies import works_at_desk
from records.kinds import known_kinds, record_kinds
from records.models import Record
from records.policies import may_open_registers
from records.selectors import Wanted, records_found, years_and_kinds
from records.showing import Row, rows_of
from records.wording.labels import COLUMNS, LISTS, ORDERS, STATUSES

PER_PAGE = 30
MOST_EXPORTED = 5000
CSV = "text/csv; charset=utf-8"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SORTED = ("number", "dated", "abstract", "status")


@never_cache
@require_safe
def records(request: SignedInRequest) -> HttpResponse:
    """The registers as far as this person reads them."""
    wanted, desk = _wanted(request), works_at_desk(request.user)
    found = Paginator(records_found(request.user, wanted), PER_PAGE)
    page = found.get_page(request.GET.get("page"))
    shown = _filters(request, wanted) | {
        "active": "records",
        "page": page,
        "rows": rows_of(list(page.object_list)),
        "wanted": wanted,
        "lists": LISTS if desk else {},
        "heads": {column: _head(column, wanted.order) for column in SORTED},
    }
    return render(request, "records/registers_desk.html" if desk else "records/registers.html", shown)


@never_cache
@require_safe
def record_export(request: SignedInRequest, kind: str) -> HttpResponse:
    """The list as it is narrowed, whole, as a table for a spreadsheet: `csv` or `xlsx`."""
    found: Any = records_found(request.user, _wanted(request))
    table: list[list[Cell]] = [[str(head) for head in COLUMNS]]
    table += map(_exported, rows_of(list(found[:MOST_EXPORTED])))
    content, mime = (as_csv(table), CSV) if kind == "csv" else (as_xlsx(table), XLSX)
    name = f"so-dang-ky-van-ban-{today().isoformat()}.{kind}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "X-Content-Type-Options": "nosniff"}
    return HttpResponse(content, content_type=mime, headers=headers)


def _wanted(request: SignedInRequest) -> Wanted:
    """What the address asks for; who follows no documents sees the register alone."""
    if not may_open_registers(request.user):
        raise Http404
    asked = request.GET.get
    shown, order, year = asked("show", ""), asked("sort", ""), asked("year", "")
    desk = works_at_desk(request.user)
    return Wanted(
        shown=shown if desk and shown in LISTS else "register",
        kind=asked("kind", "") if asked("kind", "") in known_kinds() else "",
        year=int(year) if year.isascii() and year.isdigit() and len(year) == 4 else None,
        status=asked("status", "") if asked("status", "") in STATUSES else "",
        words=asked("q", "")[:200].strip(),
        order=order if order in ORDERS else "",
    )


def _filters(request: SignedInRequest, wanted: Wanted) -> dict[str, Any]:
    years, codes = years_and_kinds(request.user)
    return {
        "years": years,
        "kinds": [(kind.code, kind.name) for kind in record_kinds() if kind.code in codes],
        "statuses": STATUSES.items(),
        "orders": ORDERS.items(),
        "narrowed": bool(wanted.kind or wanted.year or wanted.status or wanted.words),
    }


def _head(column: str, order: str) -> dict[str, str]:
    """How a column is sorted now, and how by its next press."""
    now_sorted = {column: "ascending", f"-{column}": "descending"}.get(order, "")
    return {"sorted": now_sorted, "next": f"-{column}" if now_sorted == "ascending" else column}


def _exported(row: Row) -> list[Cell]:
    record: Record = row.record
    return [
        record.number,
        row.dated.strftime("%d/%m/%Y") if row.dated else "",
        row.kind,
        record.abstract,
        record.office,
        "; ".join(record.recipients),
        str(record.get_status_display()),
        record.issued_at,
        record.ended_because,
    ]
