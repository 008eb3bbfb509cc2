"""Kinds of meetings: who attends, who sees it, under which rules, whether it votes."""

from datetime import UTC, datetime, timedelta

import pytest

from core.time import now
from matters.selectors import matters_visible_to
from meetings.models import Meeting
from meetings.policies import may_run_meeting, may_view_meeting, may_vote_in_meeting
from meetings.rules import SessionForm, kinds, template_of
from meetings.selectors import coming_meetings, items_open_to, meetings_visible_to, quorum_of
from meetings.services import (
    Holding,
    add_item,
    note_attendance_of_all,
    open_vote_on_item,
    reschedule_meeting,
    schedule_meeting,
    send_meeting,
    start_meeting,
    start_next_item,
)
from people.models import Seat
from people.procedure import in_force, load
from tests.cast import Cabinet
from tests.services.saying import newest, refused

DAY = datetime(2026, 12, 7, 7, tzinfo=UTC)


def standing(cabinet: Cabinet, seats: list[Seat] | None = None, kind: str = "standing") -> Meeting:
    """A meeting of the Standing Government with one item."""
    meeting = schedule_meeting(
        actor=cabinet.clerk,
        body=cabinet.body,
        kind=kind,
        title="Họp Thường trực Chính phủ",
        place="Phòng họp B",
        starts_at=DAY,
        minutes_planned=120,
        chair=cabinet.chair_seat,
        procedure=in_force(DAY.date()),
        seats=seats,
    )
    add_item(actor=cabinet.clerk, meeting=meeting, matter=cabinet.matter("Giải ngân vốn"), minutes=60)
    return meeting


def sent(cabinet: Cabinet, seats: list[Seat] | None = None) -> Meeting:
    return send_meeting(actor=cabinet.clerk, meeting=standing(cabinet, seats))


@pytest.mark.usefixtures("db")
def test_every_kind_has_a_template_that_says_where_it_is_written() -> None:
    assert kinds() == ("committee", "leaders", "regular", "standing", "thematic", "unexpected")
    for template in map(template_of, kinds()):
        for rule in (template.invitees, template.votes):
            assert rule.source
            assert rule.source_en
        assert sum(item.minutes for item in template.standing_items) <= template.minutes
        assert template.procedure_on(DAY.date()).quorum_share.value > 0
    with refused("kind_unknown"):
        template_of("../regular")


def test_the_standing_government_is_the_prime_minister_and_the_deputies(cabinet: Cabinet) -> None:
    meeting = sent(cabinet)
    expected = ["prime_minister", "deputy_prime_minister"]
    assert list(meeting.attendances.values_list("seat__kind", flat=True)) == expected
    assert newest(meeting.stream, "meeting.scheduled").facts["seats"] == ["Thủ tướng", "Phó Thủ tướng"]
    assert quorum_of(meeting).seats == 2


def test_whoever_does_not_attend_does_not_see_it(cabinet: Cabinet) -> None:
    meeting, government = sent(cabinet), cabinet.sent_meeting()
    matter = meeting.items.get().matter
    for person in (cabinet.minister, cabinet.assistant, cabinet.deputy, cabinet.second_minister):
        assert set(meetings_visible_to(person)) == {government}, person
        assert not may_view_meeting(person, meeting)
        assert coming_meetings(person, now()) == [government]
        assert matter not in matters_visible_to(person)
    for person in (cabinet.chair, cabinet.holders[2], cabinet.clerk, cabinet.auditor):
        assert set(meetings_visible_to(person)) == {meeting, government}, person
        assert may_view_meeting(person, meeting)
        assert set(coming_meetings(person, now())) == {meeting, government}
        assert matter in matters_visible_to(person)
        assert items_open_to(person, meeting) is None
    assert may_run_meeting(cabinet.chair, meeting)
    assert not may_vote_in_meeting(cabinet.minister, meeting)


def test_seats_that_are_chosen_attend_and_no_others(cabinet: Cabinet) -> None:
    meeting = sent(cabinet, seats=[cabinet.chair_seat, cabinet.minister_seat])
    assert [row.seat for row in meeting.attendances.all()] == [cabinet.chair_seat, cabinet.minister_seat]
    for person in (cabinet.minister, cabinet.assistant, cabinet.deputy):
        assert may_view_meeting(person, meeting)
    assert not may_view_meeting(cabinet.holders[2], meeting)


def test_its_quorum_is_of_those_invited_and_it_concludes_without_a_vote(cabinet: Cabinet) -> None:
    meeting = sent(cabinet)
    note_attendance_of_all(actor=cabinet.clerk, meeting=meeting)
    start_meeting(actor=cabinet.clerk, meeting=meeting)
    item = start_next_item(actor=cabinet.clerk, meeting=meeting)
    assert item is not None
    with refused("kind_without_vote"):
        open_vote_on_item(actor=cabinet.clerk, meeting=meeting, item=item)


def test_a_meeting_without_its_chair_or_anybody_is_not_planned(cabinet: Cabinet) -> None:
    with refused("chair_not_invited"):
        standing(cabinet, [cabinet.minister_seat])
    with refused("nobody_invited"):
        standing(cabinet, [])


def test_who_attends_changes_after_the_programme_was_sent(cabinet: Cabinet) -> None:
    meeting = sent(cabinet)
    move(cabinet, meeting, kind="standing", seats=[cabinet.chair_seat, cabinet.minister_seat])
    assert [row.seat for row in meeting.attendances.all()] == [cabinet.chair_seat, cabinet.minister_seat]
    move(cabinet, meeting, kind="thematic")
    meeting.refresh_from_db()
    assert meeting.whole_body
    assert meeting.attendances.count() == len(cabinet.seats)
    assert not meeting.invited_seats.exists()


def test_a_kind_keeps_its_own_rules_beside_those_of_the_procedure(cabinet: Cabinet) -> None:
    meeting = standing(cabinet)
    assert (meeting.procedure_key, meeting.procedure.papers_before_days.value) == ("191-2026", 3)
    assert meeting.procedure.quorum_share.mark == "?"
    assert meeting.procedure.majority_share == load("191-2026").majority_share
    move(cabinet, meeting, kind="thematic")
    meeting.refresh_from_db()
    assert meeting.procedure == load("191-2026")
    move(cabinet, meeting, kind="unexpected", starts_at=datetime(2026, 5, 20, 7, tzinfo=UTC))
    meeting.refresh_from_db()
    assert (meeting.procedure_key, meeting.procedure.papers_before_days.value) == ("39-2022", None)


def move(cabinet: Cabinet, meeting: Meeting, **changes: object) -> None:
    """Change the plan of a meeting."""
    plan: dict[str, object] = {
        "title": meeting.title,
        "kind": meeting.kind,
        "place": meeting.place,
        "starts_at": meeting.starts_at + timedelta(days=1),
        "minutes_planned": 120,
    }
    reschedule_meeting(actor=cabinet.clerk, meeting=meeting, **(plan | changes))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("form", "link", "code"),
    [
        ("online", "", "link_missing"),
        ("in_person", "https://hop.chinhphu.vn/1", "link_not_needed"),
        ("online", "http://hop.chinhphu.vn/1", "link_not_safe"),
        ("hybrid", "javascript:alert(1)", "link_not_safe"),
        ("hybrid", "https://ten:matkhau@hop.chinhphu.vn/", "link_not_safe"),
        ("hybrid", "https://hop.chinhphu.vn/ 1", "link_not_safe"),
        ("hybrid", "https:///1", "link_not_safe"),
        ("hybrid", "https://hop.chinhphu.vn:99999/", "link_not_safe"),
    ],
)
def test_a_link_is_there_where_it_is_needed_and_safe(
    cabinet: Cabinet, form: str, link: str, code: str
) -> None:
    meeting = cabinet.draft_meeting()
    with refused(code):
        move(cabinet, meeting, holding=Holding(SessionForm(form), link))


def test_the_journal_never_holds_the_link(cabinet: Cabinet) -> None:
    meeting, link = cabinet.draft_meeting(), "https://hop.chinhphu.vn/phong?pwd=bi-mat"
    move(cabinet, meeting, holding=Holding(SessionForm.HYBRID, link))
    meeting.refresh_from_db()
    assert (meeting.form, meeting.link) == ("hybrid", link)
    assert newest(meeting.stream).facts["form"] == "hybrid"
    assert "bi-mat" not in str(newest(meeting.stream).facts)
    move(cabinet, meeting)
    meeting.refresh_from_db()
    assert (meeting.form, meeting.link) == ("hybrid", link)
