"""Replies to an invitation: who says what until when, and who consents to an absence."""

from datetime import timedelta

import pytest

from core.journal import entries
from core.time import at
from meetings.models import Meeting, Reply
from meetings.rules import Presence
from meetings.selectors.replies import (
    absences_to_decide,
    meetings_awaiting_reply,
    replies_of,
    reply_of,
)
from meetings.services import (
    Words,
    check_in,
    decide_absence,
    enter_reply,
    reply,
    reschedule_meeting,
    start_meeting,
)
from people.models import Person
from tests.cast import Cabinet
from tests.services.saying import kinds, newest, not_allowed, refused

ILL = "Điều trị tại bệnh viện."


def absent(cabinet: Cabinet, meeting: Meeting, who: Person | None = None) -> Reply:
    return reply(actor=who or cabinet.minister, meeting=meeting, words=Words("absent", reason=ILL))


def test_a_member_attends_with_one_press(cabinet: Cabinet, sent_meeting: Meeting) -> None:
    given = reply(actor=cabinet.minister, meeting=sent_meeting, words=Words("attend"))
    assert (given.said, given.how, given.consent, given.revision) == ("attend", "self", "not_needed", 1)
    assert newest(sent_meeting.stream).kind == "reply.attend"


def test_the_same_reply_again_changes_nothing(cabinet: Cabinet, sent_meeting: Meeting) -> None:
    absent(cabinet, sent_meeting)
    before = kinds(sent_meeting.stream)
    assert absent(cabinet, sent_meeting).revision == 1
    assert kinds(sent_meeting.stream) == before


def test_an_absence_asks_the_prime_minister(cabinet: Cabinet, sent_meeting: Meeting) -> None:
    given = absent(cabinet, sent_meeting)
    assert given.consent == "asked"
    assert absences_to_decide(cabinet.chair) == [given]
    assert absences_to_decide(cabinet.minister) == []


def test_nobody_stands_above_whoever_consents(cabinet: Cabinet, sent_meeting: Meeting) -> None:
    assert absent(cabinet, sent_meeting, cabinet.chair).consent == "not_needed"


def test_an_absence_has_a_reason(cabinet: Cabinet, sent_meeting: Meeting) -> None:
    for words in (
        Words("absent"),
        Words("deputy", deputy=cabinet.deputy),
        Words("absent", reason=" \u200b "),
    ):
        with refused("reply_without_reason"):
            reply(actor=cabinet.minister, meeting=sent_meeting, words=words)


def test_the_journal_holds_no_reason(cabinet: Cabinet, sent_meeting: Meeting) -> None:
    given = absent(cabinet, sent_meeting)
    facts = [str(entry.facts) for entry in entries(sent_meeting.stream)]
    assert not [line for line in facts if ILL in line or "bệnh viện" in line]
    assert len(newest(sent_meeting.stream).facts["reason_digest"]) == 64
    assert given.salt


def test_a_minister_names_the_deputy_appointed_for_the_seat(cabinet: Cabinet, sent_meeting: Meeting) -> None:
    words = Words("deputy", deputy=cabinet.deputy, reason=ILL)
    assert reply(actor=cabinet.minister, meeting=sent_meeting, words=words).deputy == cabinet.deputy
    with refused("deputy_not_appointed"):
        words = Words("deputy", deputy=cabinet.outsider, reason=ILL)
        reply(actor=cabinet.minister, meeting=sent_meeting, words=words)
    with refused("deputy_unnamed"):
        reply(actor=cabinet.minister, meeting=sent_meeting, words=Words("deputy", reason=ILL))


def test_a_deputy_prime_minister_sends_no_deputy(cabinet: Cabinet, sent_meeting: Meeting) -> None:
    words = Words("deputy", deputy=cabinet.deputy, reason=ILL)
    with refused("deputy_not_allowed"):
        reply(actor=cabinet.holders[2], meeting=sent_meeting, words=words)


@pytest.mark.parametrize(("start", "end"), [(-5, 30), (30, 30), (60, 30), (0, 600), (590, 601)])
def test_a_part_lies_within_the_session(
    cabinet: Cabinet, sent_meeting: Meeting, start: int, end: int
) -> None:
    begins = sent_meeting.starts_at
    words = Words("part", None, begins + timedelta(minutes=start), begins + timedelta(minutes=end), ILL)
    with refused("reply_part_outside"):
        reply(actor=cabinet.minister, meeting=sent_meeting, words=words)


def test_a_part_of_the_session_needs_consent_too(cabinet: Cabinet, sent_meeting: Meeting) -> None:
    begins = sent_meeting.starts_at
    words = Words("part", None, begins, begins + timedelta(minutes=30), ILL)
    assert reply(actor=cabinet.minister, meeting=sent_meeting, words=words).consent == "asked"


def test_guests_attend_or_not(cabinet: Cabinet, sent_meeting: Meeting) -> None:
    given = reply(actor=cabinet.guest, meeting=sent_meeting, words=Words("absent"))
    assert (given.guest, given.seat, given.consent) == (cabinet.guest, None, "not_needed")
    with refused("reply_for_members_only"):
        reply(actor=cabinet.guest, meeting=sent_meeting, words=Words("deputy", deputy=cabinet.deputy))


def test_nobody_replies_for_another(cabinet: Cabinet, sent_meeting: Meeting) -> None:
    for person in (cabinet.assistant, cabinet.deputy, cabinet.clerk, cabinet.outsider):
        with not_allowed("may_reply"):
            reply(actor=person, meeting=sent_meeting, words=Words("attend"))


def test_the_secretariat_enters_what_it_was_told(cabinet: Cabinet, sent_meeting: Meeting) -> None:
    words = Words("absent", reason=ILL)
    given = enter_reply(actor=cabinet.clerk, meeting=sent_meeting, words=words, seat=cabinet.minister_seat)
    assert (given.how, given.by, given.consent) == ("desk", cabinet.clerk, "asked")
    assert reply_of(cabinet.minister, sent_meeting) == given
    with not_allowed("may_enter_reply"):
        enter_reply(actor=cabinet.chair, meeting=sent_meeting, words=words, seat=cabinet.minister_seat)
    with refused("reply_not_invited"):
        enter_reply(actor=cabinet.clerk, meeting=sent_meeting, words=words, guest=cabinet.outsider)


def test_replies_end_with_the_opening(cabinet: Cabinet, sent_meeting: Meeting) -> None:
    for seat in cabinet.seats:
        cabinet.note(sent_meeting, seat, Presence.IN_ROOM)
    with at(sent_meeting.starts_at + timedelta(minutes=10)):  # late: until the opening it may be changed
        reply(actor=cabinet.minister, meeting=sent_meeting, words=Words("attend"))
    start_meeting(actor=cabinet.clerk, meeting=sent_meeting)
    with refused("reply_too_late"):
        absent(cabinet, sent_meeting)


def test_before_the_programme_is_sent_there_is_nothing_to_reply_to(
    cabinet: Cabinet, draft_meeting: Meeting
) -> None:
    with refused("meeting_not_sent"):
        absent(cabinet, draft_meeting)


def test_the_prime_minister_consents_or_not(cabinet: Cabinet, sent_meeting: Meeting) -> None:
    given, seat = absent(cabinet, sent_meeting), cabinet.minister_seat
    for consents, state in ((True, "given"), (False, "declined")):
        decided = decide_absence(
            actor=cabinet.chair, meeting=sent_meeting, seat=seat, revision=given.revision, consents=consents
        )
        assert (decided.consent, decided.consent_by) == (state, cabinet.chair)
        assert newest(sent_meeting.stream).kind == f"absence.{state}"
    for person in (cabinet.minister, cabinet.clerk, cabinet.holders[2]):
        with not_allowed("may_consent_to_absence"):
            decide_absence(actor=person, meeting=sent_meeting, seat=seat, revision=1, consents=True)


def test_consent_is_given_to_what_was_read(cabinet: Cabinet, sent_meeting: Meeting) -> None:
    absent(cabinet, sent_meeting)
    reply(actor=cabinet.minister, meeting=sent_meeting, words=Words("absent", reason="Công tác nước ngoài."))
    with refused("absence_changed"):
        decide_absence(
            actor=cabinet.chair, meeting=sent_meeting, seat=cabinet.minister_seat, revision=1, consents=True
        )
    reply(actor=cabinet.minister, meeting=sent_meeting, words=Words("attend"))
    with refused("reply_needs_no_consent"):
        decide_absence(
            actor=cabinet.chair, meeting=sent_meeting, seat=cabinet.minister_seat, revision=3, consents=True
        )


def test_another_absence_asks_again(cabinet: Cabinet, sent_meeting: Meeting) -> None:
    absent(cabinet, sent_meeting)
    decide_absence(
        actor=cabinet.chair, meeting=sent_meeting, seat=cabinet.minister_seat, revision=1, consents=True
    )
    words = Words("deputy", deputy=cabinet.deputy, reason=ILL)
    assert reply(actor=cabinet.minister, meeting=sent_meeting, words=words).consent == "asked"


def test_replies_foretell_the_quorum(cabinet: Cabinet, sent_meeting: Meeting) -> None:
    for order in (2, 4):  # the first chairs, and is not asked
        reply(actor=cabinet.holders[order], meeting=sent_meeting, words=Words("attend"))
    absent(cabinet, sent_meeting)
    found = replies_of(sent_meeting)
    assert (found.expected.attending, found.expected.needed, found.expected.reached) == (3, 4, False)
    assert (found.replied, [row.seat.order for row in found.awaited]) == (4, [5])
    assert dict(found.counts) == {"attend": 3, "absent": 1}
    assert [row.presence.value for row in found.seats] == [
        "in_room", "in_room", "absent", "in_room", "expected",
    ]  # fmt: skip


def test_without_consent_a_member_is_still_expected(cabinet: Cabinet, sent_meeting: Meeting) -> None:
    absent(cabinet, sent_meeting)
    decide_absence(
        actor=cabinet.chair, meeting=sent_meeting, seat=cabinet.minister_seat, revision=1, consents=False
    )
    assert replies_of(sent_meeting).seats[2].presence == "expected"


def test_a_reply_to_an_earlier_time_is_to_be_confirmed(cabinet: Cabinet, sent_meeting: Meeting) -> None:
    reply(actor=cabinet.minister, meeting=sent_meeting, words=Words("attend"))
    moved = reschedule_meeting(
        actor=cabinet.clerk, meeting=sent_meeting, title=sent_meeting.title, kind=sent_meeting.kind,
        place="Phòng họp B", starts_at=sent_meeting.starts_at, minutes_planned=600,
    )  # fmt: skip
    assert replies_of(moved).seats[2].stale
    given = reply(actor=cabinet.minister, meeting=moved, words=Words("attend"))
    assert (given.revision, replies_of(moved).seats[2].stale) == (2, False)


def test_who_was_let_off_is_absent_when_the_session_opens_and_is_here_when_he_comes(
    cabinet: Cabinet, sent_meeting: Meeting
) -> None:
    absent(cabinet, sent_meeting)
    decide_absence(
        actor=cabinet.chair, meeting=sent_meeting, seat=cabinet.minister_seat, revision=1, consents=True
    )
    for seat in (seat for seat in cabinet.seats if seat != cabinet.minister_seat):
        cabinet.note(sent_meeting, seat, Presence.IN_ROOM)
    running = start_meeting(actor=cabinet.clerk, meeting=sent_meeting)
    row = running.attendances.get(seat=cabinet.minister_seat)
    assert (row.presence, row.consented, row.by_reply, row.reason) == ("absent", True, True, "")
    told = entries(running.stream).filter(kind="attendance.noted").last()
    assert told is not None
    assert (told.facts["presence"], told.facts["by_reply"]) == ("absent", True)
    came = check_in(actor=cabinet.minister, meeting=running, presence="in_room")
    assert (came.presence, came.by_reply) == ("in_room", False)


def test_today_knows_which_replies_are_awaited(cabinet: Cabinet, sent_meeting: Meeting) -> None:
    assert meetings_awaiting_reply(cabinet.minister, [sent_meeting]) == {sent_meeting.pk}
    absent(cabinet, sent_meeting)
    assert meetings_awaiting_reply(cabinet.minister, [sent_meeting]) == frozenset()
    assert meetings_awaiting_reply(cabinet.assistant, [sent_meeting]) == frozenset()


def test_who_chairs_is_not_asked_and_is_taken_to_come_unless_something_else_is_said(
    cabinet: Cabinet, sent_meeting: Meeting
) -> None:
    [row] = [row for row in replies_of(sent_meeting).seats if row.chairs]
    assert (row.seat.order, row.awaited, row.presence.value) == (1, False, "in_room")
    assert dict(replies_of(sent_meeting).counts) == {"attend": 1}
    assert meetings_awaiting_reply(cabinet.chair, [sent_meeting]) == frozenset()

    reply(actor=cabinet.chair, meeting=sent_meeting, words=Words("absent", reason="Đi công tác"))
    [row] = [row for row in replies_of(sent_meeting).seats if row.chairs]
    assert (row.said, row.presence.value) == ("absent", "absent")
