"""The calendar of meetings: a month, a week by hours, or a list."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from core.http import SignedInRequest
from core.time import today
from meetings import desk
from meetings.forms.calendar import Asked, asked_for
from meetings.models import Kind
from meetings.policies import may_keep_rooms
from meetings.rules.calendar import View
from meetings.selectors.calendar import Calendar, calendar
from meetings.wording import SHORT_KINDS
from meetings.wording.planning import VIEWS
from people.models import Person
from people.policies import works_at_secretariat


@require_safe
def meeting_calendar(request: SignedInRequest) -> HttpResponse:
    """A page of the calendar, with the meetings that this person may see."""
    asked = asked_for(request.GET, today())
    hourly = asked.page.view is View.WEEK
    found = calendar(request.user, asked.page, kind=asked.kind, body=asked.body, hourly=hourly)
    shown = _shown(request.user, asked, found) | {"may_schedule": works_at_secretariat(request.user)}
    shown |= {"may_keep_rooms": may_keep_rooms(request.user)}
    return render(request, "meetings/calendar.html", shown)


def _shown(person: Person, asked: Asked, found: Calendar) -> dict[str, Any]:
    page = asked.page
    return {
        "active": "meetings",
        "asked": asked,
        "page": page,
        "calendar": found,
        "weeks": [[found.days[day] for day in week] for week in page.weeks],
        "today": today(),
        "views": [(view.value, VIEWS[view.value], asked.address(view=view.value)) for view in View],
        "before": asked.address(page.before),
        "after": asked.address(page.after),
        "now": asked.address(today()),
        "kinds": [(kind, SHORT_KINDS[kind]) for kind in Kind.values],
        "bodies": list(desk.bodies_shown(person)),
        "workless": _workless(found),
    }


def _workless(found: Calendar) -> bool:
    """Whether nothing is held on the days of the weekend, which then need no room."""
    return not any(day.events for day in found.days.values() if day.day.weekday() >= 5)
