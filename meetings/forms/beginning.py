"""With what the form of a new meeting begins: the template of its kind."""

from datetime import date, datetime
from typing import Any

from core.time import local, today
from core.working_time import viet_nam
from meetings import desk
from meetings.models import Kind
from meetings.rules import MeetingTemplate, month_of, months_after, named, session_day, template_of
from meetings.selectors import seats_of_a_kind
from meetings.selectors.regular import months_with_a_session
from people.models import Body
from people.procedure import Procedure
from people.reach import Reach

# Working days from today to the day that is proposed where no rule names one.
AHEAD = 5


def beginning(wanted: str | None, on: date | None, reach: Reach) -> tuple[Body | None, dict[str, Any]]:
    """The body in reach that usually meets as this kind (or as its usual one), and what the form shows first.

    `on` is the day that was chosen already.
    """
    kind = wanted if wanted in Kind.values else desk.usual_kind(reach).value
    template = template_of(kind)
    body, day = desk.body_of(template, reach), today()
    procedure = template.procedure_on(day)
    day, planned = (on, []) if on else _day(template, procedure, body, day)
    shown = _shown(template, day, procedure) | {"planned": planned}
    return body, shown | (_people(template, body) if body else {})


def _day(
    template: MeetingTemplate, procedure: Procedure, body: Body | None, now: date
) -> tuple[date, list[datetime]]:
    """For a regular session the next day due that is free, and when those before it are planned.

    For any other a working day ahead.
    """
    if template.kind != Kind.REGULAR or body is None:
        return viet_nam().add_working_days(now, AHEAD), []
    due_day, taken = procedure.session_due_day.value, months_with_a_session(body)
    month, before = month_of(now, due_day), []
    for each in [month, *months_after(month, len(taken) + 2)]:
        day = session_day(each, due_day, viet_nam())
        if each in taken:
            before.append(taken[each].starts_at)
        elif day > now:
            break
    return day, [each for each in before if local(each).date() > now]


def _shown(template: MeetingTemplate, day: date, procedure: Procedure) -> dict[str, Any]:
    due_day = procedure.session_due_day.value if template.kind == Kind.REGULAR else None
    month = month_of(day, due_day)
    room = desk.room_named(template.place)
    return {
        "kind": template.kind,
        "title": named(template.title, month),
        "day": day,
        "time": template.begins,
        "minutes_planned": template.minutes,
        "form": template.form.value,
        "room": room and str(room.pk),
        "place": "" if room else template.place,
        "standing_items": [each.title for each in template.standing_items],
        "due_day": due_day,
        "title_of_kind": template.title,
        "titles": {each.title: named(each.title, month) for each in template.standing_items},
    }


def _people(template: MeetingTemplate, body: Body) -> dict[str, Any]:
    chair = desk.chairs().filter(body=body).first()
    seats = seats_of_a_kind(template, body)
    return {"body": body.pk, "chair": chair and chair.pk, "seats": [str(seat.pk) for seat in seats]}
