"""The floor: asked for with one tap, given one after the other; a point of order eats nobody's time."""

from datetime import datetime, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import translation

from core.time import HANOI, at
from meetings.models import AgendaItem, Meeting, Speaker
from meetings.papers import gather
from meetings.rules import Presence
from meetings.scene.floor import Floor, speakers_of
from meetings.services import (
    end_item,
    end_speech,
    give_floor,
    invite_guest,
    move_speaker,
    request_floor,
    strike_speaker,
    withdraw_request,
)
from meetings.wording.journal import journal_words
from people.models import Person
from tests.cast import Cabinet
from tests.services.saying import kinds, newest, not_allowed, refused

NINE = datetime(2026, 11, 23, 9, 0, tzinfo=HANOI)


@pytest.fixture
def item(running_meeting: Meeting) -> AgendaItem:
    """The running item."""
    return running_meeting.items.get(order=1)


def ask(who: Person, item: AgendaItem, turn: str = "speech") -> Speaker:
    return request_floor(actor=who, meeting=item.meeting, item=item, turn=turn)


def queue(item: AgendaItem) -> list[str]:
    """Who waits, in turn, by office."""
    return [each.office for each in Floor(item.pk, speakers_of(item.meeting_id)).waiting]


def test_a_member_asks_and_is_in_the_list_once(cabinet: Cabinet, item: AgendaItem) -> None:
    assert ask(cabinet.minister, item).pk == ask(cabinet.minister, item).pk
    assert newest(item.meeting.stream).facts == {
        "speaker": Speaker.objects.get().pk,
        "item": str(item.pk),
        "office": "Bộ trưởng Bộ Xây dựng",
        "office_en": "Minister of Construction",
        "turn": "speech",
    }
    assert kinds(item.meeting.stream).count("speaker.requested") == 1


def test_the_journal_names_who_asks_in_the_language_of_its_reader(cabinet: Cabinet, item: AgendaItem) -> None:
    ask(cabinet.minister, item)
    entry = newest(item.meeting.stream)
    assert journal_words(entry) == "Đăng ký phát biểu: Bộ trưởng Bộ Xây dựng"
    with translation.override("en"):
        assert journal_words(entry) == "Asks for the floor: Minister of Construction"


def test_whoever_may_speak_asks_and_nobody_else(cabinet: Cabinet, item: AgendaItem) -> None:
    meeting = item.meeting
    for somebody in (cabinet.chair, cabinet.second_minister, cabinet.guest):
        ask(somebody, item)
    for somebody in (cabinet.deputy, cabinet.assistant, cabinet.clerk, cabinet.auditor, cabinet.other_guest):
        with not_allowed("may_ask_floor"):
            ask(somebody, item)
    cabinet.note(meeting, cabinet.minister_seat, Presence.DEPUTY)
    assert ask(cabinet.deputy, item).office_vi == "Thứ trưởng Bộ Xây dựng"
    invite_guest(actor=cabinet.clerk, meeting=cabinet.draft_meeting(), person=cabinet.outsider, item=None)
    with not_allowed("may_ask_floor"):
        ask(cabinet.outsider, item)


@pytest.mark.parametrize("presence", [Presence.ABSENT, Presence.LEFT, Presence.EXPECTED])
def test_who_is_not_there_does_not_ask(cabinet: Cabinet, item: AgendaItem, presence: Presence) -> None:
    cabinet.note(item.meeting, cabinet.minister_seat, presence)
    with refused("speaker_absent", office="Bộ trưởng Bộ Xây dựng"):
        ask(cabinet.minister, item)


def test_the_floor_is_asked_for_on_the_running_item_and_not_during_a_vote(
    cabinet: Cabinet, item: AgendaItem
) -> None:
    with refused("floor_item_not_running"):
        ask(cabinet.minister, item.meeting.items.get(order=2))
    cabinet.open_vote(item.meeting)
    with refused("floor_while_voting"):
        ask(cabinet.minister, item)


def test_a_request_is_withdrawn_until_it_is_granted(cabinet: Cabinet, item: AgendaItem) -> None:
    ask(cabinet.minister, item)
    assert withdraw_request(actor=cabinet.minister, meeting=item.meeting, item=item) == 1
    assert withdraw_request(actor=cabinet.minister, meeting=item.meeting, item=item) == 0
    assert queue(item) == []
    speaker = ask(cabinet.minister, item)
    give_floor(actor=cabinet.chair, meeting=item.meeting, speaker=speaker)
    assert withdraw_request(actor=cabinet.minister, meeting=item.meeting, item=item) == 0


def test_the_chair_orders_the_list_and_points_of_order_stay_ahead(cabinet: Cabinet, item: AgendaItem) -> None:
    first, second = ask(cabinet.minister, item), ask(cabinet.second_minister, item)
    ask(cabinet.holders[5], item, "order")
    assert queue(item) == ["Thống đốc", "Bộ trưởng Bộ Xây dựng", "Bộ trưởng Bộ Tài chính"]
    move_speaker(actor=cabinet.chair, meeting=item.meeting, speaker=second, up=True)
    move_speaker(actor=cabinet.clerk, meeting=item.meeting, speaker=second, up=True)
    assert queue(item) == ["Thống đốc", "Bộ trưởng Bộ Tài chính", "Bộ trưởng Bộ Xây dựng"]
    strike_speaker(actor=cabinet.clerk, meeting=item.meeting, speaker=first)
    with refused("speaker_gone"):
        give_floor(actor=cabinet.clerk, meeting=item.meeting, speaker=first)
    assert queue(item) == ["Thống đốc", "Bộ trưởng Bộ Tài chính"]


def test_a_minister_does_not_give_the_floor(cabinet: Cabinet, item: AgendaItem) -> None:
    speaker = ask(cabinet.minister, item)
    for act in (give_floor, strike_speaker):
        with not_allowed("may_run_meeting"):
            act(actor=cabinet.minister, meeting=item.meeting, speaker=speaker)
    with not_allowed("may_run_meeting"):
        end_speech(actor=cabinet.minister, meeting=item.meeting)


def test_one_speaks_at_a_time_and_the_next_ends_the_one_before(cabinet: Cabinet, item: AgendaItem) -> None:
    first, second = ask(cabinet.minister, item), ask(cabinet.second_minister, item)
    with at(NINE):
        give_floor(actor=cabinet.chair, meeting=item.meeting, speaker=first)
    with at(NINE + timedelta(seconds=95)):
        give_floor(actor=cabinet.chair, meeting=item.meeting, speaker=second)
        give_floor(actor=cabinet.chair, meeting=item.meeting, speaker=second)
    first.refresh_from_db()
    assert (first.status, first.seconds) == ("done", 95)
    assert kinds(item.meeting.stream)[-3:] == ["speaker.began", "speaker.ended", "speaker.began"]
    with pytest.raises(IntegrityError), transaction.atomic():
        Speaker.objects.filter(pk=first.pk).update(status="speaking")


def test_a_point_of_order_interrupts_a_speech_and_eats_none_of_its_time(
    cabinet: Cabinet, item: AgendaItem
) -> None:
    speech = ask(cabinet.minister, item)
    with at(NINE):
        give_floor(actor=cabinet.chair, meeting=item.meeting, speaker=speech)
    order = ask(cabinet.second_minister, item, "order")
    with at(NINE + timedelta(seconds=60)):
        give_floor(actor=cabinet.chair, meeting=item.meeting, speaker=order)
    with at(NINE + timedelta(seconds=100)):
        resumed = end_speech(actor=cabinet.chair, meeting=item.meeting)
    assert resumed == speech
    with at(NINE + timedelta(seconds=130)):
        assert end_speech(actor=cabinet.chair, meeting=item.meeting) is None
    assert dict(Speaker.objects.values_list("turn", "seconds")) == {"speech": 90, "order": 40}
    [told] = gather(item.meeting).items
    assert [(each.office, each.seconds, each.is_order) for each in told.speakers] == [
        ("Bộ trưởng Bộ Xây dựng", 90, False),
        ("Bộ trưởng Bộ Tài chính", 40, True),
    ]


def test_the_end_of_an_item_ends_the_speech(cabinet: Cabinet, item: AgendaItem) -> None:
    speaker = ask(cabinet.minister, item)
    give_floor(actor=cabinet.clerk, meeting=item.meeting, speaker=speaker)
    end_item(actor=cabinet.clerk, meeting=item.meeting, item=item)
    speaker.refresh_from_db()
    assert speaker.status == "done"
    assert kinds(item.meeting.stream)[-2:] == ["speaker.ended", "item.ended"]
