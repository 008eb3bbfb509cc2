"""The pages of minutes: written sentence by sentence, read and corrected by whoever attended."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from core.time import at, now
from meetings import services
from meetings.models import Meeting, MinutesText
from people.models import Person
from tests.cast import Cabinet
from tests.records.reading import text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def held(cabinet: Cabinet) -> Meeting:
    """A closed meeting of one item, its conclusion written down."""
    meeting = cabinet.running_meeting(items=1)
    item = meeting.items.get()
    cabinet.conclude(meeting, item, "Thông qua dự thảo.")
    return services.close_meeting(actor=cabinet.clerk, meeting=meeting)


def browser(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def address(name: str, meeting: Meeting, *more: object) -> str:
    return reverse(name, args=[meeting.pk, *more])


def key_of(meeting: Meeting) -> str:
    return f"item:{meeting.items.get().pk}.conclusion"


def edit(person: Person, meeting: Meeting, text: str, base: int, *, fragment: str = "") -> HttpResponse:
    sent = {"key": key_of(meeting), "text": text, "base": base}
    headers = {"X-Fragment": fragment} if fragment else {}
    answer: Any = browser(person).post(address("sentence_edit", meeting), sent, headers=headers)
    assert isinstance(answer, HttpResponse)
    return answer


def page(person: Person, meeting: Meeting, **query: str) -> str:
    return browser(person).get(address("minutes", meeting), query).content.decode()


def circulate(cabinet: Cabinet, meeting: Meeting) -> None:
    until = now() + timedelta(days=1)
    services.circulate_minutes(actor=cabinet.clerk, meeting=meeting, until=until)


def test_every_sentence_leads_to_its_entry_in_the_journal(cabinet: Cabinet, held: Meeting) -> None:
    found = page(cabinet.clerk, held)
    [(seq, same)] = set(re.findall(r'\?entry=(\d+)#entry-(\d+)"><span class="sr">Mục nhật ký', found)[-1:])
    assert seq == same
    journal = browser(cabinet.clerk).get(held.get_absolute_url(), {"entry": seq}).content.decode()
    assert f'id="entry-{seq}"' in journal


def test_the_entry_is_found_on_whatever_page_of_the_journal_it_stands(cabinet: Cabinet) -> None:
    meeting = cabinet.running_meeting(items=1)
    item = meeting.items.get()
    for number in range(60):
        cabinet.conclude(meeting, item, f"Kết luận {number}.")
    for seq in ("1", "30", "60"):
        journal = browser(cabinet.clerk).get(meeting.get_absolute_url(), {"entry": seq}).content.decode()
        assert f'id="entry-{seq}"' in journal


def test_two_clerks_at_one_sentence_both_see_both_texts(cabinet: Cabinet, held: Meeting) -> None:
    assert edit(cabinet.clerk, held, "Bản của người thứ nhất.", 0).status_code == 303
    answer = edit(cabinet.second_clerk, held, "Bản của người thứ hai.", 0)
    found = answer.content.decode()
    assert answer.status_code == 409
    assert "Bản của người thứ nhất." in found
    assert "Bản của người thứ hai.</textarea>" in found
    assert cabinet.clerk.name in found
    over = {"key": key_of(held), "text": "Bản của người thứ hai.", "base": 0, "over": 1}
    assert browser(cabinet.second_clerk).post(address("sentence_edit", held), over).status_code == 303
    texts = MinutesText.objects.order_by("revision").values_list("text", flat=True)
    assert list(texts) == ["Bản của người thứ nhất.", "Bản của người thứ hai."]


def test_a_script_gets_the_state_of_the_sentence_alone(cabinet: Cabinet, held: Meeting) -> None:
    answer = edit(cabinet.clerk, held, "Nhất trí.", 0, fragment="state")
    assert answer.status_code == 200
    assert 'data-revision="1"' in answer.content.decode()
    refused = edit(cabinet.second_clerk, held, "Khác.", 0, fragment="state")
    assert refused.status_code == 409
    assert "Nhất trí." in refused.content.decode()


def test_the_history_of_a_sentence_tells_who_when_and_what_the_journal_said(
    cabinet: Cabinet, held: Meeting
) -> None:
    edit(cabinet.clerk, held, "Thông qua dự án.", 0)
    edit(cabinet.second_clerk, held, "Thông qua dự án Luật.", 1)
    where = address("sentence_history", held)
    found = browser(cabinet.clerk).get(where, {"sentence": key_of(held)}).content.decode()
    assert found.index(cabinet.second_clerk.name) < found.index("Thông qua dự án.")
    assert re.search(r"<del>[^<]*thảo[^<]*</del>", found)
    assert browser(cabinet.chair).get(where, {"sentence": key_of(held)}).status_code == 404


def test_an_attendee_sees_the_own_corrections_and_no_others(cabinet: Cabinet, held: Meeting) -> None:
    circulate(cabinet, held)
    for person, text in ((cabinet.chair, "Ý của Chủ tọa"), (cabinet.minister, "Ý của Bộ trưởng")):
        sent = {"key": key_of(held), "text": text}
        assert browser(person).post(address("minutes_correct", held), sent).status_code == 303
    assert "Ý của Bộ trưởng" not in page(cabinet.chair, held)
    desk = page(cabinet.clerk, held)
    assert "Ý của Bộ trưởng" in desk
    assert "Ý của Chủ tọa" in desk
    where = address("correction_answer", held, 1)
    refused = browser(cabinet.clerk).post(where, {"answer": "decline", "text": " "})
    assert refused.status_code == 422
    browser(cabinet.clerk).post(where, {"answer": "decline", "text": "Chủ tọa đã nói như vậy."})
    assert "Chủ tọa đã nói như vậy." in page(cabinet.chair, held)
    assert "Chủ tọa đã nói như vậy." not in page(cabinet.minister, held)


def test_what_was_typed_comes_back_when_it_is_refused(cabinet: Cabinet, held: Meeting) -> None:
    circulate(cabinet, held)
    with at(now() + timedelta(days=2)):
        answer = browser(cabinet.chair).post(address("minutes_correct", held), {"text": "Muộn mất rồi"})
    assert answer.status_code == 422
    assert "Muộn mất rồi" not in page(cabinet.chair, held)
    late = browser(cabinet.clerk).post(
        address("minutes_circulate", held), {"deadline_day": "2020-01-01", "deadline_time": "08:00"}
    )
    assert late.status_code == 422


def test_members_read_them_once_they_are_approved(cabinet: Cabinet, held: Meeting) -> None:
    absent = cabinet.assistant
    circulate(cabinet, held)
    for person in (absent, cabinet.guest, cabinet.outsider):
        assert browser(person).get(address("minutes", held)).status_code == 404
    with at(now() + timedelta(days=2)):
        assert browser(cabinet.chair).post(address("minutes_approve", held)).status_code == 303
        found = page(cabinet.minister, held)
        assert "Bản 1" in found
        assert "minutes/edit" not in found
        pdf = browser(cabinet.minister).get(address("minutes_pdf", held)).content
        assert "DỰ THẢO" not in text_of(pdf)
        assert browser(cabinet.clerk).get(address("minutes_pdf", held)).content == pdf
        wrong = {"edition": "2"}
        assert browser(cabinet.clerk).get(address("minutes_pdf", held), wrong).status_code == 404


def test_a_draft_is_marked_on_every_page_of_its_pdf(cabinet: Cabinet, held: Meeting) -> None:
    assert "DỰ THẢO" in text_of(browser(cabinet.clerk).get(address("minutes_pdf", held)).content)


def test_long_minutes_need_no_more_questions(cabinet: Cabinet) -> None:
    def queries(items: int) -> int:
        meeting = cabinet.running_meeting(items=items)
        for _item in range(items):
            services.start_next_item(actor=cabinet.clerk, meeting=meeting)
        client = browser(cabinet.clerk)
        with CaptureQueriesContext(connection) as asked:
            assert client.get(address("minutes", meeting)).status_code == 200
        return len(asked)

    assert queries(2) == queries(9)


def test_a_conclusion_never_released_is_named_on_the_clerks_page_until_it_is(cabinet: Cabinet) -> None:
    meeting = cabinet.running_meeting(items=1)
    item = meeting.items.get()
    services.conclude_item(actor=cabinet.clerk, meeting=meeting, item=item, text="Giao Bộ Tư pháp.")
    held = services.close_meeting(actor=cabinet.clerk, meeting=meeting)
    there = reverse("item_conclusion", args=[held.pk, item.pk])
    assert (there in page(cabinet.clerk, held), "Giao Bộ Tư pháp." in page(cabinet.clerk, held)) == (
        True,
        False,
    )
    assert there not in page(cabinet.minister, held)
    services.release_conclusion(actor=cabinet.chair, meeting=held, item=item)
    assert (there in page(cabinet.clerk, held), "Giao Bộ Tư pháp." in page(cabinet.clerk, held)) == (
        False,
        True,
    )
