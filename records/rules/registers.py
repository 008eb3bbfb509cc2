"""Numbers and symbols, the day by which a document is issued, and which facts count as changed."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from core.working_time import WorkingCalendar, local
from records.rules import Urgency

# Where the journal stood when the facts were read moves on by itself: it changes no document.
MOVING = frozenset({"head_seq", "head_hash", "written_up_to"})


def numbered(number: int, symbol: str) -> str:
    """*05/NQ-CP*: numbers under 10 have a zero before them (Decree 30/2020, Annex I)."""
    return f"{number:02}/{symbol}"


def symbol_of(abbreviation: str, issuer: str) -> str:
    """The symbol: the kind's abbreviation and the issuer's initials, *BB-CP*."""
    return f"{abbreviation}-{issuer}" if issuer else abbreviation


def year_of(moment: datetime) -> int:
    """The year of a register: it begins on 1 January in Ha Noi."""
    return local(moment).year


@dataclass(frozen=True, slots=True)
class Due:
    """By when it is issued: on `first`, at the latest on `last` (Decree 30/2020, Art. 18)."""

    first: date
    last: date
    at_once: bool
    overdue: bool


def due(approved_at: datetime, urgency: Urgency, now: datetime, calendar: WorkingCalendar) -> Due:
    """The same day, at the latest the next working day; urgent documents at once."""
    first, at_once = local(approved_at).date(), urgency is not Urgency.NONE
    last = first if at_once else calendar.add_working_days(first, 1)
    return Due(first, last, at_once, local(now).date() > last)


def standing(facts: Any) -> Any:
    """The facts without what moves on by itself."""
    if isinstance(facts, Mapping):
        return {key: standing(value) for key, value in facts.items() if key not in MOVING}
    if isinstance(facts, list | tuple):
        return [standing(each) for each in facts]
    return facts


def changed_fields(before: Any, after: Any, path: str = "") -> Iterator[tuple[str, str, str]]:
    """Path, earlier and present value of every field that differs."""
    if isinstance(before, Mapping) and isinstance(after, Mapping):
        for key in dict.fromkeys((*before, *after)):
            inner = f"{path}.{key}" if path else str(key)
            yield from changed_fields(before.get(key), after.get(key), inner)
    elif isinstance(before, list) and isinstance(after, list) and len(before) == len(after):
        for place, (old, new) in enumerate(zip(before, after, strict=True), start=1):
            yield from changed_fields(old, new, f"{path}[{place}]")
    elif before != after:
        yield path, _said(before), _said(after)


def _said(value: Any) -> str:
    return unicodedata.normalize("NFC", "–" if value is None else str(value))
