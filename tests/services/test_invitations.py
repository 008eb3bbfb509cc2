"""Invitations by mail: what a calendar gets, read by a second calendar library, and what it replies."""

import io
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage, Message

import pytest
import vobject
from django.core import mail
from django.core.management import CommandError, call_command
from django.db import OperationalError

from core.time import at, now
from meetings import received, services
from meetings.models import Meeting, Reply
from meetings.selectors.replies import reply_of
from people.models import Notice, Person
from people.notices import send_due
from tests.cast import Cabinet

ICS = "text/calendar"
Pipe = Callable[[bytes], int]


def sent() -> list[EmailMessage]:
    """The mails of a round of the clock, as they travel."""
    mail.outbox.clear()
    send_due()
    raw = [each.message().as_bytes(linesep="\r\n") for each in mail.outbox]  # type: ignore[call-arg]
    found = [message_from_bytes(each, policy=policy.default) for each in raw]
    return [letter for letter in found if isinstance(letter, EmailMessage)]


def bytes_of(part: Message) -> bytes:
    """The content of a part, as it was before it was packed."""
    content = part.get_payload(decode=True)
    assert isinstance(content, bytes)
    return content


def calendar_in(letter: EmailMessage) -> bytes:
    """What a mail program hands to the calendar: the alternative to the text."""
    [alternative] = [
        part for part in letter.walk() if part.get_content_type() == ICS and not part.get_filename()
    ]
    return bytes_of(alternative)


def to(person: Person, letters: list[EmailMessage]) -> EmailMessage:
    """The one letter to this person."""
    [letter] = [each for each in letters if each["To"] == person.email]
    return letter


def reschedule(cabinet: Cabinet, meeting: Meeting, **changes: object) -> Meeting:
    plan = {
        name: getattr(meeting, name) for name in ("title", "kind", "place", "starts_at", "minutes_planned")
    }
    return services.reschedule_meeting(actor=cabinet.clerk, meeting=meeting, **(plan | changes))


def answer(request: bytes, partstat: str, *, sender: str = "", stamp: datetime | None = None) -> bytes:
    """What a calendar program mails back: made by the second library from the request."""
    asked = vobject.readOne(request.decode()).vevent
    reply = vobject.iCalendar()
    reply.add("method").value = "REPLY"
    event = reply.add("vevent")
    event.add("uid").value = asked.uid.value
    event.add("sequence").value = asked.sequence.value
    event.add("dtstart").value = asked.dtstart.value.astimezone(vobject.icalendar.utc)
    event.add("dtstamp").value = (stamp or datetime.now(UTC)).astimezone(vobject.icalendar.utc)
    event.add("organizer").value = asked.organizer.value
    attendee = event.add("attendee")
    attendee.value = asked.attendee.value
    attendee.partstat_param = partstat
    letter = EmailMessage()
    letter["From"] = sender or f"Bộ trưởng <{asked.attendee.value.removeprefix('mailto:')}>"
    letter["To"] = "ecabinet@localhost"
    letter["Subject"] = "Re: Giấy mời"
    letter.set_content("Accepted")
    letter.add_alternative(reply.serialize(), subtype="calendar", params={"method": "REPLY"})
    return letter.as_bytes()


@pytest.fixture
def piped(monkeypatch: pytest.MonkeyPatch) -> Pipe:
    """Run the command with these bytes on its standard input; returns its exit code."""

    def pipe(raw: bytes) -> int:
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(raw)))
        try:
            call_command("receive_calendar_reply", stdout=io.StringIO())
        except CommandError as trouble:
            return trouble.returncode
        return 0

    return pipe


# -- the invitation -----------------------------------------------------------------------------------------


def test_no_reply_is_asked_of_who_chairs(cabinet: Cabinet, sent_meeting: Meeting) -> None:
    letters = sent()
    [chair, member] = [
        to(each, letters).get_body(("plain",)).get_content()  # type: ignore[union-attr]
        for each in (cabinet.chair, cabinet.minister)
    ]
    assert "Thủ tướng chủ trì, không phải trả lời." in chair
    assert "Đề nghị đồng chí trả lời" not in chair
    assert "Đề nghị đồng chí trả lời" in member
    event = vobject.readOne(calendar_in(to(cabinet.chair, letters)).decode()).vevent
    assert (event.attendee.params["RSVP"], event.attendee.params["PARTSTAT"]) == (["FALSE"], ["ACCEPTED"])


def test_a_second_library_reads_the_invitation(cabinet: Cabinet, sent_meeting: Meeting) -> None:
    letter = to(cabinet.minister, sent())
    raw = calendar_in(letter)
    calendar = vobject.readOne(raw.decode())
    event = calendar.vevent
    assert calendar.method.value == "REQUEST"
    assert event.uid.value == f"meeting-{sent_meeting.pk}.{cabinet.minister.pk.hex}@ecabinet"
    assert event.summary.value == sent_meeting.title
    assert event.location.value == sent_meeting.place
    assert event.dtstart.value == sent_meeting.starts_at.replace(microsecond=0)
    assert event.dtend.value - event.dtstart.value == timedelta(minutes=600)
    assert (event.sequence.value, event.status.value) == ("0", "CONFIRMED")
    assert event.organizer.value == "mailto:ecabinet@localhost"
    assert event.attendee.params["RSVP"] == ["TRUE"]
    assert event.url.value.endswith(sent_meeting.get_absolute_url())
    assert [line for line in raw.split(b"\r\n") if len(line) > 75] == []
    assert b"\n" not in raw.replace(b"\r\n", b"")


def test_the_mail_has_text_for_people_and_a_file_beside_it(cabinet: Cabinet, sent_meeting: Meeting) -> None:
    letter = to(cabinet.minister, sent())
    kinds = [(part.get_content_type(), part.get_filename()) for part in letter.walk()]
    assert kinds == [
        ("multipart/mixed", None),
        ("multipart/alternative", None),
        ("text/plain", None),
        (ICS, None),
        (ICS, "giay-moi.ics"),
    ]
    methods = {part.get_param("method") for part in letter.walk() if part.get_content_type() == ICS}
    assert methods == {"REQUEST"}
    text = letter.get_body(("plain",))
    assert text is not None
    assert sent_meeting.title in text.get_content()


def test_nobody_else_and_no_item_is_named(cabinet: Cabinet, sent_meeting: Meeting) -> None:
    letters = sent()
    everybody = {person.email for person in (*cabinet.holders.values(), cabinet.guest, cabinet.other_guest)}
    assert {str(each["To"]) for each in letters} == everybody | {cabinet.assistant.email}
    items = [item.matter.title for item in sent_meeting.items.all()]
    for letter in letters:
        whole = "".join(bytes_of(part).decode() for part in letter.walk() if not part.is_multipart()).replace(
            "\r\n ", ""
        )
        assert {address for address in everybody if f":{address}" in whole} <= {str(letter["To"])}
        assert not [title for title in items if title in whole]


def test_an_assistant_reads_it_and_has_nothing_to_reply_to(cabinet: Cabinet, sent_meeting: Meeting) -> None:
    assert to(cabinet.assistant, sent()).get_content_type() == "text/plain"


def test_a_change_raises_the_sequence_and_keeps_the_uid(cabinet: Cabinet, sent_meeting: Meeting) -> None:
    first = vobject.readOne(calendar_in(to(cabinet.minister, sent())).decode()).vevent
    moved = sent_meeting.starts_at + timedelta(hours=2)
    reschedule(cabinet, sent_meeting, starts_at=moved)
    event = vobject.readOne(calendar_in(to(cabinet.minister, sent())).decode()).vevent
    assert (event.uid.value, event.sequence.value) == (first.uid.value, "1")
    assert event.dtstart.value == moved.replace(microsecond=0)


def test_what_no_calendar_shows_changes_nothing_in_calendars(cabinet: Cabinet, sent_meeting: Meeting) -> None:
    sent()
    reschedule(cabinet, sent_meeting, kind="thematic")
    assert sent() == []


def test_whoever_was_not_told_before_a_change_is_told_once(cabinet: Cabinet, sent_meeting: Meeting) -> None:
    reschedule(cabinet, sent_meeting, place="Phòng họp B")
    event = vobject.readOne(calendar_in(to(cabinet.minister, sent())).decode()).vevent
    assert (event.location.value, event.sequence.value) == ("Phòng họp B", "1")


def test_a_cancelled_meeting_is_taken_out_of_calendars(cabinet: Cabinet, sent_meeting: Meeting) -> None:
    sent()
    services.cancel_meeting(actor=cabinet.clerk, meeting=sent_meeting, reason="Lý do riêng.")
    letter = to(cabinet.minister, sent())
    calendar = vobject.readOne(calendar_in(letter).decode())
    assert (calendar.method.value, calendar.vevent.status.value) == ("CANCEL", "CANCELLED")
    assert calendar.vevent.sequence.value == "1"
    assert "Lý do riêng" not in letter.as_string()


def test_nobody_is_invited_to_a_meeting_that_was_cancelled_meanwhile(
    cabinet: Cabinet, sent_meeting: Meeting
) -> None:
    services.cancel_meeting(actor=cabinet.clerk, meeting=sent_meeting, reason="Bão.")
    assert {each["Subject"].split()[0] for each in sent()} == {"Hủy"}


def test_guests_come_and_go_after_the_programme_was_sent(cabinet: Cabinet, sent_meeting: Meeting) -> None:
    sent()
    clerk, person = cabinet.clerk, cabinet.outsider
    guest = services.invite_guest(actor=clerk, meeting=sent_meeting, person=person)
    assert b"METHOD:REQUEST" in calendar_in(to(person, sent()))
    services.withdraw_guest(actor=clerk, meeting=sent_meeting, guest=guest)
    assert b"METHOD:CANCEL" in calendar_in(to(person, sent()))
    services.invite_guest(actor=clerk, meeting=sent_meeting, person=person)
    assert b"METHOD:REQUEST" in calendar_in(to(person, sent()))


def test_without_an_address_no_mail(cabinet: Cabinet, draft_meeting: Meeting) -> None:
    Person.objects.filter(pk=cabinet.minister.pk).update(email="")
    services.send_meeting(actor=cabinet.clerk, meeting=draft_meeting)
    sent()
    assert Notice.objects.get(person=cabinet.minister).outcome == "no_address"


def test_what_was_typed_breaks_no_line_of_the_calendar(cabinet: Cabinet) -> None:
    title = "Họp;\r\nATTENDEE:mailto:x@y.vn\nBEGIN:VEVENT, \\n \x0b\u2028 hết"
    cabinet.sent_meeting(title=title)
    letter = to(cabinet.minister, sent())
    event = vobject.readOne(calendar_in(letter).decode()).vevent
    assert event.summary.value == "Họp; ATTENDEE:mailto:x@y.vn BEGIN:VEVENT, \\n hết"
    assert len(event.attendee_list) == 1


# -- the reply ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("partstat", "said", "consent"),
    [
        ("ACCEPTED", "attend", "not_needed"),
        ("DECLINED", "absent", "asked"),
        ("TENTATIVE", "undecided", "not_needed"),
    ],
)
def test_a_calendars_reply_is_kept_and_marked(
    cabinet: Cabinet, sent_meeting: Meeting, piped: Pipe, partstat: str, said: str, consent: str
) -> None:
    raw = answer(calendar_in(to(cabinet.minister, sent())), partstat)
    assert [piped(raw), piped(raw)] == [0, 0]
    given = reply_of(cabinet.minister, sent_meeting)
    assert given is not None
    assert (given.said, given.how, given.consent, given.reason, given.revision) == (
        said, "calendar", consent, "", 1,
    )  # fmt: skip


def test_the_person_is_told_of_a_mail_that_spoke(
    cabinet: Cabinet, sent_meeting: Meeting, piped: Pipe
) -> None:
    piped(answer(calendar_in(to(cabinet.minister, sent())), "DECLINED"))
    letters = sent()
    assert {str(each["To"]) for each in letters} == {cabinet.minister.email, cabinet.chair.email}
    text = to(cabinet.minister, letters).get_content()
    assert "Vắng mặt" in text


def test_guests_reply_by_calendar_too(cabinet: Cabinet, sent_meeting: Meeting, piped: Pipe) -> None:
    assert piped(answer(calendar_in(to(cabinet.guest, sent())), "ACCEPTED")) == 0
    assert Reply.objects.get().guest == cabinet.guest


def test_of_two_with_one_mailbox_each_has_an_event_and_a_reply(
    cabinet: Cabinet, draft_meeting: Meeting, piped: Pipe
) -> None:
    cabinet.second_minister.email = cabinet.minister.email
    cabinet.second_minister.save(update_fields=["email"])
    services.send_meeting(actor=cabinet.clerk, meeting=draft_meeting)
    shared = [letter for letter in sent() if letter["To"] == cabinet.minister.email]
    requests = {person: calendar_in(each) for each in shared for person in (_named_in(each, cabinet),)}
    assert piped(answer(requests[cabinet.second_minister], "ACCEPTED")) == 0
    assert piped(answer(requests[cabinet.minister], "DECLINED")) == 0
    assert [(each.by, each.said) for each in Reply.objects.order_by("seat__order")] == [
        (cabinet.minister, "absent"),
        (cabinet.second_minister, "attend"),
    ]
    whole = requests[cabinet.minister].replace(b"\r\n ", b"")
    unnamed = whole.replace(f".{cabinet.minister.pk.hex}".encode(), b"")
    assert piped(answer(unnamed, "ACCEPTED")) == 65


def _named_in(letter: EmailMessage, cabinet: Cabinet) -> Person:
    uid = vobject.readOne(calendar_in(letter).decode()).vevent.uid.value
    return next(each for each in (cabinet.minister, cabinet.second_minister) if each.pk.hex in uid)


def test_a_deputy_is_invited_once_the_absence_is_consented_to_and_told_when_that_changes(
    cabinet: Cabinet, sent_meeting: Meeting, piped: Pipe
) -> None:
    sent()
    named = services.Words("deputy", deputy=cabinet.deputy, reason="Đi công tác.")
    services.reply(actor=cabinet.minister, meeting=sent_meeting, words=named)
    assert [each["To"] for each in sent()] == [cabinet.chair.email]
    services.decide_absence(
        actor=cabinet.chair, meeting=sent_meeting, seat=cabinet.minister_seat, revision=1, consents=True
    )
    letter = to(cabinet.deputy, sent())
    event = vobject.readOne(calendar_in(letter).decode()).vevent
    assert (event.sequence.value, event.attendee.params["RSVP"]) == ("0", ["FALSE"])
    assert "cử đồng chí dự họp thay" in letter.get_body(("plain",)).get_content()  # type: ignore[union-attr]
    assert piped(answer(calendar_in(letter), "DECLINED")) == 65
    reschedule(cabinet, sent_meeting, place="Phòng họp B")
    assert b"SEQUENCE:1" in calendar_in(to(cabinet.deputy, sent()))
    services.reply(actor=cabinet.minister, meeting=sent_meeting, words=services.Words("attend"))
    assert b"METHOD:CANCEL" in calendar_in(to(cabinet.deputy, sent()))


def test_nobody_speaks_for_another(cabinet: Cabinet, sent_meeting: Meeting, piped: Pipe) -> None:
    request = calendar_in(to(cabinet.minister, sent()))
    for sender in (
        "x@evil.example",
        cabinet.assistant.email,
        "",
        f"{cabinet.minister.email}, x@evil.example",
    ):
        raw = answer(request, "DECLINED", sender=sender or "nobody")
        assert piped(raw) == 65
    stranger = request.replace(cabinet.minister.email.encode(), cabinet.outsider.email.encode())
    assert piped(answer(stranger, "DECLINED")) == 65
    assert not Reply.objects.exists()


def test_a_reply_to_an_earlier_time_is_ignored(cabinet: Cabinet, sent_meeting: Meeting, piped: Pipe) -> None:
    old = answer(calendar_in(to(cabinet.minister, sent())), "ACCEPTED")
    reschedule(cabinet, sent_meeting, place="Phòng họp B")
    assert piped(old) == 0
    assert not Reply.objects.exists()


def test_what_was_said_later_stands(cabinet: Cabinet, sent_meeting: Meeting, piped: Pipe) -> None:
    request = calendar_in(to(cabinet.minister, sent()))
    services.reply(actor=cabinet.minister, meeting=sent_meeting, words=services.Words("attend"))
    earlier, later = now() - timedelta(minutes=5), now() + timedelta(minutes=5)
    assert piped(answer(request, "DECLINED", stamp=earlier)) == 0
    assert Reply.objects.get().said == "attend"
    with at(later):
        assert piped(answer(request, "DECLINED", stamp=later)) == 0
    assert Reply.objects.get().said == "absent"


def test_a_clock_that_runs_ahead_shuts_out_no_later_reply(
    cabinet: Cabinet, sent_meeting: Meeting, piped: Pipe
) -> None:
    request = calendar_in(to(cabinet.minister, sent()))
    piped(answer(request, "DECLINED", stamp=now() + timedelta(days=900)))
    piped(answer(request, "ACCEPTED", stamp=now() + timedelta(seconds=2)))
    assert Reply.objects.get().said == "attend"


def test_a_cancelled_meeting_takes_no_reply(cabinet: Cabinet, sent_meeting: Meeting, piped: Pipe) -> None:
    request = calendar_in(to(cabinet.minister, sent()))
    services.cancel_meeting(actor=cabinet.clerk, meeting=sent_meeting, reason="Bão.")
    assert piped(answer(request, "ACCEPTED")) == 65


HOSTILE = {
    "nothing": b"",
    "no mail": b"\x00\xff" * 500,
    "too large": b"From: a@b.vn\r\n\r\n" + b"x" * received.LARGEST,
    "no calendar": b"From: a@b.vn\r\nContent-Type: text/plain\r\n\r\nhello",
    "a request": b"BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nBEGIN:VEVENT\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n",
    "no event": b"BEGIN:VCALENDAR\r\nMETHOD:REPLY\r\nEND:VCALENDAR\r\n",
    "deep": b"BEGIN:VCALENDAR\r\nMETHOD:REPLY\r\n" + b"BEGIN:VEVENT\r\n" * 9000,
    "unended": b"BEGIN:VCALENDAR\r\nMETHOD:REPLY\r\nBEGIN:VEVENT\r\nUID:meeting-",
    "bad header": b"From: =?utf-8?b?\xff?= <@@@>,,;\r\nContent-Type: text/calendar; =\r\n\r\nBEGIN:VCALENDAR",
    "strange uid": b"BEGIN:VCALENDAR\r\nMETHOD:REPLY\r\nBEGIN:VEVENT\r\nUID:meeting-"
    b"------------------------------------@ecabinet\r\nATTENDEE;PARTSTAT=ACCEPTED:mailto:a@b.vn\r\n"
    b"DTSTAMP:20260101T000000Z\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n",
    "no address": b"BEGIN:VCALENDAR\r\nMETHOD:REPLY\r\nBEGIN:VEVENT\r\n"
    b"UID:meeting-00000000-0000-0000-0000-000000000000@ecabinet\r\nATTENDEE;PARTSTAT=ACCEPTED:mailto:a\x00@b.vn\r\n"
    b"DTSTAMP:20260101T000000Z\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n",
    "huge number": b"BEGIN:VCALENDAR\r\nMETHOD:REPLY\r\nBEGIN:VEVENT\r\n"
    b"UID:meeting-00000000-0000-0000-0000-000000000000@ecabinet\r\nSEQUENCE:" + b"9" * 9000 +
    b"\r\nATTENDEE;PARTSTAT=ACCEPTED:mailto:a@b.vn\r\nDTSTAMP:20260101T000000Z\r\nEND:VEVENT\r\n"
    b"END:VCALENDAR\r\n",
}  # fmt: skip


@pytest.mark.parametrize("raw", HOSTILE.values(), ids=HOSTILE.keys())
def test_whatever_else_comes_is_refused_for_good(cabinet: Cabinet, piped: Pipe, raw: bytes) -> None:
    assert piped(raw) == 65


def test_a_database_that_is_away_is_tried_again_later(
    cabinet: Cabinet, piped: Pipe, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(*_arguments: object) -> None:
        raise OperationalError

    monkeypatch.setattr("meetings.management.commands.receive_calendar_reply.keep", away)
    monkeypatch.setattr("meetings.management.commands.receive_calendar_reply.read", bytes)
    assert piped(b"x") == 75
