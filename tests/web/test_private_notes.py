"""Private notes as pages: saved while they are typed, both texts shown, and on nobody else's page."""

import re

import pytest
from django.urls import reverse

from core.models import Entry
from meetings import services
from meetings.models import AgendaItem, ItemNote
from people.models import Person
from tests.cast import Cabinet
from tests.web.test_ballot_answer import browser

SECRET = "Thận-trọng-với-phương-án-hai"
SCRIPT = {"X-Fragment": "draft-state"}


@pytest.fixture
def item(cabinet: Cabinet) -> AgendaItem:
    """The running item of a session, with a paper and a vote."""
    meeting = cabinet.running_meeting()
    found = meeting.items.get(order=1)
    cabinet.paper(found.matter)
    return found


def page(item: AgendaItem) -> str:
    return reverse("item_note", args=[item.meeting_id, item.pk])


def typed(text: str, base: int, device: str = "a", **more: str) -> dict[str, str]:
    return {"text_note": text, "base": str(base), "device": device, **more}


def test_what_is_typed_is_saved_and_stands_in_the_field_again(cabinet: Cabinet, item: AgendaItem) -> None:
    member = browser(cabinet.minister)
    answer = member.post(page(item), typed(SECRET, 0), headers=SCRIPT)
    assert answer.status_code == 200
    assert 'data-version="1"' in answer.text
    assert SECRET in member.get(page(item)).text
    assert page(item) in member.get(item.meeting.get_absolute_url()).text
    assert member.get(reverse("note_now", args=[item.meeting_id])).headers["Location"] == page(item)


def test_the_room_has_the_note_on_the_item_at_hand_in_a_field_of_its_own(
    cabinet: Cabinet, item: AgendaItem
) -> None:
    member, meeting = browser(cabinet.minister), item.meeting
    member.post(page(item), typed(SECRET, 0), headers=SCRIPT)
    address, fragment = reverse("note_now", args=[meeting.pk]), {"X-Fragment": "room-note"}
    assert SECRET in member.get(reverse("room", args=[meeting.pk])).text
    assert f'action="{page(item)}"' in member.get(address, headers=fragment).text
    services.end_item(actor=cabinet.clerk, meeting=meeting, item=item)
    assert SECRET in member.get(address, headers=fragment).text
    services.start_next_item(actor=cabinet.clerk, meeting=meeting)
    assert SECRET not in member.get(address, headers=fragment).text
    assert "<textarea" not in browser(cabinet.assistant).get(address, headers=fragment).text


def test_two_tablets_that_do_not_know_of_each_other_are_both_shown(
    cabinet: Cabinet, item: AgendaItem
) -> None:
    member = browser(cabinet.minister)
    member.post(page(item), typed("Hỏi về vốn", 0), headers=SCRIPT)
    state = member.post(page(item), typed("Hỏi về đất", 0, "b"), headers=SCRIPT).text
    assert "<blockquote>Hỏi về vốn</blockquote>" in state
    assert 'data-version="0"' in state
    whole = member.post(page(item), typed("Hỏi về đất", 0, "")).text
    assert "Hỏi về vốn" in whole
    assert "Hỏi về đất" in whole
    assert "<blockquote>Hỏi về đất</blockquote>" in member.get(page(item)).text
    member.post(page(item), typed("Cả hai", 0, "b", settle="1"))
    assert "<blockquote>" not in member.get(page(item)).text
    assert ItemNote.objects.get().text == "Cả hai"


def test_a_note_that_is_too_long_comes_back_and_is_not_lost(cabinet: Cabinet, item: AgendaItem) -> None:
    answer = browser(cabinet.minister).post(page(item), typed("x" * 20_001, 0))
    assert answer.status_code == 422
    assert "x" * 20_001 in answer.text


def crawled(who: Person, item: AgendaItem) -> list[str]:
    """Every page of the site that is reached from Today by links, and the pages of the meeting by name."""
    client, meeting = browser(who), item.meeting
    names = "meeting room sweep positions console screen replies minutes meeting_numbers note_now"
    waiting = ["/", page(item), f"/?q={SECRET}"]
    waiting += [reverse(name, args=[meeting.pk]) for name in names.split()]
    waiting += [reverse("meeting_list"), f"{reverse('meeting_list')}?q={SECRET}"]
    texts: dict[str, str] = {}
    while waiting and len(texts) < 60:
        address = waiting.pop(0).partition("#")[0]
        if not address or address in texts:
            continue
        answer = client.get(address)
        content = answer.getvalue() if answer.streaming else answer.content
        texts[address] = content.decode(errors="replace")
        waiting += [
            each for each in re.findall(r'href="(/[^"]*)"', texts[address]) if not each.startswith("/static")
        ]
    return [address for address, text in texts.items() if SECRET in text.replace(f"?q={SECRET}", "")]


def test_a_private_note_is_on_no_page_of_anybody_else_and_in_no_journal(
    cabinet: Cabinet, item: AgendaItem
) -> None:
    browser(cabinet.minister).post(page(item), typed(SECRET, 0))
    browser(cabinet.minister).post(page(item), typed(f"{SECRET} nữa", 0, "b"))
    services.conclude_item(actor=cabinet.clerk, meeting=item.meeting, item=item, text="Thống nhất.")
    assert page(item) in crawled(cabinet.minister, item)
    others = (
        cabinet.clerk,
        cabinet.head,
        cabinet.chair,
        cabinet.auditor,
        cabinet.second_minister,
        cabinet.assistant,
        cabinet.deputy,
        cabinet.guest,
    )
    for who in others:
        assert [(who.username, found) for found in crawled(who, item)] == []
    assert [entry.kind for entry in Entry.objects.all() if SECRET in str(entry.facts)] == []


def test_the_assistant_reads_what_is_shared_and_changes_nothing(cabinet: Cabinet, item: AgendaItem) -> None:
    browser(cabinet.minister).post(page(item), typed(SECRET, 0, shared="on"))
    staff = browser(cabinet.assistant)
    shown = staff.get(page(item)).text
    assert SECRET in shown
    assert "<textarea" not in shown
    assert staff.post(page(item), typed("Khác", 1)).status_code == 403
    assert ItemNote.objects.get().text == SECRET
    assert SECRET not in browser(cabinet.second_minister).get(page(item)).text
