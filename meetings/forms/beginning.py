"""With what the form of a new meeting begins: the template of its kind."""

from datetime import date
from typing import Any

from core.time import today
from core.working_time import viet_nam
from meetings import desk
from meetings.models import Kind
from meetings.rules import MeetingTemplate, month_of, months_after, named, session_day, template_of
from meetings.selectors import seats_of_a_kind
from people.models import Body
from people.procedure import Procedure

# Working days from today to the day that is proposed where no rule names one.
AHEAD = 5


def beginning(wanted: str | None, on: date | None = None) -> tuple[Body | None, dict[str, Any]]:
    """The body that usually meets as this kind (regular at a loss), and what the form shows first.

    `on` is the day that was chosen already.
    """
    kind = wanted if wanted in Kind.values else Kind.REGULAR.value
    template = template_of(kind)
    body, day = desk.body_of(template), today()
    procedure = template.procedure_on(day)
    day = on or _day(template, procedure, day)
    return body, _shown(template, day, procedure) | (_people(template, body) if body else {})


def _day(template: MeetingTemplate, procedure: Procedure, now: date) -> date:
    """For a regular session the next day on which one is due that has none; else a working day ahead."""
    if template.kind != Kind.REGULAR:
        return viet_nam().add_working_days(now, AHEAD)
    due_day = procedure.session_due_day.value
    month = month_of(now, due_day)
    coming = (session_day(each, due_day, viet_nam()) for each in [month, *months_after(month, 24)])
    return next(day for day in coming if day > now and not desk.has_session_on(template.body, day))


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
        "titles": {each.title: named(each.title, month) for each in template.standing_items},
    }


def _people(template: MeetingTemplate, body: Body) -> dict[str, Any]:
    chair = desk.chairs().filter(body=body).first()
    seats = seats_of_a_kind(template, body)
    return {"body": body.pk, "chair": chair and chair.pk, "seats": [str(seat.pk) for seat in seats]}
