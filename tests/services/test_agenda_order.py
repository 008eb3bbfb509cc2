"""The order of an agenda: moving items and sections, and two clerks who do it at once."""

from functools import partial

import pytest

from core.journal import problems
from core.refusals import Refusal
from meetings.models import AgendaItem, Meeting
from meetings.rules import TOP
from meetings.selectors import agenda
from meetings.services import (
    add_item,
    add_section,
    move_item,
    move_section,
    remove_item,
    remove_section,
    rename_section,
    send_meeting,
)
from tests.cast import Cabinet, make_cabinet
from tests.services.crowd import at_once
from tests.services.saying import kinds, newest, not_allowed, refused


@pytest.fixture
def meeting(cabinet: Cabinet) -> Meeting:
    """A meeting in preparation with three items."""
    return fresh(cabinet.draft_meeting(items=3))


def fresh(meeting: Meeting) -> Meeting:
    meeting.refresh_from_db()
    return meeting


def standing(meeting: Meeting) -> list[tuple[str, int, str]]:
    """Section, number and title of every item."""
    return [(str(each.section or ""), each.order, each.matter.title) for each in agenda(meeting)]


def test_an_item_moves_and_every_number_follows(cabinet: Cabinet, meeting: Meeting) -> None:
    one, two, three = agenda(meeting)
    move_item(actor=cabinet.clerk, meeting=meeting, item=three, after=TOP, seen=meeting.agenda_version)
    titles = [three.matter.title, one.matter.title, two.matter.title]
    assert standing(meeting) == [("", number, title) for number, title in enumerate(titles, start=1)]
    facts = newest(meeting.stream).facts
    assert (newest(meeting.stream).kind, facts["was"], facts["order"]) == ("agenda.item_moved", 3, 1)


def test_a_move_to_where_it_stands_is_not_recorded(cabinet: Cabinet, meeting: Meeting) -> None:
    one, two, _three = agenda(meeting)
    before = kinds(meeting.stream)
    move_item(actor=cabinet.clerk, meeting=meeting, item=two, after=one.key, seen=meeting.agenda_version)
    assert kinds(meeting.stream) == before


def test_a_move_in_an_order_that_has_changed_is_refused_and_nothing_moves(
    cabinet: Cabinet, meeting: Meeting
) -> None:
    one, two, three = agenda(meeting)
    seen = meeting.agenda_version
    move_item(actor=cabinet.second_clerk, meeting=meeting, item=three, after=TOP, seen=seen)
    before = standing(meeting)
    with refused("agenda_reordered"):
        move_item(actor=cabinet.clerk, meeting=meeting, item=one, after=two.key, seen=seen)
    assert standing(meeting) == before


def test_whatever_changes_the_order_is_a_new_version(cabinet: Cabinet, meeting: Meeting) -> None:
    versions = [meeting.agenda_version]
    section = add_section(actor=cabinet.clerk, meeting=meeting, title="Báo cáo")
    versions.append(fresh(meeting).agenda_version)
    item = cabinet.item(meeting)
    versions.append(fresh(meeting).agenda_version)
    remove_item(actor=cabinet.clerk, meeting=meeting, item=item)
    versions.append(fresh(meeting).agenda_version)
    remove_section(actor=cabinet.clerk, meeting=meeting, section=section)
    versions.append(fresh(meeting).agenda_version)
    assert versions == sorted(set(versions))


def test_sections_hold_the_items_below_them(cabinet: Cabinet, meeting: Meeting) -> None:
    one, two, three = agenda(meeting)
    drafts = add_section(actor=cabinet.clerk, meeting=meeting, title="Dự thảo văn bản")
    reports = add_section(actor=cabinet.clerk, meeting=meeting, title="Báo cáo")
    for item, section in ((one, drafts), (two, reports), (three, drafts)):
        seen = fresh(meeting).agenda_version
        move_item(actor=cabinet.clerk, meeting=meeting, item=item, after=section.key, seen=seen)
    titles = {each: each.matter.title for each in (one, two, three)}
    drafted = [("Dự thảo văn bản", 1, titles[three]), ("Dự thảo văn bản", 2, titles[one])]
    assert standing(meeting) == [*drafted, ("Báo cáo", 3, titles[two])]

    late = cabinet.matter("Thêm vào dự thảo")
    add_item(actor=cabinet.clerk, meeting=meeting, matter=late, minutes=5, section=drafts)
    assert [row[:2] for row in standing(meeting)][2:] == [("Dự thảo văn bản", 3), ("Báo cáo", 4)]

    seen = fresh(meeting).agenda_version
    move_section(actor=cabinet.clerk, meeting=meeting, section=reports, after=TOP, seen=seen)
    assert standing(meeting)[0] == ("Báo cáo", 1, titles[two])

    rename_section(actor=cabinet.clerk, meeting=meeting, section=drafts, title=" Dự án  luật ")
    remove_section(actor=cabinet.clerk, meeting=meeting, section=reports)
    assert [row[0] for row in standing(meeting)] == ["", "Dự án luật", "Dự án luật", "Dự án luật"]
    assert kinds(meeting.stream)[-3:] == [
        "agenda.section_moved",
        "agenda.section_renamed",
        "agenda.section_removed",
    ]
    with refused("section_gone"):
        remove_section(actor=cabinet.clerk, meeting=meeting, section=reports)


def test_a_new_item_comes_last_in_the_last_section(cabinet: Cabinet, meeting: Meeting) -> None:
    add_section(actor=cabinet.clerk, meeting=meeting, title="Nội dung khác")
    cabinet.item(meeting)
    assert [row[:2] for row in standing(meeting)] == [("", 1), ("", 2), ("", 3), ("Nội dung khác", 4)]


def test_a_sent_agenda_may_still_be_moved_and_a_running_one_not(
    cabinet: Cabinet, meeting: Meeting, running_meeting: Meeting
) -> None:
    send_meeting(actor=cabinet.clerk, meeting=meeting)
    one = agenda(meeting)[0]
    seen = fresh(meeting).agenda_version
    move_item(actor=cabinet.clerk, meeting=meeting, item=one, after=agenda(meeting)[1].key, seen=seen)
    with refused("meeting_already_running"):
        add_section(actor=cabinet.clerk, meeting=running_meeting, title="Báo cáo")


def test_members_do_not_build_the_agenda(cabinet: Cabinet, meeting: Meeting) -> None:
    section = add_section(actor=cabinet.clerk, meeting=meeting, title="Báo cáo")
    with not_allowed("may_schedule_meeting"):
        add_section(actor=cabinet.minister, meeting=meeting, title="Báo cáo")
    with not_allowed("may_schedule_meeting"):
        move_section(actor=cabinet.chair, meeting=meeting, section=section, after=TOP, seen=0)
    with not_allowed("may_schedule_meeting"):
        remove_section(actor=cabinet.chair, meeting=meeting, section=section)


@pytest.mark.django_db(transaction=True)
def test_of_ten_clerks_who_move_in_the_same_order_one_moves_and_the_others_are_told() -> None:
    cabinet = make_cabinet()
    meeting = fresh(cabinet.draft_meeting(items=10))
    seen, before = meeting.agenda_version, [row[2] for row in standing(meeting)]

    def up(item: AgendaItem) -> str:
        move_item(actor=cabinet.clerk, meeting=meeting, item=item, after=TOP, seen=seen)
        return item.matter.title

    results = at_once([partial(up, item) for item in agenda(meeting)[1:]])
    done = [result for result in results if isinstance(result, str)]
    told = [result.code for result in results if isinstance(result, Refusal)]
    assert (len(done), told) == (1, ["agenda_reordered"] * 8)
    assert [row[2] for row in standing(meeting)] == [*done, *(each for each in before if each not in done)]
    assert list(problems()) == []
