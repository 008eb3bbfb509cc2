"""The secretariat takes a meeting from scheduling to closing, page by page, and is told why it may not."""

import re
import unicodedata
from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from ballots.models import Ballot
from core.journal import verify
from core.time import now
from meetings import services
from meetings.models import Attendance, Meeting
from meetings.selectors import agenda
from people.models import Person
from tests.cast import Cabinet

DAY = date(2026, 12, 1)


def signed_in(person: Person) -> Client:
    """A browser of this person."""
    client = Client()
    client.force_login(person)
    return client


def plan(cabinet: Cabinet, **changes: object) -> dict[str, object]:
    """What is typed into the form of a new meeting."""
    return {
        "kind": "regular",
        "title": "Phiên họp Chính phủ thường kỳ tháng 11",
        "day": DAY.isoformat(),
        "time": "08:00",
        "minutes_planned": "240",
        "place": "Phòng họp A",
        "body": str(cabinet.body.pk),
        "chair": str(cabinet.chair_seat.pk),
        "procedure": "",
    } | changes


def address(name: str, meeting: Meeting, *more: object) -> str:
    """The address of a page or act of a meeting."""
    return reverse(name, args=[meeting.pk, *more])


def press(client: Client, name: str, meeting: Meeting, *more: object, **typed: object) -> str:
    """Post an act as a browser does and follow it; the page that comes back."""
    answer = client.post(address(name, meeting, *more), typed)
    assert answer.status_code == 303, (name, answer.status_code)
    page = client.get(answer["Location"])
    assert page.status_code == 200, (name, page.status_code)
    return page.content.decode()


def text(page: str) -> str:
    """What a page says, without its markup."""
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


def test_a_meeting_from_scheduling_to_closing(cabinet: Cabinet) -> None:
    clerk = signed_in(cabinet.clerk)
    guests = [str(cabinet.guest.pk)]
    assert clerk.get(reverse("meeting_new")).status_code == 200
    answer = clerk.post(reverse("meeting_new"), plan(cabinet, guests=guests))
    meeting = Meeting.objects.get()
    assert (answer.status_code, answer["Location"]) == (303, f"{meeting.get_absolute_url()}?made=1")
    assert (meeting.procedure_key, meeting.chair) == ("191-2026", cabinet.chair_seat)
    assert [guest.person for guest in meeting.guests.all()] == [cabinet.guest]

    first, second = cabinet.matter("Dự án Luật Thủ đô"), cabinet.matter("Dự án Luật Hộ tịch")
    for matter in (first, second):
        press(clerk, "item_add", meeting, matter=matter.pk, minutes=30, asks="vote")
    one, two = agenda(meeting)
    press(clerk, "item_move", meeting, two.pk, after="top", seen=2)
    seat = cabinet.minister_seat
    planned = {"minutes": 45, "presenter": seat.pk, "asks": "vote", "was": "30::vote"}
    press(clerk, "agenda_save", meeting, **{f"{one.pk}-{name}": value for name, value in planned.items()})
    press(clerk, "meeting_send", meeting)
    page = text(signed_in(cabinet.minister).get(meeting.get_absolute_url()).content.decode())
    assert f"08:30 45 phút {seat.office_vi}" in page
    assert [item.matter.title for item in agenda(meeting)] == [second.title, first.title]

    press(clerk, "attendance_note", meeting, mark="2:remote")
    press(clerk, "attendance_note", meeting, seat=3, presence="absent", reason="Đi công tác")
    press(clerk, "attendance_all", meeting)
    where = dict(meeting.attendances.values_list("seat__order", "presence"))
    assert where == {1: "in_room", 2: "remote", 3: "absent", 4: "in_room", 5: "in_room"}

    press(clerk, "meeting_start", meeting)
    press(clerk, "item_next", meeting)
    press(clerk, "vote_open", meeting, two.pk)
    ballot = Ballot.objects.get()
    for order in (1, 2, 4, 5):
        voter = cabinet.holders[order]
        services.cast_vote(actor=voter, meeting=meeting, ballot=ballot, choice="for", named=0, key=uuid4())
    assert "4 trên 5 phiếu đã nhận" in text(clerk.get(address("console", meeting)).content.decode())
    press(clerk, "vote_close", meeting, ballot.pk)
    page = text(press(clerk, "vote_publish", meeting, ballot.pk))
    assert "Được thông qua" in page
    press(clerk, "item_conclude", meeting, two.pk, text="Thống nhất thông qua.\r\nGiao Bộ Tư pháp.")
    press(clerk, "item_next", meeting)
    press(clerk, "item_end", meeting, one.pk)
    page = text(press(clerk, "meeting_close", meeting, confirmed=["unconcluded", "unreleased"]))
    assert "Phiên họp đã bế mạc" in page
    two.refresh_from_db()
    assert two.conclusion == "Thống nhất thông qua.\nGiao Bộ Tư pháp."
    assert list(verify(meeting.stream)) == []

    minutes = clerk.get(address("minutes_pdf", meeting))
    assert (minutes.status_code, minutes["Content-Type"]) == (200, "application/pdf")
    assert minutes.content.startswith(b"%PDF-")
    assert minutes["Content-Disposition"] == 'inline; filename="bien-ban-2026-12-01.pdf"'
    assert "no-store" in minutes["Cache-Control"]


def test_the_console_never_shows_the_split_of_a_running_vote(
    cabinet: Cabinet, running_meeting: Meeting, open_vote: Ballot
) -> None:
    for order, choice in ((1, "for"), (2, "against"), (5, "other")):
        services.cast_vote(
            actor=cabinet.holders[order],
            meeting=running_meeting,
            ballot=open_vote,
            choice=choice,
            named=0,
            key=uuid4(),
        )
    page = signed_in(cabinet.clerk).get(address("console", running_meeting)).content.decode()
    body = page[page.index("<main") : page.index("</main>")]
    assert not re.search(r'class="v (for|against|other)|"(for|against|other) in"', body)
    assert "Không đồng ý" not in text(body)
    assert text(body).count("đã có") == 3


def test_decomposed_text_is_kept_composed(cabinet: Cabinet) -> None:
    title = "Phiên họp về Luật Đường bộ"
    typed = plan(cabinet, title=unicodedata.normalize("NFD", f"  {title}\u200b\n"))
    signed_in(cabinet.clerk).post(reverse("meeting_new"), typed)
    assert Meeting.objects.get().title == title


def test_markup_in_a_title_is_text(cabinet: Cabinet) -> None:
    meeting = cabinet.draft_meeting(items=0, title="<script>alert(1)</script> & <b>họp</b>")
    cabinet.item(meeting, title='"><img src=x onerror=alert(1)>')
    services.send_meeting(actor=cabinet.clerk, meeting=meeting)
    services.note_attendance_of_all(actor=cabinet.clerk, meeting=meeting)
    services.start_meeting(actor=cabinet.clerk, meeting=meeting)
    services.start_next_item(actor=cabinet.clerk, meeting=meeting)
    pages = [
        (cabinet.clerk, reverse("meeting_list")),
        (cabinet.clerk, address("meeting", meeting)),
        (cabinet.clerk, address("console", meeting)),
        (cabinet.clerk, reverse("matter_list")),
        (cabinet.minister, address("meeting", meeting)),
        (cabinet.auditor, address("meeting", meeting)),
    ]
    for person, page in pages:
        shown = signed_in(person).get(page).content.decode()
        assert "<script>alert" not in shown
        assert "<img src=x" not in shown


# -- refusals -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"title": "\u200b \u2060"}, "Trường này là bắt buộc"),
        ({"title": "x" * 301}, "300"),
        ({"day": "31/02/2026"}, None),
        ({"day": "9999-12-31"}, "2016 đến 2099"),
        ({"day": "0001-01-01"}, "2016 đến 2099"),
        ({"day": "2016-02-29"}, "2016 đến 2099"),
        ({"minutes_planned": "0"}, "1"),
        ({"minutes_planned": "99999999999999999999"}, "1440"),
        ({"procedure": "no-such"}, None),
        ({"chair": "00000000-0000-4000-8000-000000000000"}, None),
        ({"body": "'; drop table"}, None),
        ({"time": "25:61"}, None),
    ],
    ids=lambda value: str(value)[:30],
)
def test_a_wrong_plan_comes_back_as_it_was_typed(
    cabinet: Cabinet, changes: dict[str, object], said: str | None
) -> None:
    answer = signed_in(cabinet.clerk).post(reverse("meeting_new"), plan(cabinet, **changes))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Phòng họp A" in page
    assert said is None or said in text(page)
    assert not Meeting.objects.exists()


def test_a_plan_shorter_than_the_agenda_is_refused(cabinet: Cabinet) -> None:
    clerk, meeting = signed_in(cabinet.clerk), cabinet.draft_meeting(items=2)
    answer = clerk.post(
        address("meeting_edit", meeting), plan(cabinet, minutes_planned="29", place="Phòng B")
    )
    assert answer.status_code == 422
    assert "30 phút" in text(answer.content.decode())
    assert "Phòng B" in answer.content.decode()
    answer = clerk.post(
        address("meeting_edit", meeting), plan(cabinet, minutes_planned="30", place="Phòng B")
    )
    meeting.refresh_from_db()
    assert (answer.status_code, meeting.place, meeting.minutes_planned) == (303, "Phòng B", 30)


def test_acts_out_of_their_time_are_refused_in_words(cabinet: Cabinet) -> None:
    clerk = signed_in(cabinet.clerk)
    draft = cabinet.draft_meeting(items=0)
    assert "chưa có nội dung" in text(press(clerk, "meeting_send", draft, back="/meetings/"))
    assert 'class="note error"' in press(clerk, "meeting_start", draft, back="/meetings/")
    sent = cabinet.sent_meeting()
    assert 'class="note error"' in press(clerk, "meeting_send", sent, back="/meetings/")
    page = press(clerk, "meeting_start", sent, back=address("console", sent))
    assert "0 trên 5" in text(page) or "0/5" in text(page)
    running = cabinet.running_meeting()
    waiting = agenda(running)[1]
    assert 'class="note error"' in press(clerk, "item_start", running, waiting.pk, back="/meetings/")
    assert 'class="note error"' in press(clerk, "vote_open", running, waiting.pk, back="/meetings/")
    assert 'class="note error"' in press(clerk, "item_remove", running, waiting.pk, back="/meetings/")
    assert running.items.count() == 2


def test_a_conclusion_that_is_refused_stays_on_the_page(cabinet: Cabinet, running_meeting: Meeting) -> None:
    clerk, waiting = signed_in(cabinet.clerk), agenda(running_meeting)[1]
    answer = clerk.post(address("item_conclude", running_meeting, waiting.pk), {"text": "Giao Bộ Xây dựng."})
    assert answer.status_code == 422
    assert "Giao Bộ Xây dựng." in answer.content.decode()
    assert 'role="alert"' in answer.content.decode()


def test_a_deputy_must_be_appointed_for_the_seat(cabinet: Cabinet, sent_meeting: Meeting) -> None:
    clerk, seat = signed_in(cabinet.clerk), cabinet.minister_seat
    where = address("attendance_note", sent_meeting)
    other = next(each for each in cabinet.seats if each.kind == "minister" and each != seat)
    assert cabinet.deputy.name in clerk.get(f"{where}?seat={seat.order}").content.decode()
    assert cabinet.deputy.name not in clerk.get(f"{where}?seat={other.order}").content.decode()
    typed = {"seat": other.order, "presence": "deputy", "reason": "Ốm", "deputy": str(cabinet.deputy.pk)}
    answer = clerk.post(where, typed)
    assert answer.status_code == 422
    assert 'value="Ốm"' in answer.content.decode()
    clerk.post(where, {"seat": seat.order, "presence": "deputy", "reason": "Ốm"})
    row = Attendance.objects.get(meeting=sent_meeting, seat=seat)
    assert (row.presence, row.deputy, row.reason) == ("deputy", cabinet.deputy, "Ốm")


@pytest.mark.parametrize("typed", [{}, {"seat": "99"}, {"seat": "٣"}, {"seat": "-1"}, {"mark": "3:absent"}])
def test_attendance_of_a_seat_that_is_not_there(
    cabinet: Cabinet, sent_meeting: Meeting, typed: dict[str, str]
) -> None:
    answer = signed_in(cabinet.clerk).post(address("attendance_note", sent_meeting), typed)
    assert answer.status_code == 404


def test_a_closed_meeting_changes_no_more(cabinet: Cabinet, running_meeting: Meeting) -> None:
    clerk, item = signed_in(cabinet.clerk), agenda(running_meeting)[0]
    press(clerk, "meeting_close", running_meeting, confirmed=["item_running", "not_taken", "unconcluded"])
    for name, more, typed in (
        ("attendance_note", (), {"mark": "2:remote"}),
        ("item_next", (), {}),
        ("item_conclude", (item.pk,), {"text": "Thêm"}),
        ("vote_open", (item.pk,), {}),
        ("guest_invite", (), {"person": str(cabinet.outsider.pk)}),
    ):
        answer = clerk.post(address(name, running_meeting, *more), {**typed, "back": "/meetings/"})
        page = answer if answer.status_code == 422 else clerk.get(answer["Location"])
        assert 'role="alert"' in page.content.decode(), name
    assert not running_meeting.guests.filter(person=cabinet.outsider).exists()


def test_the_way_back_stays_in_the_house(cabinet: Cabinet, sent_meeting: Meeting) -> None:
    clerk = signed_in(cabinet.clerk)
    for back in ("https://evil.example/", "//evil.example/", "javascript:alert(1)", "/\\evil.example"):
        answer = clerk.post(address("attendance_all", sent_meeting), {"back": back})
        assert answer["Location"] == address("console", sent_meeting)


# -- lists --------------------------------------------------------------------------------------------------


def test_meetings_stand_in_the_list_where_they_belong(cabinet: Cabinet) -> None:
    cabinet.draft_meeting(title="Phiên đang chuẩn bị")
    cabinet.sent_meeting(title="Phiên đã gửi", starts_at=now() + timedelta(hours=1))
    held = cabinet.running_meeting(title="Phiên đã họp")
    services.close_meeting(actor=cabinet.clerk, meeting=held)
    listed = reverse("meeting_list")

    def shown(person: Person, where: str) -> list[str]:
        return re.findall(r"<h3><a [^>]*>([^<]+)</a>", signed_in(person).get(where).content.decode())

    assert shown(cabinet.clerk, listed) == ["Phiên đã gửi", "Phiên đang chuẩn bị"]
    assert shown(cabinet.minister, listed) == ["Phiên đã gửi"]
    assert shown(cabinet.minister, f"{listed}?show=past") == ["Phiên đã họp"]
    assert shown(cabinet.auditor, f"{listed}?show=past") == ["Phiên đã họp"]
    for nobody in (cabinet.operator, cabinet.outsider):
        assert shown(nobody, listed) == shown(nobody, f"{listed}?show=past") == []


def test_only_the_secretariat_prepares(cabinet: Cabinet, sent_meeting: Meeting) -> None:
    item = agenda(sent_meeting)[0]
    for person in (cabinet.minister, cabinet.assistant, cabinet.auditor, cabinet.guest):
        client = signed_in(person)
        assert client.get(reverse("meeting_new")).status_code == 403
        assert client.get(address("console", sent_meeting)).status_code == 403
        for name, more in (("meeting_send", ()), ("item_remove", (item.pk,)), ("guest_invite", ())):
            assert client.post(address(name, sent_meeting, *more)).status_code == 403, name
        assert '<form id="acts"' not in client.get(address("meeting", sent_meeting)).content.decode()
    assert signed_in(cabinet.operator).get(address("meeting", sent_meeting)).status_code == 404


def test_the_auditor_reads_the_journal(cabinet: Cabinet, running_meeting: Meeting) -> None:
    page = text(signed_in(cabinet.auditor).get(address("meeting", running_meeting)).content.decode())
    assert "Khai mạc phiên họp, 5 trên 5 thành viên dự họp" in page
    assert "Gửi chương trình phiên họp" in page


def test_minutes_are_there_for_those_entitled_only(cabinet: Cabinet, running_meeting: Meeting) -> None:
    where = address("minutes_pdf", running_meeting)
    for person in (cabinet.clerk, cabinet.auditor):
        assert signed_in(person).get(where).status_code == 200, person
    # A draft is nobody else's, not even that of those who sit there.
    for person in (cabinet.minister, cabinet.guest, cabinet.assistant, cabinet.outsider, cabinet.operator):
        assert signed_in(person).get(where).status_code == 404, person
    unstarted = address("minutes_pdf", cabinet.sent_meeting())
    assert signed_in(cabinet.clerk).get(unstarted).status_code == 404
