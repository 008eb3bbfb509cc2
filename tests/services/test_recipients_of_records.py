"""Nơi nhận: lines as the decree prints them, members and agencies that get it, and who opened it."""

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from hypothesis import given
from hypothesis import strategies as st

from core.refusals import Refusal
from meetings.models import Meeting
from people.models import Agency, Notice
from people.selectors import holders
from records import services
from records.models import Delivery
from records.papers import composed
from records.plain_text import text_of
from records.rules import check_complete
from records.rules.recipients import printed_lines
from records.selectors import latest_facts
from records.services.drawing_up import Completion
from records.showing import receipts_of
from tests.cast import Cabinet
from tests.records.issued import approved_minutes, completion_of, issued_record, issued_with, keys

FILED = "Lưu: VT, TH"


def test_agencies_stand_before_the_line_that_says_where_it_is_kept() -> None:
    assert printed_lines(["Như trên;", "- Lưu: VT, TH."], ["Bộ Xây dựng"]) == [
        "Như trên",
        "Bộ Xây dựng",
        FILED,
    ]
    assert printed_lines([FILED, "Như trên"], []) == ["Như trên", FILED]
    assert printed_lines(["Bộ Xây dựng", FILED], ["Bộ Xây dựng"]) == ["Bộ Xây dựng", FILED]
    assert printed_lines(["Bộ Xây dựng", FILED], [], gone={"Bộ Xây dựng"}) == [FILED]


@given(st.lists(st.text(max_size=12)), st.lists(st.text("abc ", min_size=1, max_size=4), unique=True))
def test_printed_again_the_lines_stay_as_they_are(typed: list[str], agencies: list[str]) -> None:
    once = printed_lines(typed, [name.strip() or "a" for name in agencies])
    assert printed_lines(once, []) == once
    assert all(line.strip(" ;.-–") == line and line for line in once)


def test_without_the_line_that_says_where_it_is_kept_nothing_is_circulated() -> None:
    whole = {"abstract": "Về việc", "place": "Hà Nội", "office": "Thủ tướng"}
    check_complete(**whole, recipients=["Như trên", FILED])
    for lines, code in (([], "record_recipients_missing"), (["Như trên"], "record_filing_missing")):
        with pytest.raises(Refusal) as no:
            check_complete(**whole, recipients=lines)
        assert no.value.code == code


@pytest.fixture
def meeting(cabinet: Cabinet, db: None) -> Meeting:
    """A meeting with approved minutes, in a house whose signatories have keys."""
    keys(cabinet)
    return approved_minutes(cabinet)


@pytest.fixture
def outside(db: None) -> Agency:
    """An agency that nobody in this system leads."""
    return Agency.objects.create(key="van-phong-quoc-hoi", name_vi="Văn phòng Quốc hội")


def to(cabinet: Cabinet, *agencies: Agency, **wishes: Any) -> Completion:
    kept = vars(completion_of(cabinet)) | {
        "to_agencies": agencies,
        "recipients": [FILED],
        "to_members": False,
    }
    return Completion(**{**kept, **wishes})


def test_an_agency_gets_it_through_the_seat_that_leads_it_and_its_opening_is_kept(
    cabinet: Cabinet, meeting: Meeting, outside: Agency
) -> None:
    record = issued_with(cabinet, "minutes", meeting.stream, to(cabinet, cabinet.lead, outside))
    assert record.recipients == [cabinet.lead.name_vi, outside.name_vi, FILED]
    text = text_of(composed(record, latest_facts(record).facts))
    assert f"- {cabinet.lead.name_vi};" in text or cabinet.lead.name_vi in text
    [leading] = cabinet.lead.seats.all()
    minister = holders([leading])[leading.pk]
    told = Notice.objects.filter(kind="record:issued").values_list("person__username", flat=True)
    assert list(told) == [minister.username]
    services.note_opened(actor=minister, record=record, what="page")
    services.note_opened(actor=cabinet.chair, record=record, what="page")  # nobody sent it to this seat
    through, without = receipts_of(record)
    assert (through.office, through.through, through.outside) == (
        cabinet.lead.name,
        leading.office,
        False,
    )
    assert [who for who, _what, _at in through.opened] == [minister.name]
    assert (without.office, without.outside, list(without.opened)) == (outside.name, True, [])


def test_who_gets_it_as_member_and_as_leader_of_an_agency_is_told_once(
    cabinet: Cabinet, meeting: Meeting
) -> None:
    record = issued_with(cabinet, "minutes", meeting.stream, to(cabinet, cabinet.lead, to_members=True))
    assert Delivery.objects.filter(record=record).count() == len(cabinet.seats) + 1
    told = Notice.objects.filter(kind="record:issued", person=cabinet.minister)
    assert told.count() == 1
    services.note_opened(actor=cabinet.minister, record=record, what="file")
    opened = [receipt.office for receipt in receipts_of(record) if receipt.opened]
    assert opened == [cabinet.minister_seat.office, cabinet.lead.name]


def test_deliveries_stay_as_they_are_and_go_to_somebody(cabinet: Cabinet, meeting: Meeting) -> None:
    record = issued_with(cabinet, "minutes", meeting.stream, to(cabinet, cabinet.lead))
    row = record.deliveries.get()
    changes: list[Callable[[], object]] = [
        partial(Delivery.objects.filter(pk=row.pk).update, agency=None),
        partial(Delivery.objects.filter(pk=row.pk).delete),
        partial(Delivery.objects.create, record=record, at=row.at),
    ]
    for change in changes:
        with pytest.raises(DatabaseError), transaction.atomic():
            change()
    assert record.deliveries.get().agency == cabinet.lead


def test_an_agency_no_longer_chosen_leaves_its_line_and_a_new_edition_goes_to_the_same(
    cabinet: Cabinet, meeting: Meeting
) -> None:
    record = services.draw_up_record(actor=cabinet.clerk, kind="minutes", subject=meeting.stream)
    assert record.recipients[-1].startswith("Lưu: ")  # as is usual for this kind
    change = partial(services.change_record, actor=cabinet.clerk, record=record)
    assert cabinet.lead.name_vi in change(completion=to(cabinet, cabinet.lead)).recipients
    again = to(cabinet, recipients=[cabinet.lead.name_vi, FILED])
    assert change(completion=again).recipients == [FILED]
    change(completion=to(cabinet, cabinet.lead))
    issued_record(
        cabinet,
        meeting,
        services.change_record(actor=cabinet.clerk, record=record, completion=to(cabinet, cabinet.lead)),
    )
    approved_minutes(cabinet, meeting, text="Tầng 2.")
    second = services.draw_up_record(actor=cabinet.clerk, kind="minutes", subject=meeting.stream)
    assert second.edition == 2
