"""The life of minutes: drafted from the journal, edited, circulated, approved, frozen, superseded."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.urls import reverse

from core.journal import problems, verify
from core.models import Entry
from core.refusals import NotAllowed
from core.time import at, now, today
from core.triggers import protected
from meetings import services
from meetings.models import FrozenMinutes, Meeting, Minutes, MinutesText
from meetings.papers.editing import Line
from meetings.papers.standing import draft_paper, minutes_lines, minutes_paper
from meetings.policies import may_approve_minutes
from meetings.rules import Presence
from meetings.selectors.circulated import minutes_to_correct
from meetings.selectors.minutes import attendees, current_minutes
from people.models import Notice
from records.layout import render
from tests.cast import Cabinet
from tests.records.reading import pages, text_of
from tests.services.saying import refused

pytestmark = pytest.mark.django_db

LATER = timedelta(days=3)


@pytest.fixture
def held(cabinet: Cabinet) -> Meeting:
    """A closed meeting of one item with a conclusion; seat 2 was remote, 3 had a deputy, 5 was absent."""
    meeting = cabinet.running_meeting(items=1, remote=[2], deputy=True)
    cabinet.note(meeting, cabinet.seats[4], Presence.ABSENT)
    item = meeting.items.get()
    cabinet.conclude(meeting, item, "Thông qua dự thảo.")
    return services.close_meeting(actor=cabinet.clerk, meeting=meeting)


def shown(meeting: Meeting) -> dict[str, Line]:
    return {line.key: line for line in minutes_lines(meeting, current_minutes(meeting))[1]}


def conclusion(meeting: Meeting) -> str:
    return next(key for key in shown(meeting) if key.endswith(".conclusion"))


def circulated(cabinet: Cabinet, meeting: Meeting) -> Minutes:
    return services.circulate_minutes(actor=cabinet.clerk, meeting=meeting, until=now() + LATER)


def test_whoever_attended_finds_circulated_minutes_on_today_until_the_window_ends(
    cabinet: Cabinet, held: Meeting
) -> None:
    minutes, moment = circulated(cabinet, held), now()
    people = (cabinet.chair, cabinet.minister, cabinet.deputy, cabinet.holders[5], cabinet.guest)
    assert [minutes_to_correct(person, moment) for person in people] == [[minutes], [], [minutes], [], []]
    assert minutes_to_correct(cabinet.chair, moment + LATER) == []
    client = Client()
    client.force_login(cabinet.deputy)
    assert "Biên bản chờ góp ý" in client.get(reverse("today")).text


def test_a_seat_that_had_the_chair_to_the_end_may_approve_and_one_that_chaired_an_item_may_not(
    cabinet: Cabinet,
) -> None:
    def closed(*, for_item: bool) -> Meeting:
        meeting = cabinet.running_meeting(items=2)
        services.hand_over_chair(
            actor=cabinet.chair, meeting=meeting, seat=cabinet.seats[1], for_item=for_item
        )
        return services.close_meeting(actor=cabinet.clerk, meeting=meeting)

    second = cabinet.holders[2]
    assert may_approve_minutes(second, closed(for_item=False)) is True
    assert may_approve_minutes(second, closed(for_item=True)) is False


def approved(cabinet: Cabinet, meeting: Meeting) -> FrozenMinutes:
    circulated(cabinet, meeting)
    with at(now() + LATER + timedelta(minutes=1)):
        return services.approve_minutes(actor=cabinet.head, meeting=meeting)


# -- writing ------------------------------------------------------------------------------------------------


def test_an_edited_sentence_keeps_what_the_journal_said_and_may_be_restored(
    cabinet: Cabinet, held: Meeting
) -> None:
    key = conclusion(held)
    services.edit_sentence(actor=cabinet.clerk, meeting=held, key=key, text="Thông qua.", base=0)
    line = shown(held)[key]
    assert (line.text, line.source, line.edited, line.revision) == (
        "Thông qua.",
        "Thông qua dự thảo.",
        True,
        1,
    )
    services.restore_sentence(actor=cabinet.second_clerk, meeting=held, key=key, base=1)
    line = shown(held)[key]
    assert (line.text, line.edited, line.revision) == ("Thông qua dự thảo.", False, 2)
    assert [text.text for text in MinutesText.objects.filter(key=key)] == ["Thông qua.", "Thông qua dự thảo."]


def test_of_two_clerks_the_second_is_told_who_was_first_and_loses_nothing(
    cabinet: Cabinet, held: Meeting
) -> None:
    key = conclusion(held)
    services.edit_sentence(actor=cabinet.clerk, meeting=held, key=key, text="Một.", base=0)
    with refused("minutes_revised", who=cabinet.clerk.name, revision=1):
        services.edit_sentence(actor=cabinet.second_clerk, meeting=held, key=key, text="Hai.", base=0)
    assert shown(held)[key].text == "Một."


def test_the_same_text_again_is_no_new_revision(cabinet: Cabinet, held: Meeting) -> None:
    key = conclusion(held)
    for _again in range(2):
        services.edit_sentence(actor=cabinet.clerk, meeting=held, key=key, text=" Một. \r\n\r\n", base=0)
    assert [(text.revision, text.text) for text in MinutesText.objects.all()] == [(1, "Một.")]


def test_the_journal_goes_on_and_edits_stay_new_entries_are_new_sentences(cabinet: Cabinet) -> None:
    meeting = cabinet.running_meeting(items=2)
    item = meeting.items.get(order=1)
    cabinet.conclude(meeting, item, "Một.")
    key = f"item:{item.pk}.conclusion"
    services.edit_sentence(actor=cabinet.clerk, meeting=meeting, key=key, text="Một, sửa.", base=0)
    cabinet.conclude(meeting, item, "Hai.")
    services.start_next_item(actor=cabinet.clerk, meeting=meeting)
    found = shown(meeting)
    assert (found[key].text, found[key].source, found[key].moved) == ("Một, sửa.", "Hai.", True)
    second = meeting.items.get(order=2)
    assert not found[f"item:{second.pk}"].edited


def test_an_edited_sentence_that_the_journal_tells_no_more_is_not_lost(cabinet: Cabinet) -> None:
    meeting = cabinet.running_meeting(items=1)
    item = meeting.items.get()
    key = f"item:{item.pk}.unfinished"
    services.edit_sentence(actor=cabinet.clerk, meeting=meeting, key=key, text="Còn thảo luận.", base=0)
    services.end_item(actor=cabinet.clerk, meeting=meeting, item=item)
    line = shown(meeting)[key]
    assert (line.text, line.source, line.moved) == ("Còn thảo luận.", "", True)


def test_sentences_added_by_hand_stand_behind_the_one_they_were_added_to(
    cabinet: Cabinet, held: Meeting
) -> None:
    key = conclusion(held)
    first = services.add_sentence(actor=cabinet.clerk, meeting=held, after=key, text="Thêm một.")
    services.add_sentence(actor=cabinet.clerk, meeting=held, after=first.key, text="Thêm hai.")
    found = list(shown(held).values())
    place = [line.key for line in found].index(key)
    assert [(line.text, line.own) for line in found[place : place + 3]] == [
        ("Thông qua dự thảo.", False),
        ("Thêm một.", True),
        ("Thêm hai.", True),
    ]
    services.edit_sentence(actor=cabinet.clerk, meeting=held, key=first.key, text="", base=1)
    text = text_of(render(draft_paper(held)))
    assert "Thêm một" not in text
    assert "Thêm hai" in text


def test_nothing_stands_behind_the_sentence_that_ends_the_minutes(cabinet: Cabinet, held: Meeting) -> None:
    with refused("minutes_end_here"):
        services.add_sentence(actor=cabinet.clerk, meeting=held, after="end", text="Sau cùng.")
    first = services.add_sentence(actor=cabinet.clerk, meeting=held, after=conclusion(held), text="Thêm.")
    kept = MinutesText.objects.get(pk=first.pk)
    kept.pk, kept.key, kept.after = None, "own:before", "end"  # as it could be written before
    kept.save(force_insert=True)
    assert [line.key for line in shown(held).values()][-2:] == ["own:before", "end"]


def test_the_figures_of_a_vote_are_the_journals_alone(cabinet: Cabinet) -> None:
    meeting = cabinet.running_meeting(items=1)
    ballot = cabinet.open_vote(meeting)
    services.close_vote(actor=cabinet.clerk, meeting=meeting, ballot=ballot)
    services.publish_vote(actor=cabinet.clerk, meeting=meeting, ballot=ballot)
    for key in (f"vote:{ballot.pk}.count", f"vote:{ballot.pk}.decided", "quorum", "course"):
        with refused("minutes_sentence_fixed"):
            services.edit_sentence(actor=cabinet.clerk, meeting=meeting, key=key, text="5/5", base=0)
    with refused("minutes_sentence_gone"):
        services.edit_sentence(actor=cabinet.clerk, meeting=meeting, key=f"own:{uuid4()}", text="x", base=0)


def test_only_the_secretariat_writes_and_not_before_the_meeting_has_begun(
    cabinet: Cabinet, held: Meeting, sent_meeting: Meeting
) -> None:
    for person in (cabinet.chair, cabinet.minister, cabinet.auditor, cabinet.outsider):
        with pytest.raises(NotAllowed):
            services.add_sentence(actor=person, meeting=held, after="end", text="x")
    with pytest.raises(NotAllowed):
        services.add_sentence(actor=cabinet.clerk, meeting=sent_meeting, after="end", text="x")


# -- attendees ----------------------------------------------------------------------------------------------


def test_who_attended_gets_them_and_nobody_else(cabinet: Cabinet, held: Meeting) -> None:
    expected = [cabinet.holders[1], cabinet.holders[2], cabinet.deputy, cabinet.holders[4]]
    assert attendees(held) == expected
    circulated(cabinet, held)
    told = Notice.objects.filter(kind="minutes:circulated").values_list("person", flat=True)
    assert set(told) == {person.pk for person in expected}


def test_who_left_early_attended(cabinet: Cabinet) -> None:
    meeting = cabinet.running_meeting(items=1)
    cabinet.note(meeting, cabinet.seats[3], Presence.LEFT)
    meeting = services.close_meeting(actor=cabinet.clerk, meeting=meeting)
    assert cabinet.holders[4] in attendees(meeting)


def test_minutes_go_to_the_attendees_once_after_the_closing(cabinet: Cabinet, held: Meeting) -> None:
    with refused("minutes_window_past"):
        services.circulate_minutes(actor=cabinet.clerk, meeting=held, until=now())
    circulated(cabinet, held)
    with refused("minutes_circulated_already"):
        circulated(cabinet, held)
    running = cabinet.running_meeting()
    with refused("minutes_meeting_not_closed"):
        circulated(cabinet, running)


def test_a_correction_is_answered_once_and_its_proposer_is_told(cabinet: Cabinet, held: Meeting) -> None:
    circulated(cabinet, held)
    key = conclusion(held)
    first = services.propose_correction(actor=cabinet.deputy, meeting=held, key=key, text="Thiếu từ “khung”.")
    services.propose_correction(actor=cabinet.chair, meeting=held, key="", text="Ngày sai.")
    assert (first.number, first.said) == (1, "Thông qua dự thảo.")
    with refused("minutes_reason_needed"):
        services.answer_correction(actor=cabinet.clerk, meeting=held, number=2, accepted=False)
    services.answer_correction(actor=cabinet.clerk, meeting=held, number=2, accepted=False, text="Đúng ngày.")
    services.answer_correction(actor=cabinet.clerk, meeting=held, number=1, accepted=True)
    with refused("minutes_answered_already"):
        services.answer_correction(actor=cabinet.clerk, meeting=held, number=1, accepted=True)
    told = Notice.objects.filter(kind="minutes:answered").values_list("person", flat=True)
    assert set(told) == {cabinet.deputy.pk, cabinet.chair.pk}
    said = str([entry.facts for entry in Entry.objects.filter(stream=held.stream, kind="minutes.correction")])
    assert "khung" not in said


def test_corrections_come_from_attendees_and_within_the_window(cabinet: Cabinet, held: Meeting) -> None:
    with pytest.raises(NotAllowed):
        services.propose_correction(actor=cabinet.chair, meeting=held, key="", text="Sớm quá.")
    circulated(cabinet, held)
    for person in (cabinet.minister, cabinet.holders[5], cabinet.clerk, cabinet.guest, cabinet.assistant):
        with pytest.raises(NotAllowed):
            services.propose_correction(actor=person, meeting=held, key="", text="Không dự.")
    with at(now() + LATER), refused("minutes_window_over"):
        services.propose_correction(actor=cabinet.chair, meeting=held, key="", text="Muộn.")


# -- approval -----------------------------------------------------------------------------------------------


def test_whoever_wrote_them_does_not_approve_them(cabinet: Cabinet, held: Meeting) -> None:
    services.edit_sentence(actor=cabinet.head, meeting=held, key=conclusion(held), text="Một.", base=0)
    circulated(cabinet, held)
    with at(now() + LATER + timedelta(minutes=1)):
        with refused("minutes_own_work"):
            services.approve_minutes(actor=cabinet.head, meeting=held)
        assert services.approve_minutes(actor=cabinet.chair, meeting=held).approved_by == cabinet.chair


def test_they_are_approved_after_the_window_and_with_every_correction_answered(
    cabinet: Cabinet, held: Meeting
) -> None:
    with refused("minutes_not_circulated"):
        services.approve_minutes(actor=cabinet.head, meeting=held)
    minutes = circulated(cabinet, held)
    services.propose_correction(actor=cabinet.chair, meeting=held, key="", text="Ngày sai.")
    with refused("minutes_window_open"):
        services.approve_minutes(actor=cabinet.head, meeting=held)
    assert minutes.corrections_until is not None
    with at(minutes.corrections_until):
        with refused("minutes_unanswered", count=1):
            services.approve_minutes(actor=cabinet.head, meeting=held)
        services.answer_correction(actor=cabinet.clerk, meeting=held, number=1, accepted=True)
        for person in (cabinet.clerk, cabinet.minister, cabinet.auditor):
            with pytest.raises(NotAllowed):
                services.approve_minutes(actor=person, meeting=held)
        services.approve_minutes(actor=cabinet.head, meeting=held)


def test_frozen_minutes_give_the_same_bytes_whatever_changes_afterwards(
    cabinet: Cabinet, held: Meeting
) -> None:
    services.edit_sentence(actor=cabinet.clerk, meeting=held, key=conclusion(held), text="Nhất trí.", base=0)
    assert all("DỰ THẢO" in page for page in pages(render(draft_paper(held))))
    frozen = approved(cabinet, held)
    first = minutes_paper(held)
    assert first is not None
    text = text_of(render(first))
    assert "Nhất trí." in text
    assert "DỰ THẢO" not in text
    assert f"Người duyệt: {cabinet.head.label_vi}" in text
    entry = Entry.objects.get(stream=held.stream, kind="minutes.approved")
    assert entry.facts["minutes"] == frozen.digest
    head = Entry.objects.get(stream=held.stream, seq=entry.seq - 1)
    assert f"đến mục số {head.seq}; mã kiểm tra của mục này bắt đầu bằng {head.hash[:16]}" in text

    cabinet.head.label_vi, held.title = "Tên khác", "Tên khác"
    cabinet.head.save()
    held.save()
    services.note_notice(actor=cabinet.clerk, meeting=held, number="1/TB-VPCP", issued_on=today())
    again = minutes_paper(held)
    assert again is not None
    assert render(again) == render(first)
    for act in (
        lambda: services.edit_sentence(
            actor=cabinet.clerk, meeting=held, key=conclusion(held), text="Khác.", base=1
        ),
        lambda: services.add_sentence(actor=cabinet.clerk, meeting=held, after="end", text="Khác."),
        lambda: services.approve_minutes(actor=cabinet.head, meeting=held),
    ):
        with refused("minutes_frozen"):
            act()


@pytest.mark.parametrize("table", ["correctionanswer", "frozenminutes", "minutescorrection", "minutestext"])
def test_the_database_refuses_to_change_what_was_written(table: str) -> None:
    assert f"meetings_{table}" in protected(connection)


def test_what_is_changed_behind_the_triggers_is_found(cabinet: Cabinet, held: Meeting) -> None:
    frozen = approved(cabinet, held)
    assert list(problems()) == []
    with pytest.raises(DatabaseError), transaction.atomic():
        FrozenMinutes.objects.update(digest="0" * 64)
    frozen.facts["told"][0]["text"] = "Khác."
    assert list(verify(held.stream)) == []


def test_new_minutes_supersede_and_point_back(cabinet: Cabinet, held: Meeting) -> None:
    services.edit_sentence(actor=cabinet.clerk, meeting=held, key=conclusion(held), text="Nhất trí.", base=0)
    with refused("minutes_in_work"):
        services.supersede_minutes(actor=cabinet.clerk, meeting=held, reason="Sai ngày.")
    first = approved(cabinet, held)
    with refused("minutes_reason_missing"):
        services.supersede_minutes(actor=cabinet.clerk, meeting=held, reason=" ")
    services.supersede_minutes(actor=cabinet.clerk, meeting=held, reason="Ghi sai kết luận.")
    key = conclusion(held)
    assert shown(held)[key].text == "Nhất trí."
    services.edit_sentence(actor=cabinet.clerk, meeting=held, key=key, text="Nhất trí, có sửa.", base=1)
    old = minutes_paper(held)
    assert old is not None
    assert "THAY THẾ" not in text_of(render(old))  # it holds until the new one is approved

    approved(cabinet, held)
    old, new = minutes_paper(held, 1), minutes_paper(held)
    assert old is not None
    assert new is not None
    assert all("ĐÃ ĐƯỢC THAY THẾ BẰNG BẢN 2" in page for page in pages(render(old)))
    text = text_of(render(new))
    assert f"Thay thế bản 1 (mã kiểm tra bắt đầu bằng {first.digest[:16]}): Ghi sai kết luận." in text
    assert "Nhất trí, có sửa." in text
    assert list(problems()) == []
