"""The data that is measured: bodies, meetings and votes of any size, made by the real services."""

from collections.abc import Sequence
from uuid import uuid4

from ballots.models import Ballot
from ballots.rules import Asked, Line
from ballots.services import (
    Sheet,
    approve_ballot,
    cast_at_once,
    compose_ballot,
    open_ballot,
    submit_ballot,
)
from core.time import now, today
from core.working_time import AFTERNOON, on_day, viet_nam
from matters.services import submit_matter
from meetings.models import Meeting
from meetings.rules import Presence
from meetings.services import (
    add_item,
    cast_vote,
    close_meeting,
    close_vote,
    conclude_item,
    note_attendance_of_all,
    open_vote_on_item,
    release_conclusion,
    schedule_meeting,
    send_meeting,
    start_meeting,
    start_next_item,
)
from people.models import Agency, Appointment, Body, Duty, Person, Role, Seat, SeatKind
from people.procedure import in_force
from people.selectors import on_duty


def clerk() -> Person:
    """A clerk of the secretariat."""
    return on_duty(Duty.CLERK)[0]


def bills() -> Meeting:
    """The demonstration's session of six bills, which is sent and can still be changed."""
    return Meeting.objects.get(slug="law-2022")


def large_body(seats: int, named: str = "bench") -> Body:
    """A body of many seats, each held by one person."""
    body = Body.objects.create(
        key=f"{named}-{seats}", name_vi=f"Hội nghị {seats}", name_en=f"Assembly of {seats}"
    )
    first = SeatKind.PRIME_MINISTER
    made = Seat.objects.bulk_create(
        Seat(
            body=body,
            order=number,
            key=f"ghe-{number}",
            office_vi=f"Đại biểu số {number}",
            short_vi=f"Đại biểu {number}",
            kind=first if number == 1 else SeatKind.MINISTER,
            valid_from="2020-01-01",
        )
        for number in range(1, seats + 1)
    )
    people = Person.objects.bulk_create(
        Person(username=f"{body.key}-{seat.order}", label_vi=seat.office_vi, password="!") for seat in made
    )
    Appointment.objects.bulk_create(
        Appointment(person=person, seat=seat, role=Role.HOLDER, starts_on="2020-01-01")
        for person, seat in zip(people, made, strict=True)
    )
    return body


def holders_of(body: Body) -> list[Person]:
    """The holders of a body's seats, in order."""
    held = Appointment.objects.filter(seat__body=body, role=Role.HOLDER).select_related("person")
    return [appointment.person for appointment in held.order_by("seat__order")]


def prepared_meeting(body: Body, items: int) -> Meeting:
    """A meeting that was sent, with this many agenda items."""
    actor, lead = clerk(), Agency.objects.order_by("key")[0]
    meeting = schedule_meeting(
        actor=actor,
        body=body,
        kind="thematic",
        title=f"Phiên họp {items} nội dung của {body.name_vi}",
        place="Phòng họp A",
        starts_at=now(),
        minutes_planned=15 * items,
        chair=body.seats.order_by("order")[0],
        procedure=in_force(today()),
    )
    for number in range(1, items + 1):
        matter = submit_matter(actor=actor, title=f"Dự án Luật số {number} về việc thử tốc độ", lead=lead)
        add_item(actor=actor, meeting=meeting, matter=matter, minutes=15)
    return send_meeting(actor=actor, meeting=meeting)


def running(meeting: Meeting) -> Meeting:
    """Open a sent meeting with everybody in the room."""
    actor = clerk()
    note_attendance_of_all(actor=actor, meeting=meeting, presence=Presence.IN_ROOM)
    return start_meeting(actor=actor, meeting=meeting)


def voting(meeting: Meeting) -> Ballot:
    """Bring a sent meeting to its first open vote with everybody in the room."""
    actor, meeting = clerk(), running(meeting)
    item = start_next_item(actor=actor, meeting=meeting)
    assert item is not None
    return open_vote_on_item(actor=actor, meeting=meeting, item=item)


def held_meeting(body: Body, items: int) -> Meeting:
    """A meeting that was held and closed: a full vote and a conclusion on every item."""
    meeting, actor, members = prepared_meeting(body, items), clerk(), holders_of(body)
    note_attendance_of_all(actor=actor, meeting=meeting, presence=Presence.IN_ROOM)
    start_meeting(actor=actor, meeting=meeting)
    while (item := start_next_item(actor=actor, meeting=meeting)) is not None:
        ballot = open_vote_on_item(actor=actor, meeting=meeting, item=item)
        _vote(meeting, ballot, members)
        close_vote(actor=actor, meeting=meeting, ballot=ballot, publish=True)
        text = "Giao cơ quan chủ trì tiếp thu ý kiến Thành viên Chính phủ, hoàn thiện hồ sơ."
        conclude_item(actor=actor, meeting=meeting, item=item, text=text)
        release_conclusion(actor=actor, meeting=meeting, item=item)
    return close_meeting(actor=actor, meeting=meeting)


def _vote(meeting: Meeting, ballot: Ballot, members: Sequence[Person]) -> None:
    for person in members:
        cast_vote(actor=person, meeting=meeting, ballot=ballot, choice="for", named=0, key=uuid4())


def answered_ballot(body: Body, at_once: int) -> Ballot:
    """An opinion ballot of three questions that every member of a body has answered, so many at once."""
    actor, members = clerk(), holders_of(body)
    head = Person.objects.get(username="chanhvanphong")
    matter = submit_matter(actor=actor, title="Dự án Luật về việc thử tốc độ", lead=Agency.objects.all()[0])
    ballot = compose_ballot(
        actor=actor,
        body=body,
        matter=matter,
        title=f"Phiếu lấy ý kiến {len(members)} đại biểu",
        questions=[
            Asked("Thông qua dự án Luật."),
            Asked("Từ bao giờ?", ("Ngay", "Sang năm")),
            Asked("Giao Bộ?"),
        ],
        procedure=in_force(today()),
        closes_at=on_day(viet_nam().add_working_days(today(), 4), AFTERNOON[1]),
    )
    submit_ballot(actor=actor, ballot=ballot, note="Kính trình.")
    approve_ballot(actor=head, ballot=ballot)
    ballot = open_ballot(actor=actor, ballot=ballot)
    for first in range(0, len(members), at_once):
        sheets = [Sheet(person, _sheet(person), uuid4()) for person in members[first : first + at_once]]
        cast_at_once(ballot=ballot, sheets=sheets)
    return ballot


def _sheet(person: Person) -> list[Line]:
    other = person.username.endswith("7")
    first = Line(question=1, choice="other" if other else "for", text="Đề nghị làm rõ." if other else "")
    return [first, Line(question=2, choice="A", text=""), Line(question=3, choice="for", text="")]
