"""What page of the calendar is asked for; what makes no sense is left out, never refused."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode
from uuid import UUID

from meetings.models import Kind
from meetings.rules.calendar import Page, View, page_of

FIRST_YEAR, LAST_YEAR = 2016, 2099


@dataclass(frozen=True)
class Asked:
    """A page, and what of it is shown."""

    page: Page
    kind: str
    body: UUID | None

    def address(self, day: date | None = None, view: str = "") -> str:
        """The query of the same calendar on another day or in another form."""
        asked = {"view": view or self.page.view.value, "day": (day or self.page.day).isoformat()}
        kept = {"kind": self.kind, "body": str(self.body or "")}
        return "?" + urlencode(asked | {name: value for name, value in kept.items() if value})


def asked_for(query: Mapping[str, str], today: date) -> Asked:
    """The page that a query asks for; this month at a loss."""
    wanted = query.get("view", "")
    view = View(wanted) if wanted in tuple(View) else View.MONTH
    kind = query.get("kind", "")
    return Asked(
        page_of(view, _day(query.get("day", ""), today)),
        kind if kind in Kind.values else "",
        _key(query.get("body", "")),
    )


def _day(typed: str, today: date) -> date:
    try:
        day = date.fromisoformat(typed)
    except ValueError:
        return today
    return day if FIRST_YEAR <= day.year <= LAST_YEAR else today


def _key(typed: str) -> UUID | None:
    try:
        return UUID(typed)
    except ValueError:
        return None
