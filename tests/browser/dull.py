"""What nobody wants to watch forty times: done by the services, inside the database of the served site."""

from collections.abc import Callable
from uuid import uuid4

from ballots.models import Ballot
from core.time import now
from matters.services import add_paper, submit_matter
from meetings import services
from meetings.models import Meeting, Minutes
from meetings.selectors import sweep_sheet
from people.models import Agency, Appointment, Person, Role
from tests.cast import PDF

ITEMS = 40
VOTED = (8, 16)  # of the items that are called one by one
DEFERRED = 21
DEBATED = 24  # the items up to here are talked about, those behind it nobody objects to
CONCLUSION = "Giao cơ quan chủ trì hoàn thiện hồ sơ nội dung số {}."


def clerk() -> Person:
    """The clerk who plans."""
    return Person.objects.get(username="thuky1")


def members(meeting: Meeting) -> list[Person]:
    """The holders of the seats, in order."""
    held = Appointment.objects.filter(seat__body=meeting.body, role=Role.HOLDER).select_related("person")
    return [appointment.person for appointment in held.order_by("seat__order")]


def fill_the_agenda(meeting: Meeting) -> None:
    """Items until there are forty, each with its submission."""
    lead, presenter = Agency.objects.order_by("key")[0], meeting.body.seats.order_by("order")[9]
    for number in range(meeting.items.count() + 1, ITEMS + 1):
        matter = submit_matter(actor=clerk(), title=f"Dự thảo Nghị định số {number}", lead=lead)
        services.add_item(
            actor=clerk(), meeting=meeting, matter=matter, minutes=10, presenter=presenter, asks="vote"
        )
    for item in meeting.items.filter(matter__documents__isnull=True).select_related("matter"):
        content = PDF + f"% {uuid4()}\n".encode()
        add_paper(actor=clerk(), matter=item.matter, name="Tờ trình.pdf", content=content, title="Tờ trình")


def say_what_members_say(meeting: Meeting, *but: str) -> None:
    """Everybody attends and objects to nothing; one member has an opinion on each of the debated items."""
    for person in members(meeting):
        if person.username in but:
            continue
        services.reply(actor=person, meeting=meeting, words=services.Words(said="attend"))
        seat = person.appointments.get(role=Role.HOLDER).seat
        rows = sweep_sheet(meeting, seat, preparing=False)
        if person.username == "bo-tai-chinh":
            for row in rows[:DEBATED]:
                services.state_position(
                    actor=person,
                    meeting=meeting,
                    item=row.item,
                    stance="opinion",
                    text="Đề nghị làm rõ nguồn kinh phí.",
                    seen=row.seen,
                )
        seen = {row.item.pk: row.seen for row in rows}
        services.state_no_objection_to_rest(actor=person, meeting=meeting, seen=seen)


def cast_the_other_votes(meeting: Meeting, *but: str) -> None:
    """Everybody else agrees in the vote that is open."""
    ballot = Ballot.objects.get(item_vote__item__meeting=meeting, status="open")
    for person in members(meeting):
        if person.username not in but:
            services.cast_vote(
                actor=person, meeting=meeting, ballot=ballot, choice="for", named=0, key=uuid4()
            )


def run_the_rest(meeting: Meeting) -> None:
    """Every item that is left: called, concluded and released; two are voted on, one is deferred."""
    desk, reason = clerk(), "Thiếu báo cáo thẩm định."
    while (item := services.start_next_item(actor=desk, meeting=meeting)) is not None:
        if item.order == DEFERRED:
            services.defer_item(actor=desk, meeting=meeting, item=item, reason=reason, resubmit_on=None)
            continue
        if item.order in VOTED:
            ballot = services.open_vote_on_item(actor=desk, meeting=meeting, item=item)
            cast_the_other_votes(meeting)
            services.close_vote(actor=desk, meeting=meeting, ballot=ballot, publish=True)
        services.conclude_item(actor=desk, meeting=meeting, item=item, text=CONCLUSION.format(item.order))
        services.release_conclusion(actor=desk, meeting=meeting, item=item)


def let_the_window_pass(meeting: Meeting) -> None:
    """The days in which attendees may propose corrections are over."""
    Minutes.objects.filter(meeting=meeting).update(corrections_until=now())


ACTS: dict[str, Callable[..., None]] = {
    act.__name__: act
    for act in (
        fill_the_agenda,
        say_what_members_say,
        cast_the_other_votes,
        run_the_rest,
        let_the_window_pass,
    )
}


def do(act: str, key: str, *arguments: str) -> None:
    """One of them, on the meeting with this key."""
    ACTS[act](Meeting.objects.get(pk=key), *arguments)
