"""Ten years of an office's meetings, for figures and demonstrations of scale: written in bulk.

The services would need an hour for 12,000 of them; what is written here is what they write, row by row and
entry by entry, as far as pages read it. The same seed and day make the same meetings.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from random import Random
from typing import Any

from django.db import transaction

from core.journal import BATCH, Happening, record, write_histories
from core.time import at, local
from core.working_time import on_day, viet_nam
from ecabinet.demo.government import Government
from ecabinet.demo.office_history import history
from ecabinet.demo.subjects import subject_of
from matters.models import Matter
from matters.services import submit_matter
from meetings.models import AgendaItem, Attendance, Guest, Kind, Meeting, Room
from meetings.rules import MeetingStatus, Presence, template_of
from meetings.selectors import Invited
from meetings.services import add_room
from people.models import Person, Seat
from people.procedure import in_force, load
from records.wording import within

STREAM = "demo:office"
AHEAD = 30  # days after the end in which meetings are already planned
SENT_AHEAD = 7  # days before a meeting on which its programme is sent
BEGIN = (time(8), time(8, 30), time(9), time(10), time(14), time(14, 30), time(15, 30))
LENGTHS = (60, 90, 120, 120, 180)
ROOMS = (("Phòng họp A", 120), ("Phòng họp B", 40), ("Phòng họp C", 30), ("Phòng họp D", 20))
# Of a hundred meetings: sessions of the Government, and of its standing members (140 of 1,200 in 2021).
SHARES = ((Kind.REGULAR, 1), (Kind.THEMATIC, 1), (Kind.STANDING, 12), (Kind.LEADERS, 86))
WHERE = ((Presence.IN_ROOM, 90), (Presence.REMOTE, 6), (Presence.ABSENT, 4))
CONCLUSION = "Thống nhất với báo cáo; giao cơ quan chủ trì hoàn thiện, trình theo quy định."
MATTERS = 3000  # the matters that come up again and again


@dataclass
class Rows:
    """What is written at the end, table by table."""

    meetings: list[Meeting] = field(default_factory=list)
    invited: list[Any] = field(default_factory=list)
    items: list[AgendaItem] = field(default_factory=list)
    attendances: list[Attendance] = field(default_factory=list)
    guests: list[Guest] = field(default_factory=list)
    histories: dict[str, list[tuple[datetime, Happening]]] = field(default_factory=dict)

    def write(self) -> None:
        """Everything, in a few hundred statements."""
        Meeting.objects.bulk_create(self.meetings, batch_size=BATCH)
        Invited.objects.bulk_create(self.invited, batch_size=BATCH)
        AgendaItem.objects.bulk_create(self.items, batch_size=BATCH)
        Attendance.objects.bulk_create(self.attendances, batch_size=BATCH)
        Guest.objects.bulk_create(self.guests, batch_size=BATCH)
        write_histories(self.histories)


@dataclass(frozen=True)
class House:
    """What the meetings are made from."""

    government: Government
    seats: Sequence[Seat]
    rooms: Sequence[Room]
    matters: Sequence[Matter]
    guests: Sequence[Person]
    until: datetime


@transaction.atomic
def load_meetings(government: Government, *, meetings: int, seed: int, until: datetime, since: date) -> None:
    """So many meetings from `since` until a month after `until`; what comes later has not happened yet."""
    chance, rows = Random(seed), Rows()
    house = _house(government, chance, until)
    days = _working_days(since, local(until).date() + timedelta(days=AHEAD))
    for number in range(meetings):
        _add(rows, house, chance, days[number * len(days) // meetings])
    rows.write()
    with at(until):
        facts = {"meetings": meetings, "seed": seed, "until": until.isoformat()}
        record(STREAM, "office.loaded", actor=government.clerk.key, subject=STREAM, facts=facts)


def _house(government: Government, chance: Random, until: datetime) -> House:
    clerk = government.clerk
    rooms = [add_room(actor=clerk, name=f"{name} (mười năm)", capacity=held) for name, held in ROOMS]
    matters = list(Matter.objects.select_related("lead").order_by("created_at", "pk")[:MATTERS])
    for _ in range(0 if matters else len(government.seats)):
        subject = subject_of(chance, local(until).year)
        lead = government.agencies[subject.lead]
        matters.append(submit_matter(actor=clerk, title=subject.title, lead=lead))
    return House(
        government, list(government.seats.values()), rooms, matters, [government.people["khach"]], until
    )


def _working_days(first: date, last: date) -> list[date]:
    days = (first + timedelta(days=number) for number in range((last - first).days + 1))
    return [day for day in days if viet_nam().is_working_day(day)]


def _add(rows: Rows, house: House, chance: Random, day: date) -> None:
    """One meeting with all that hangs on it."""
    (kind,) = chance.choices([kind for kind, _share in SHARES], [share for _kind, share in SHARES])
    meeting = _meeting(house, chance, kind, day)
    seats = _attending(house, chance, meeting)
    rows.meetings.append(meeting)
    if not meeting.whole_body:
        rows.invited.extend(Invited(meeting_id=meeting.pk, seat_id=seat.pk) for seat in seats)
    items = _agenda(house, chance, meeting)
    rows.items.extend(items)
    attendances = _attendance(chance, meeting, seats)
    rows.attendances.extend(attendances)
    if chance.randrange(3) == 0:
        rows.guests.append(Guest(meeting=meeting, person=chance.choice(house.guests), item=items[0]))
    rows.histories[meeting.stream] = list(
        history(house.government.clerk, meeting, items, attendances, house.until)
    )


def _meeting(house: House, chance: Random, kind: Kind, day: date) -> Meeting:
    template, room = template_of(kind), chance.choice(house.rooms)
    chairs = [seat for seat in house.seats if seat.chair_rank]
    chair = chance.choice(chairs) if kind == Kind.LEADERS else house.government.chair
    key, facts = _procedure(kind, in_force(day).key)
    meeting = Meeting(
        body=house.government.body,
        kind=kind.value,
        title=_title(chance, kind, day),
        place=room.name,
        room=room,
        whole_body=not template.invitees.value,
        starts_at=on_day(day, chance.choice(BEGIN)),
        minutes_planned=240 if template.votes.value else chance.choice(LENGTHS),
        chair=chair,
        secretary_label=house.government.clerk.label_vi,
        procedure_key=key,
        procedure_facts=facts,
        demonstration=True,
        scheduled_by=house.government.clerk,
    )
    return _as_far_as_it_came(meeting, house.until)


def _as_far_as_it_came(meeting: Meeting, until: datetime) -> Meeting:
    if meeting.ends_at < until:
        meeting.status = MeetingStatus.CLOSED.value
        meeting.started_at, meeting.closed_at = meeting.starts_at, meeting.ends_at
    elif meeting.starts_at < until + timedelta(days=SENT_AHEAD):
        meeting.status = MeetingStatus.SENT.value
    if meeting.status != MeetingStatus.DRAFT.value:
        meeting.sent_at = min(meeting.starts_at - timedelta(days=SENT_AHEAD), until)
    return meeting


@lru_cache
def _procedure(kind: Kind, key: str) -> tuple[str, dict[str, object]]:
    return key, template_of(kind).under(load(key)).snapshot()


def _title(chance: Random, kind: Kind, day: date) -> str:
    if kind in (Kind.REGULAR, Kind.THEMATIC):
        return template_of(kind).title_on(day)
    subject = subject_of(chance, day.year).title
    begins = "Họp Thường trực Chính phủ" if kind == Kind.STANDING else "Phó Thủ tướng Chính phủ họp"
    return f"{begins} về {within(subject)}"[:300]


def _attending(house: House, chance: Random, meeting: Meeting) -> list[Seat]:
    if meeting.whole_body:
        return list(house.seats)
    kinds = template_of(meeting.kind).invitees.value if meeting.kind == Kind.STANDING else ()
    chosen = [seat for seat in house.seats if seat.kind in kinds or seat == meeting.chair]
    others = [seat for seat in house.seats if not seat.chair_rank]
    return chosen + chance.sample(others, min(len(others), chance.randint(1, 4)))


def _agenda(house: House, chance: Random, meeting: Meeting) -> list[AgendaItem]:
    count = chance.randint(5, 9) if meeting.whole_body else chance.randint(1, 3)
    matters = chance.sample(house.matters, min(count, len(house.matters)))
    each, held = meeting.minutes_planned // len(matters), meeting.closed_at is not None
    return [
        AgendaItem(
            meeting=meeting,
            matter=matter,
            order=number,
            minutes=each,
            asks="vote" if meeting.whole_body else "discussion",
            status="done" if held else "waiting",
            started_at=meeting.starts_at + timedelta(minutes=each * (number - 1)) if held else None,
            ended_at=meeting.starts_at + timedelta(minutes=each * number) if held else None,
            conclusion=CONCLUSION if held else "",
        )
        for number, matter in enumerate(matters, start=1)
    ]


def _attendance(chance: Random, meeting: Meeting, seats: Sequence[Seat]) -> list[Attendance]:
    if meeting.status == MeetingStatus.DRAFT.value:
        return []
    held = meeting.closed_at is not None
    where = chance.choices([place for place, _ in WHERE], [share for _, share in WHERE], k=len(seats))
    return [
        Attendance(
            meeting=meeting,
            seat=seat,
            presence=(place if held else Presence.EXPECTED).value,
            since=meeting.starts_at if held else None,
        )
        for seat, place in zip(seats, where, strict=True)
    ]
