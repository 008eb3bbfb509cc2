"""The stage of a rehearsal, set up and counted in a process of its own: `python -m ecabinet.rehearsal.stage`.

It works on the database that its environment names, which is never the one of the real cabinet.
"""

import json
import sys
import time
from importlib import import_module
from pathlib import Path
from typing import Any

import django

GHOST = "ghost"


def main(arguments: list[str]) -> None:
    """`build PLAN` makes the session and prints what its ghosts need; `count MEETING` what is stored."""
    django.setup()
    match arguments:
        case ["build", plan]:
            print(json.dumps(build(Path(plan).read_text(encoding="utf-8"))))
        case ["count", meeting]:
            print(json.dumps(count(meeting)))
        case _:
            sys.exit("build PLAN | count MEETING")


def build(text: str) -> dict[str, Any]:
    """Migrate, and hold the planned session up to its first item, with every ghost in the room."""
    from django.core.management import call_command

    from core.time import today
    from ecabinet.rehearsal.plan import Plan
    from people.models import Duty, DutyTerm, Person

    call_command("migrate", verbosity=0)
    plan = Plan.from_text(text)
    clerk = Person.objects.create(username=f"{GHOST}-clerk", label_vi="Thư ký giả định")
    DutyTerm.objects.create(person=clerk, duty=Duty.CLERK, starts_on=today())
    meeting, ghosts = _session(plan, clerk)
    return {
        "meeting": str(meeting.pk),
        "items": [str(key) for key in meeting.items.order_by("order").values_list("pk", flat=True)],
        "votes": [item.votes for item in plan.items],
        "clerk": sign_in(clerk),
        "members": [sign_in(ghost) for ghost in ghosts],
    }


def _session(plan: Any, clerk: Any) -> tuple[Any, list[Any]]:
    from core.time import now
    from matters.services import submit_matter
    from meetings.rules import Presence
    from meetings.services import (
        add_item,
        note_attendance_of_all,
        schedule_meeting,
        send_meeting,
        start_meeting,
    )
    from people.models import Agency, Body
    from people.procedure import Procedure

    body = Body.objects.create(key=GHOST, name_vi="Diễn tập", name_en="Rehearsal")
    agency = Agency.objects.create(key=GHOST, name_vi="Cơ quan giả định")
    ghosts = _ghosts(plan, body)
    meeting = schedule_meeting(
        actor=clerk,
        body=body,
        kind="thematic",
        title=plan.title,
        place="Diễn tập",
        starts_at=now(),
        minutes_planned=max(plan.minutes, sum(item.minutes for item in plan.items)),
        chair=body.seats.get(order=plan.chair),
        procedure=Procedure.from_snapshot(plan.procedure),
    )
    for item in plan.items:
        matter = submit_matter(actor=clerk, title=item.title, lead=agency)
        asks = "vote" if item.votes else "discussion"
        add_item(actor=clerk, meeting=meeting, matter=matter, minutes=item.minutes, asks=asks)
    send_meeting(actor=clerk, meeting=meeting)
    note_attendance_of_all(actor=clerk, meeting=meeting, presence=Presence.IN_ROOM)
    return start_meeting(actor=clerk, meeting=meeting), ghosts


def _ghosts(plan: Any, body: Any) -> list[Any]:
    from people.models import Appointment, Person, Role, Seat

    long_ago = "2000-01-01"
    seats = Seat.objects.bulk_create(
        Seat(
            body=body,
            order=each.order,
            key=f"{GHOST}-{each.order}",
            office_vi=each.office,
            short_vi=f"Ghế {each.order}",
            kind=each.kind,
            valid_from=long_ago,
        )
        for each in plan.seats
    )
    ghosts = Person.objects.bulk_create(
        Person(username=f"{GHOST}-{seat.order}", label_vi=f"Thành viên giả định {seat.order}", password="!")
        for seat in seats
    )
    Appointment.objects.bulk_create(
        Appointment(person=ghost, seat=seat, role=Role.HOLDER, starts_on=long_ago)
        for ghost, seat in zip(ghosts, seats, strict=True)
    )
    return ghosts


def sign_in(person: Any) -> str:
    """A session of this person, as signing in makes it; returns its key."""
    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY

    from people.accounts.sessions import OPENED

    session = import_module(settings.SESSION_ENGINE).SessionStore()
    session[SESSION_KEY] = str(person.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    session[OPENED] = time.time()
    session.save()
    key: str = session.session_key
    return key


def count(key: str) -> dict[str, Any]:
    """What the database holds in the end: every answer, what the journal's proof finds, and the minutes."""
    from ballots.models import Answer
    from core.journal import problems
    from meetings.models import Meeting
    from meetings.papers import compose_minutes, gather
    from records.layout import render

    meeting = Meeting.objects.get(pk=key)
    answers = Answer.objects.filter(ballot__item_vote__item__meeting=meeting).select_related("elector__seat")
    begun = time.perf_counter()
    paper = render(compose_minutes(gather(meeting)))
    return {
        "answers": [
            [str(answer.ballot_id), answer.elector.seat.order, answer.receipt, answer.lines[0]["choice"]]
            for answer in answers.order_by("pk")
        ],
        "problems": [f"{found.stream} #{found.seq}: {found.what}" for found in problems()],
        "minutes_bytes": len(paper),
        "minutes_ms": round((time.perf_counter() - begun) * 1000),
    }


if __name__ == "__main__":
    main(sys.argv[1:])
