"""The facts of the minutes as they are gathered from the stored journal of a stored meeting."""

from datetime import date
from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from core import journal
from core.time import at
from meetings.models import Meeting
from meetings.papers import compose_minutes, gather
from people.models import Body, Person, Seat
from records.layout import render
from tests.records.reading import text_of
from tests.records.sessions import OFFICES, START, TITLE, Session, first_session, long_session

pytestmark = pytest.mark.django_db


def stored(session: Session, **row: Any) -> Meeting:
    """A meeting whose journal is the session's, written entry by entry."""
    body = Body.objects.create(key="chinh-phu", name_vi="Chính phủ", name_en="Government")
    chair = Seat.objects.create(
        body=body,
        order=1,
        key="thu-tuong",
        office_vi=OFFICES[0],
        short_vi="Thủ tướng",
        kind="prime_minister",
        valid_from=date(2016, 1, 1),
    )
    clerk = Person.objects.create_person("clerk", "only-in-this-test", label_vi="Chuyên viên")
    meeting = Meeting.objects.create(
        body=body,
        kind="regular",
        title=TITLE,
        place="Hà Nội",
        starts_at=START,
        chair=chair,
        procedure_key="138-2016",
        scheduled_by=clerk,
        **row,
    )
    for entry in session.entries:
        with at(entry.at), transaction.atomic():
            journal.record(meeting.stream, entry.kind, actor=clerk.key, subject="x", facts=entry.facts)
    return meeting


def test_the_stored_journal_gives_the_minutes_of_the_first_session() -> None:
    meeting = stored(first_session(), demonstration=True, secretary_label="Vụ Tổng hợp")
    facts = gather(meeting)
    head = journal.entries(meeting.stream).last()
    assert head is not None
    assert (facts.head_seq, facts.head_hash) == (head.seq, head.hash)
    text = text_of(render(compose_minutes(facts)))
    assert "Số phiếu đồng ý: 25/27 (21 tại phòng họp, 4 từ xa); không đồng ý: 0; ý kiến khác: 0;" in text
    assert "Thư ký (người ghi biên bản): Vụ Tổng hợp." in text
    assert head.hash[:16] in text
    assert "Dữ liệu trình diễn" in text


@pytest.mark.parametrize("items", [1, 12])
def test_gathering_asks_as_few_questions_for_many_items_as_for_one(items: int) -> None:
    meeting = Meeting.objects.get(pk=stored(long_session(items)).pk)
    with CaptureQueriesContext(connection) as queries:
        assert len(gather(meeting).items) == items
    # PostgreSQL is asked for the time as well.
    assert len([query for query in queries if " FROM " in query["sql"]]) == 4
