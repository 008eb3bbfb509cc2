"""One scene for both tables: meetings, ballots and papers in every state that decides who may do what."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID, uuid4

from django.conf import settings
from django.test import Client

from ballots.models import Ballot, Elector, PreparedAnswer, PreparedPaper
from ballots.rules import subject_digest
from ballots.selectors import content_offered, papers_offered
from ballots.services import close_ballot, issue_report, rebind_papers, submit_ballot
from core.time import at, now, today
from matters.models import Document, Matter, OnPaper, Version
from matters.on_paper import add_on_paper
from meetings import services as meeting_services
from meetings.models import AgendaItem, AgendaSection, Guest, Meeting, Room, Speaker
from meetings.services import add_room, request_floor
from people.administration.acts import give_duty
from people.models import Agency, Appointment, Body, Duty, DutyTerm, Person, Proposal, Role, Seat
from records.models import Record
from records.services import draw_up_record
from tests.cast import SINCE, Cabinet, make_cabinet, person
from tests.records.issued import issued_record, keys, ready_record

DESK = {"clerk", "head"}
MEMBERS = {"chair", "minister", "second_minister"}
STAFF = {"deputy", "assistant"}
GUESTS = {"guest", "other_guest"}
# Whoever may see a meeting that was sent.
INVOLVED = DESK | {"auditor"} | MEMBERS | STAFF | GUESTS
RECORD = DESK | {"auditor"}


class Counted(int):
    """The number of a row that the database counts, at whatever it has come to."""


@dataclass(frozen=True)
class Scene:
    """The cabinet and what it is busy with; `people` are the characters and a former minister."""

    cabinet: Cabinet
    people: dict[str, Person | None]
    sessions: dict[str, str]  # of whoever has an account
    sent: Meeting
    draft: Meeting
    running: Meeting
    section: AgendaSection  # of the same agenda
    item: AgendaItem  # the first of the meeting that was sent; the guest is invited to it
    running_item: AgendaItem
    waiting_item: AgendaItem
    guest: Guest
    hall: Room
    matter: Matter  # of `item`
    hidden_matter: Matter  # of a meeting in preparation
    paper: Version
    restricted: Version
    speaker: Speaker  # waits in `running`
    vote: Ballot  # open in `running`
    draft_ballot: Ballot
    submitted_ballot: Ballot
    approved_ballot: Ballot
    open_ballot: Ballot
    closed_ballot: Ballot
    prepared: PreparedAnswer  # for the minister, to the open ballot
    prepared_paper: PreparedPaper
    circulated: Meeting  # closed, its minutes with the attendees
    approved: Meeting  # closed, its minutes approved
    replaced_ballot: Ballot  # all members answered it; afterwards its paper was replaced
    reported_ballot: Ballot
    ready: Record  # approved, waits for the chair to sign it
    issued: Record  # to all members
    drawn_up: Record
    proposed: Proposal  # a duty for the outsider, waits for confirmation
    appointment: Appointment  # the minister's
    term: DutyTerm  # the second clerk's duty

    @property
    def outsider(self) -> Person:
        """Has an account and nothing else."""
        return self.cabinet.outsider

    @property
    def body(self) -> Body:
        """The body of the cabinet."""
        return self.cabinet.body

    @property
    def body_key(self) -> UUID:
        """Its id."""
        return self.cabinet.body.pk

    @property
    def agency(self) -> Agency:
        """The agency of the minister."""
        return self.cabinet.lead

    @property
    def minister_seat(self) -> Seat:
        """The seat of the minister."""
        return self.cabinet.minister_seat

    @property
    def open_elector(self) -> Elector:
        """The minister's seat in the open ballot."""
        return self.open_ballot.electors.get(seat=self.cabinet.minister_seat)

    @property
    def closed_elector(self) -> Elector:
        """The minister's seat in the closed ballot."""
        return self.closed_ballot.electors.get(seat=self.cabinet.minister_seat)

    @property
    def document(self) -> Document:
        """An ordinary paper of the matter."""
        return self.paper.document

    @property
    def on_paper(self) -> OnPaper:
        """What comes on paper only, of the same matter."""
        return self.matter.on_paper.get()

    @property
    def restricted_document(self) -> Document:
        """A restricted paper of the same matter."""
        return self.restricted.document


def make_scene() -> Scene:
    """Build it with the services; the minister has answered the open ballot."""
    cabinet = make_cabinet()
    keys(cabinet)
    sent, draft, running = cabinet.sent_meeting(), cabinet.draft_meeting(), cabinet.running_meeting()
    item = sent.items.get(order=1)
    paper, restricted = cabinet.paper(item.matter), cabinet.paper(item.matter, "Hạn chế", restricted=True)
    add_on_paper(actor=cabinet.clerk, matter=item.matter)
    speaker = request_floor(actor=cabinet.second_minister, meeting=running, item=running.items.get(order=1))
    vote = cabinet.open_vote(running)
    open_one = cabinet.open_ballot()
    closed, reported = _closed(cabinet, cabinet.open_ballot()), _closed(cabinet, cabinet.open_ballot())
    issue_report(actor=cabinet.clerk, ballot=reported)
    reported.refresh_from_db()
    prepared_paper = cabinet.prepared_paper(open_one)
    prepared = cabinet.prepare(open_one)
    cabinet.answer(open_one, cabinet.minister_seat.order)
    replaced = _with_replaced_paper(cabinet)
    people = cabinet.characters() | {"former_minister": _former_minister(cabinet)}
    return Scene(
        cabinet=cabinet,
        people=people,
        sessions={name: signed_in_session(person) for name, person in people.items() if person is not None},
        sent=sent,
        draft=draft,
        running=running,
        section=meeting_services.add_section(actor=cabinet.clerk, meeting=sent, title="Báo cáo"),
        item=item,
        running_item=running.items.get(order=1),
        waiting_item=running.items.get(order=2),
        guest=sent.guests.get(person=cabinet.guest),
        hall=add_room(actor=cabinet.clerk, name="Phòng họp A", capacity=60),
        matter=item.matter,
        hidden_matter=draft.items.get(order=1).matter,
        paper=paper,
        restricted=restricted,
        speaker=speaker,
        vote=vote,
        draft_ballot=cabinet.draft_ballot(),
        submitted_ballot=submit_ballot(actor=cabinet.clerk, ballot=cabinet.draft_ballot(), note="Kính trình"),
        approved_ballot=cabinet.approve(cabinet.draft_ballot()),
        open_ballot=open_one,
        closed_ballot=closed,
        circulated=_with_minutes(cabinet),
        approved=_with_minutes(cabinet, approved=True),
        ready=ready_record(cabinet, _with_minutes(cabinet, approved=True)),
        issued=issued_record(cabinet, _with_minutes(cabinet, approved=True)),
        drawn_up=draw_up_record(
            actor=cabinet.clerk, kind="minutes", subject=_with_minutes(cabinet, approved=True).stream
        ),
        replaced_ballot=replaced,
        reported_ballot=reported,
        prepared=prepared,
        prepared_paper=prepared_paper,
        proposed=give_duty(
            actor=cabinet.administrator,
            key=uuid4(),
            person=cabinet.outsider,
            duty=Duty.CLERK,
            reason="Quyết định số 1",
        ),
        appointment=Appointment.objects.get(person=cabinet.minister),
        term=DutyTerm.objects.get(person=cabinet.second_clerk),
    )


def _with_minutes(cabinet: Cabinet, *, approved: bool = False) -> Meeting:
    meeting = meeting_services.close_meeting(
        actor=cabinet.clerk, meeting=cabinet.running_meeting(deputy=True)
    )
    meeting_services.edit_sentence(actor=cabinet.clerk, meeting=meeting, key="place", text="Trụ sở.", base=0)
    until = now() + timedelta(days=1)
    meeting_services.circulate_minutes(actor=cabinet.clerk, meeting=meeting, until=until)
    meeting_services.propose_correction(actor=cabinet.deputy, meeting=meeting, key="", text="Sửa ngày.")
    if approved:
        with at(until + timedelta(minutes=1)):
            meeting_services.answer_correction(actor=cabinet.clerk, meeting=meeting, number=1, accepted=True)
            meeting_services.approve_minutes(actor=cabinet.head, meeting=meeting)
    return meeting


def _with_replaced_paper(cabinet: Cabinet) -> Ballot:
    draft = cabinet.draft_ballot()
    paper = cabinet.paper(draft.matter)
    ballot = cabinet.send(draft)
    for order in cabinet.holders:
        cabinet.answer(ballot, order)
    cabinet.paper(draft.matter, replaces=paper.document)
    offered = subject_digest(content_offered(ballot, papers_offered(ballot)))
    return rebind_papers(actor=cabinet.head, ballot=ballot, reason="Sửa số liệu.", offered=offered)


def _closed(cabinet: Cabinet, ballot: Ballot) -> Ballot:
    assert ballot.closes_at is not None
    with at(ballot.closes_at + timedelta(minutes=1)):
        return close_ballot(actor=cabinet.clerk, ballot=ballot)


def signed_in_session(who: Person) -> str:
    client = Client()
    client.force_login(who)
    return client.cookies[settings.SESSION_COOKIE_NAME].value


def _former_minister(cabinet: Cabinet) -> Person:
    """Held the minister's seat until yesterday; the account is still there."""
    former = person("former-minister", "Nguyên Bộ trưởng", "Former minister")
    Appointment.objects.create(
        person=former,
        seat=cabinet.minister_seat,
        role=Role.HOLDER,
        starts_on=SINCE,
        ends_on=today() - timedelta(days=1),
    )
    return former
