"""The meetings around the sessions: held, to come and in preparation, from `data/meetings.toml`."""

import tomllib
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

from core.time import at, local
from core.working_time import on_day, viet_nam
from ecabinet.demo.calendar import working_day_after, working_day_before
from ecabinet.demo.government import FILES, Government
from ecabinet.demo.matters import submit
from meetings import services
from meetings.models import Kind, Meeting, Room
from meetings.rules import SessionForm, month_of, months_after, session_day, template_of
from meetings.services import Holding
from people.models import Seat
from people.procedure import in_force

MINUTES = 120
CONCLUSION = "Thống nhất với báo cáo của cơ quan chủ trì.\nGiao cơ quan chủ trì tiếp thu, hoàn thiện."
SESSIONS_AHEAD = 2


def hold_other_meetings(government: Government, loaded_at: datetime) -> None:
    """The rooms, and every meeting of the file as far as it has come; then the drafts of regular sessions."""
    facts = tomllib.loads((FILES / "meetings.toml").read_text(encoding="utf-8"))
    today = local(loaded_at).date()
    with at(on_day(working_day_before(today, 12), time(9))):
        rooms = {each["name"]: services.add_room(actor=government.clerk, **each) for each in facts["room"]}
    for each in facts["meeting"]:
        _bring_about(government, each, rooms, today)
    _draft_sessions(government, rooms, today)


def _bring_about(
    government: Government, each: Mapping[str, Any], rooms: Mapping[str, Room], today: date
) -> None:
    days = each["day"]
    day = working_day_after(today, days) if days > 0 else working_day_before(today, -days)
    begins, prepared = on_day(day, each["begins"]), working_day_before(min(day, today), 5)
    meeting = _planned(government, each, rooms, begins, prepared)
    if each.get("draft"):
        return
    sent = on_day(working_day_before(min(day, today), 3), time(15))
    with at(sent):
        meeting = services.send_meeting(actor=government.clerk, meeting=meeting)
    if days < 0:
        _hold(government, meeting, begins)


def _planned(
    government: Government,
    each: Mapping[str, Any],
    rooms: Mapping[str, Room],
    begins: datetime,
    prepared: date,
) -> Meeting:
    chair, leading = government.seats[each["chair"]], government.leading(government.agencies[each["lead"]])
    room = rooms.get(each.get("room", ""))
    matter = submit(government, each["item_vi"], each["lead"], on_day(prepared, time(8, 20)))
    with at(on_day(prepared, time(10))):
        meeting = services.schedule_meeting(
            actor=government.clerk,
            body=government.body,
            kind=each["kind"],
            title=each["title_vi"],
            place=room.name if room else "Trực tuyến",
            starts_at=begins,
            minutes_planned=MINUTES,
            chair=chair,
            procedure=in_force(local(begins).date()),
            holding=Holding(SessionForm(each.get("form", "in_person")), each.get("link", ""), room),
            seats=_attending(government, each["kind"], chair, leading),
            demonstration=True,
        )
        services.add_item(
            actor=government.clerk,
            meeting=meeting,
            matter=matter,
            minutes=90,
            presenter=leading,
            asks="discussion",
        )
    return meeting


def _attending(government: Government, kind: str, chair: Seat, leading: Seat) -> list[Seat]:
    """The seats of the kind for the Standing Government, else the chair; and whoever presents."""
    standing = template_of(kind).invitees.value if kind == Kind.STANDING else ()
    chosen = {seat.pk: seat for seat in government.seats.values() if seat.kind in standing}
    return list({**chosen, chair.pk: chair, leading.pk: leading}.values())


def _hold(government: Government, meeting: Meeting, begins: datetime) -> None:
    clerk = government.clerk
    with at(begins - timedelta(minutes=3)):
        services.note_attendance_of_all(actor=clerk, meeting=meeting)
    with at(begins + timedelta(minutes=1)):
        services.start_meeting(actor=clerk, meeting=meeting)
    with at(begins + timedelta(minutes=2)):
        item = services.start_next_item(actor=clerk, meeting=meeting)
    assert item is not None  # the meeting has one
    with at(begins + timedelta(minutes=70)):
        services.conclude_item(actor=clerk, meeting=meeting, item=item, text=CONCLUSION)
        services.release_conclusion(actor=clerk, meeting=meeting, item=item)
    with at(begins + timedelta(minutes=75)):
        services.close_meeting(actor=clerk, meeting=meeting)


def _draft_sessions(government: Government, rooms: Mapping[str, Room], today: date) -> None:
    """The next regular session in the afternoon of its day, and those of the months after it."""
    template, procedure = template_of(Kind.REGULAR), in_force(today)
    due_day = procedure.session_due_day.value
    month = month_of(today, due_day)
    months = (session_day(each, due_day, viet_nam()) for each in [month, *months_after(month, 2)])
    day = next(each for each in months if each > today)
    with at(on_day(working_day_before(today, 2), time(16))):
        first = services.schedule_meeting(
            actor=government.clerk,
            body=government.body,
            kind=template.kind,
            title=template.title_on(day, due_day),
            place=template.place,
            starts_at=on_day(day, time(13, 30)),
            minutes_planned=template.minutes,
            chair=government.chair,
            procedure=procedure,
            holding=Holding(room=rooms[template.place]),
            demonstration=True,
        )
        services.make_following_sessions(actor=government.clerk, meeting=first, months=SESSIONS_AHEAD)
