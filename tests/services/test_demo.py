"""The demonstration: what it shows, and that it holds at whatever moment it is loaded."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.auth import authenticate
from django.core.files.storage import default_storage
from django.db import transaction
from pytest_django.plugin import DjangoDbBlocker

from ballots.models import Answer, Ballot
from ballots.rules import Status, check_deadline
from core.journal import problems
from core.models import Entry
from core.time import local, now
from core.working_time import viet_nam
from ecabinet.demo import PASSWORD
from ecabinet.demo.calendar import next_hour, spread
from ecabinet.demo.loading import load_everything
from ecabinet.demo.opinions import sheets
from matters.models import Version
from matters.selectors import EVERYTHING, Sight, papers_of
from meetings.models import Meeting
from meetings.papers import compose_minutes, gather
from meetings.selectors import items_open_to, positions_matrix
from people.models import Agency, Body, DutyTerm, Person, Role, Seat
from people.procedure import load
from records.layout import render
from tests.records.reading import text_of

MOMENTS = [
    datetime(2026, 11, 22, 11, 30, tzinfo=UTC),  # a Sunday evening in Ha Noi
    datetime(2026, 11, 23, 1, 5, tzinfo=UTC),  # Monday, five past eight
    datetime(2026, 11, 22, 17, 1, tzinfo=UTC),  # Monday, a minute past midnight
    datetime(2026, 11, 24, 16, 45, tzinfo=UTC),  # a public holiday, a quarter to midnight
    datetime(2027, 2, 8, 3, 0, tzinfo=UTC),  # in the week of Tết
    datetime(2026, 12, 4, 9, 30, tzinfo=UTC),  # a Friday at half past four
    datetime(2030, 6, 3, 2, 0, tzinfo=UTC),  # beyond the calendar's file
]


@pytest.fixture(scope="module")
def loaded(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The demonstration, loaded once for this file and rolled back."""
    with django_db_blocker.unblock(), transaction.atomic():
        load_everything()
        yield
        transaction.set_rollback(True)


@pytest.fixture
def demo(loaded: None, db: None) -> None:
    """Each test looks at it in a transaction of its own."""


def test_the_minutes_of_the_first_session_say_what_is_known(demo: None) -> None:
    text = text_of(render(compose_minutes(gather(Meeting.objects.get(slug="first-2019")))))
    assert "Dữ liệu trình diễn" in text
    assert "Số phiếu đồng ý: 25/27 (21 tại phòng họp, 4 từ xa)" in text
    assert "không biểu quyết: 2 (1 vắng mặt, 1 người dự thay không biểu quyết)" in text
    assert "ngày 24 tháng 6 năm 2019" in text
    assert "Nghị định 138/2016/NĐ-CP" in text


def test_the_first_session_was_held_in_under_ten_minutes(demo: None) -> None:
    meeting = Meeting.objects.get(slug="first-2019")
    assert meeting.status == "closed"
    assert meeting.started_at is not None
    assert meeting.closed_at is not None
    assert local(meeting.starts_at).isoformat() == "2019-06-24T08:00:00+07:00"
    assert meeting.closed_at - meeting.started_at < timedelta(minutes=10)


def test_the_other_two_sessions_are_sent_and_wait(demo: None) -> None:
    today = local(now()).date()
    bills, five = (Meeting.objects.get(slug=slug) for slug in ("law-2022", "law-2026-02"))
    assert (bills.status, bills.items.count(), five.status, five.items.count()) == ("sent", 6, "sent", 5)
    assert local(bills.starts_at).date() > today
    assert local(five.starts_at).date() >= today
    assert five.chair.kind == "prime_minister"


def test_members_have_spoken_on_both_programmes_and_a_block_is_announced(demo: None) -> None:
    bills, five = (Meeting.objects.get(slug=slug) for slug in ("law-2022", "law-2026-02"))
    found = [positions_matrix(meeting) for meeting in (bills, five)]
    assert [(matrix.sheets, sum(len(row.remarks) for row in matrix.rows)) for matrix in found] == [
        (22, 6),
        (22, 5),
    ]
    assert [each.item.order for each in bills.consent_block.items.order_by("item__order")] == [1, 3]
    assert all(matrix.forecast.saved > 0 for matrix in found)


def test_every_presenter_leads_the_agency_of_the_matter(demo: None) -> None:
    for meeting in Meeting.objects.all():
        for item in meeting.items.select_related("presenter", "matter"):
            assert item.presenter is not None
            assert item.presenter.agencies.get() == item.matter.lead


def test_the_cabinet_is_that_of_2019_by_office(demo: None) -> None:
    body = Body.objects.get()
    assert (body.key, body.name_vi, body.name_en) == ("chinh-phu", "Chính phủ", "Government")
    assert (Seat.objects.count(), Agency.objects.count()) == (27, 22)
    assert Seat.objects.filter(appointments__role=Role.HOLDER).count() == 27
    assert Person.objects.filter(appointments__role=Role.ASSISTANT).count() == 3
    assert Person.objects.filter(appointments__role=Role.DEPUTY).count() == 2
    assert sorted(DutyTerm.objects.filter(body=None).values_list("duty", flat=True)) == [
        "auditor",
        "clerk",
        "clerk",
        "head",
        "operator",
        "people",
    ]
    assert not Person.objects.filter(is_demo=False).exists()


def test_the_six_ballots_are_in_six_states(demo: None) -> None:
    moment = now()
    found = []
    for ballot in Ballot.objects.filter(form="written").order_by("number"):
        assert ballot.closes_at is not None
        decision = ballot.result["questions"][0]["outcome"]["decision"] if ballot.result else None
        over = ballot.closes_at < moment
        found.append((ballot.status, over, Answer.objects.filter(ballot=ballot).count(), decision))
    assert found == [
        ("closed", True, 26, "not_adopted"),
        ("reported", True, 23, "adopted"),
        ("open", True, 24, None),
        ("open", False, 19, None),
        ("open", False, 26, None),
        ("open", False, 3, None),
    ]
    due = Ballot.objects.get(number=4).closes_at
    assert due is not None
    assert timedelta(minutes=55) < due - moment <= timedelta(hours=1)


def test_silence_is_deemed_agreement_under_one_procedure_and_unknown_under_the_other(demo: None) -> None:
    kinds = {b.procedure.ballot_silence.value for b in Ballot.objects.filter(form="written")}
    assert kinds == {"deemed_for", "unknown"}
    assert Ballot.objects.get(number=2).deemed.count() == 4
    assert Ballot.objects.get(number=1).deemed.count() == 0


def test_the_minister_of_construction_has_three_ballots_to_answer(demo: None) -> None:
    waiting = Ballot.objects.filter(form="written", status=Status.OPEN.value, closes_at__gt=now())
    assert waiting.count() == 3
    assert not Answer.objects.filter(ballot__in=waiting, elector__seat__key="bo-xay-dung").exists()


def test_every_item_and_ballot_has_a_paper_that_can_be_read(demo: None) -> None:
    matters = [item.matter for meeting in Meeting.objects.all() for item in meeting.items.all()]
    matters += [ballot.matter for ballot in Ballot.objects.filter(form="written")]
    papers = papers_of(matters, sight=EVERYTHING)
    assert all(papers[matter.pk] for matter in matters)
    for version in Version.objects.select_related("document__matter"):
        with default_storage.open(version.path) as file:
            text = text_of(file.read())
        assert version.document.matter.title[1:] in text
        assert "Dữ liệu trình diễn" in text


def test_the_guest_is_invited_to_one_item_and_not_to_its_restricted_paper(demo: None) -> None:
    guest, meeting = Person.objects.get(username="khach"), Meeting.objects.get(slug="law-2026-02")
    first = meeting.items.get(order=1)
    assert items_open_to(guest, meeting) == frozenset({first.pk})
    shown, hidden = (
        papers_of([first.matter], sight=Sight(level))[first.matter_id] for level in (False, True)
    )
    assert (len(shown), len(hidden)) == (1, 2)


def test_its_journal_verifies_in_order_and_nothing_is_in_the_future(demo: None) -> None:
    assert list(problems()) == []
    assert not Entry.objects.filter(at__gt=now()).exists()
    last: dict[str, datetime] = {}
    for stream, moment in Entry.objects.order_by("stream", "seq").values_list("stream_id", "at"):
        assert last.get(stream, moment) <= moment
        last[stream] = moment


def test_its_accounts_sign_in_with_the_printed_password(demo: None) -> None:
    assert authenticate(username="thu-tuong", password=PASSWORD) == Person.objects.get(username="thu-tuong")


@pytest.mark.parametrize("moment", MOMENTS, ids=lambda moment: f"{moment:%a %d %b %Y %H:%M}")
def test_the_ballots_keep_their_procedures_rules_whenever_the_demo_is_loaded(moment: datetime) -> None:
    for sheet in sheets(moment):
        check_deadline(sheet.opened_at, sheet.closes_at, load(sheet.procedure), viet_nam())
        answers = len(sheet.choices)
        moments = spread(sheet.opened_at, min(moment, sheet.closes_at), answers)
        assert len(set(moments)) == answers
        assert moments == sorted(moments)
        assert sheet.opened_at < moments[0]
        assert moments[-1] < min(moment, sheet.closes_at)


@pytest.mark.parametrize("moment", MOMENTS, ids=lambda moment: f"{moment:%a %d %b %Y %H:%M}")
def test_the_session_of_today_is_today(moment: datetime) -> None:
    assert local(next_hour(moment)).date() == local(moment).date()
