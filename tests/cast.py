"""The cast: named characters of one cabinet, and how its meetings and ballots are brought about."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import count
from uuid import uuid4

from ballots.models import Ballot, PreparedAnswer, PreparedPaper
from ballots.rules import Asked, Line, deadline_bounds
from ballots.services import (
    Receipt,
    add_prepared_paper,
    approve_ballot,
    cast_answers,
    compose_ballot,
    note_delivered,
    open_ballot,
    submit_ballot,
    submit_prepared,
)
from core.time import now
from core.working_time import viet_nam
from ecabinet.demo.government import make_agencies, make_body, make_seats
from ecabinet.demo.people import make_people
from matters.models import Confidentiality, Document, Matter, Version
from matters.services import add_paper, submit_matter
from meetings import services as meeting_services
from meetings.models import AgendaItem, Meeting
from meetings.rules import Presence
from people.models import Agency, Appointment, Body, Duty, DutyTerm, Person, Role, Seat, SeatKind
from people.procedure import Procedure, load

SINCE = date(2016, 7, 28)
PASSWORD = "a-password-for-tests"
# The smallest whole PDF: one empty page.
PDF = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
    b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj\n"
    b"trailer<</Root 1 0 R>>\n%%EOF\n"
)


@dataclass(frozen=True, eq=False)
class Cabinet:
    """A body with its seats in order, and everybody who may meet a page of it."""

    body: Body
    seats: Sequence[Seat]
    lead: Agency
    holders: Mapping[int, Person]  # by the seat's order
    chair: Person  # holds seat 1: the Prime Minister
    minister: Person  # has a deputy and an assistant
    second_minister: Person
    deputy: Person  # of `minister`
    assistant: Person  # of `minister`
    clerk: Person
    second_clerk: Person
    head: Person
    guest: Person  # of the first item
    other_guest: Person  # of the second item
    auditor: Person
    operator: Person
    administrator: Person  # of persons and offices
    outsider: Person  # has an account and nothing else
    minister_seat: Seat
    numbers: Iterable[int] = field(default_factory=lambda: count(1))

    @property
    def chair_seat(self) -> Seat:
        """The seat from which meetings are chaired."""
        return self.seats[0]

    def characters(self) -> dict[str, Person | None]:
        """Name → person, for tables of permissions; anonymous is nobody."""
        names = (
            "chair minister second_minister deputy assistant clerk head guest other_guest auditor operator "
            "administrator outsider"
        )
        return {name: getattr(self, name) for name in names.split()} | {"anonymous": None}

    def matter(self, title: str = "", *, confidentiality: str = Confidentiality.INTERNAL) -> Matter:
        """A matter submitted by the clerk."""
        title = title or f"Dự thảo Nghị quyết số {self._number()}"
        return submit_matter(actor=self.clerk, title=title, lead=self.lead, confidentiality=confidentiality)

    def paper(
        self,
        matter: Matter,
        title: str = "Tờ trình",
        *,
        restricted: bool = False,
        replaces: Document | None = None,
        content: bytes = b"",
    ) -> Version:
        """A PDF in a matter's dossier, one page without a word unless told otherwise."""
        level = Confidentiality.RESTRICTED if restricted else Confidentiality.INTERNAL
        return add_paper(
            actor=self.clerk,
            matter=matter,
            name=f"{title}.pdf",
            content=content or PDF + f"% {uuid4()}\n".encode(),
            title=title,
            confidentiality=level,
            replaces=replaces,
        )

    # -- meetings ---------------------------------------------------------------------------------------

    def draft_meeting(
        self,
        *,
        items: int = 2,
        starts_at: datetime | None = None,
        procedure: Procedure | None = None,
        slug: str | None = None,
        title: str = "Phiên họp Chính phủ thử nghiệm",
    ) -> Meeting:
        """A meeting with its agenda; the guests are invited to the first and the second item."""
        meeting = meeting_services.schedule_meeting(
            actor=self.clerk,
            body=self.body,
            kind="regular",
            title=title,
            place="Phòng họp A",
            starts_at=starts_at or now() + timedelta(days=1),
            minutes_planned=600,
            chair=self.chair_seat,
            procedure=procedure or load("39-2022"),
            slug=slug,
        )
        for number in range(items):
            item = self.item(meeting)
            if number < 2:
                guest = (self.guest, self.other_guest)[number]
                meeting_services.invite_guest(actor=self.clerk, meeting=meeting, person=guest, item=item)
        return meeting

    def item(self, meeting: Meeting, *, title: str = "", minutes: int = 15) -> AgendaItem:
        """One more item on a meeting's agenda."""
        return meeting_services.add_item(
            actor=self.clerk,
            meeting=meeting,
            matter=self.matter(title),
            minutes=minutes,
            presenter=self.minister_seat,
        )

    def sent_meeting(self, **wishes: object) -> Meeting:
        """A meeting whose programme was sent (takes the arguments of `draft_meeting`)."""
        return meeting_services.send_meeting(actor=self.clerk, meeting=self.draft_meeting(**wishes))  # type: ignore[arg-type]

    def running_meeting(
        self,
        *,
        remote: Iterable[int] = (),
        absent: Iterable[int] = (),
        deputy: bool = False,
        **wishes: object,
    ) -> Meeting:
        """A meeting in session at its first item; seats by order are remote or absent, others in the room.

        With `deputy`, the minister's seat is represented by his deputy.
        """
        meeting = self.sent_meeting(**wishes)
        places = dict.fromkeys(remote, Presence.REMOTE) | dict.fromkeys(absent, Presence.ABSENT)
        if deputy:
            places[self.minister_seat.order] = Presence.DEPUTY
        for seat in self.seats:
            if seat.order in places:
                self.note(meeting, seat, places[seat.order])
        meeting_services.note_attendance_of_all(actor=self.clerk, meeting=meeting)
        meeting = meeting_services.start_meeting(actor=self.clerk, meeting=meeting)
        meeting_services.start_next_item(actor=self.clerk, meeting=meeting)
        return meeting

    def note(self, meeting: Meeting, seat: Seat, presence: Presence) -> None:
        """Note where a seat is; a deputy is the one appointed for the minister."""
        meeting_services.note_attendance(
            actor=self.clerk,
            meeting=meeting,
            seat=seat,
            presence=presence.value,
            deputy=self.deputy if presence is Presence.DEPUTY else None,
        )

    def conclude(self, meeting: Meeting, item: AgendaItem, text: str) -> None:
        """The chair's conclusion on the running item, written down and released."""
        meeting_services.conclude_item(actor=self.clerk, meeting=meeting, item=item, text=text)
        meeting_services.release_conclusion(actor=self.clerk, meeting=meeting, item=item)

    def open_vote(self, meeting: Meeting, *, at_once: bool = False) -> Ballot:
        """A vote on the running item; `at_once` before the moment for which it was announced."""
        item = meeting.items.get(status="running")
        return meeting_services.open_vote_on_item(
            actor=self.clerk, meeting=meeting, item=item, at_once=at_once
        )

    def vote(
        self, meeting: Meeting, ballot: Ballot, order: int, choice: str = "for", *, named: int = 0
    ) -> Receipt:
        """The holder of the seat with this order votes."""
        return meeting_services.cast_vote(
            actor=self.holders[order], meeting=meeting, ballot=ballot, choice=choice, named=named, key=uuid4()
        )

    def vote_by_hand(self, meeting: Meeting, ballot: Ballot, choices: Mapping[int, str]) -> None:
        """Tablets fail: one clerk keys in these seats, the other confirms them."""
        said = list(choices.values())
        announced = {choice: said.count(choice) for choice in said}
        meeting_services.take_by_hand(
            actor=self.clerk, meeting=meeting, ballot=ballot, way="hands", reason="Mất mạng"
        )
        sheet = meeting_services.key_sheet(
            actor=self.clerk, meeting=meeting, ballot=ballot, choices=choices, announced=announced
        )
        meeting_services.confirm_sheet(
            actor=self.second_clerk, meeting=meeting, ballot=ballot, number=sheet.number
        )

    # -- opinion ballots --------------------------------------------------------------------------------

    def draft_ballot(
        self,
        *,
        procedure: str = "191-2026",
        closes_at: datetime | None = None,
        title: str = "Phiếu lấy ý kiến thử nghiệm",
        questions: Sequence[Asked] = (Asked("Thông qua dự thảo Nghị quyết?"),),
        matter: Matter | None = None,
        answers_visible: str = "",
    ) -> Ballot:
        """A composed opinion ballot; its deadline is the earliest that the procedure allows from now."""
        rules = load(procedure)
        earliest = deadline_bounds(now(), rules, viet_nam()).earliest or now() + timedelta(days=2)
        return compose_ballot(
            actor=self.clerk,
            body=self.body,
            matter=matter or self.matter(),
            title=title,
            questions=questions,
            procedure=rules,
            closes_at=closes_at or earliest + timedelta(minutes=5),
            answers_visible=answers_visible,
        )

    def open_ballot(self, **wishes: object) -> Ballot:
        """An opinion ballot that may be answered (takes the arguments of `draft_ballot`)."""
        return self.send(self.draft_ballot(**wishes))  # type: ignore[arg-type]

    def approve(self, draft: Ballot) -> Ballot:
        """A draft that the clerk has submitted and the head has approved."""
        submitted = submit_ballot(actor=self.clerk, ballot=draft, note="Kính trình")
        return approve_ballot(actor=self.head, ballot=submitted)

    def send(self, draft: Ballot) -> Ballot:
        """A draft that was approved and sent."""
        return open_ballot(actor=self.clerk, ballot=self.approve(draft))

    def deliver(self, ballot: Ballot, *orders: int) -> None:
        """The mail server takes the message to these seats (all when none is named): evidence of delivery."""
        for seat in self.seats:
            if not orders or seat.order in orders:
                note_delivered(ballot=ballot, seat=seat, how="mail", at=now())

    def prepare(self, ballot: Ballot, choice: str = "for", text: str = "") -> PreparedAnswer:
        """The minister's assistant submits an answer to him."""
        return submit_prepared(
            actor=self.assistant,
            ballot=ballot,
            elector=ballot.electors.get(seat=self.minister_seat),
            lines=[Line(question=1, choice=choice, text=text)],
        )

    def prepared_paper(self, ballot: Ballot, name: str = "Ý kiến tham mưu.pdf") -> PreparedPaper:
        """The minister's assistant puts a paper of one page beside the answer."""
        return add_prepared_paper(
            actor=self.assistant,
            ballot=ballot,
            elector=ballot.electors.get(seat=self.minister_seat),
            name=name,
            content=PDF + f"% {uuid4()}\n".encode(),
        )

    def answer(
        self, ballot: Ballot, order: int, choice: str = "for", *, text: str = "", named: int = 0
    ) -> Receipt:
        """The holder of the seat with this order answers an opinion ballot."""
        line = Line(question=1, choice=choice, text=text)
        return cast_answers(actor=self.holders[order], ballot=ballot, lines=[line], named=named, key=uuid4())

    def _number(self) -> int:
        return next(iter(self.numbers))


def make_cabinet() -> Cabinet:
    """A small body of five seats with everybody around it."""
    agency = Agency.objects.create(
        key="bo-xay-dung", name_vi="Bộ Xây dựng", name_en="Ministry of Construction"
    )
    body = Body.objects.create(key="noi-cac-nho", name_vi="Nội các nhỏ", name_en="Small cabinet")
    offices = [
        ("thu-tuong", "Thủ tướng", "Prime Minister", SeatKind.PRIME_MINISTER, 1),
        ("pho-thu-tuong", "Phó Thủ tướng", "Deputy Prime Minister", SeatKind.DEPUTY_PRIME_MINISTER, 2),
        ("xay-dung", "Bộ trưởng Bộ Xây dựng", "Minister of Construction", SeatKind.MINISTER, None),
        ("tai-chinh", "Bộ trưởng Bộ Tài chính", "Minister of Finance", SeatKind.MINISTER, None),
        ("ngan-hang", "Thống đốc", "Governor", SeatKind.HEAD_OF_AGENCY, None),
    ]
    seats = [
        Seat.objects.create(
            body=body,
            order=order,
            key=key,
            office_vi=vi,
            office_en=en,
            short_vi=vi.removeprefix("Bộ trưởng Bộ "),
            short_en=en.removeprefix("Minister of "),
            kind=kind,
            chair_rank=rank,
            valid_from=SINCE,
        )
        for order, (key, vi, en, kind, rank) in enumerate(offices, start=1)
    ]
    seats[2].agencies.add(agency)
    holders = {seat.order: person(seat.key, seat.office_vi, seat.office_en) for seat in seats}
    for seat in seats:
        appoint(holders[seat.order], seat, Role.HOLDER)
    return _surround(body, seats, agency, holders, minister=3, second=4)


def make_government() -> Cabinet:
    """The demo's Government of 27 seats, with its people and the characters that the demo lacks."""
    agencies, body = make_agencies(), make_body()
    by_key = make_seats(body, agencies)
    people = make_people(by_key)
    seats = list(by_key.values())
    holders = {seat.order: people[seat.key] for seat in seats}
    return _surround(body, seats, agencies["bo-xay-dung"], holders, minister=16, second=12)


def person(username: str, vi: str = "", en: str = "", duty: Duty | None = None) -> Person:
    """An account with the tests' password."""
    made = Person.objects.create_person(
        username,
        PASSWORD,
        label_vi=vi or username,
        label_en=en or username,
        email=f"{username}@cabinet.example",
    )
    if duty is not None:
        give_duty(made, duty)
    return made


def give_duty(who: Person, duty: Duty, body: Body | None = None) -> DutyTerm:
    """Give somebody a duty from the beginning and without an end, for the house or for one body."""
    return DutyTerm.objects.create(person=who, duty=duty, body=body, starts_on=SINCE)


def duties_of(who: Person) -> list[str]:
    """The duties that somebody has today, as the database says."""
    return sorted(term.duty for term in Person.objects.get(pk=who.pk).duties)


def appoint(who: Person, seat: Seat, role: Role) -> Appointment:
    """Appoint somebody from the beginning and without an end."""
    return Appointment.objects.create(person=who, seat=seat, role=role, starts_on=SINCE)


def _surround(
    body: Body, seats: Sequence[Seat], lead: Agency, holders: Mapping[int, Person], minister: int, second: int
) -> Cabinet:
    seat = seats[minister - 1]
    deputy = person("deputy", "Thứ trưởng Bộ Xây dựng", "Deputy Minister of Construction")
    assistant = person("assistant", "Trợ lý Bộ trưởng", "Assistant to the Minister")
    appoint(deputy, seat, Role.DEPUTY)
    appoint(assistant, seat, Role.ASSISTANT)
    return Cabinet(
        body=body,
        seats=seats,
        lead=lead,
        holders=holders,
        chair=holders[1],
        minister=holders[minister],
        second_minister=holders[second],
        deputy=deputy,
        assistant=assistant,
        clerk=person("clerk", "Thư ký 1", "Clerk 1", Duty.CLERK),
        second_clerk=person("second-clerk", "Thư ký 2", "Clerk 2", Duty.CLERK),
        head=person("head", "Lãnh đạo Văn phòng", "Head of the secretariat", Duty.HEAD),
        guest=person("guest", "Khách mời nội dung 1", "Guest of item 1"),
        other_guest=person("other-guest", "Khách mời nội dung 2", "Guest of item 2"),
        auditor=person("auditor", "Kiểm tra viên", "Auditor", Duty.AUDITOR),
        operator=person("operator", "Cán bộ vận hành", "Operator", Duty.OPERATOR),
        administrator=person("administrator", "Vụ Tổ chức cán bộ", "Personnel", Duty.PEOPLE),
        outsider=person("outsider", "Người ngoài", "Outsider"),
        minister_seat=seat,
    )
