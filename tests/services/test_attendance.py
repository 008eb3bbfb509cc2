"""Noting attendance: who is where, deputies, and the quorum that follows."""

import pytest

from core.time import now
from meetings.models import Meeting, Reply
from meetings.rules import Presence
from meetings.rules.replies import Consent, Said
from meetings.selectors import quorum_of
from meetings.services import close_meeting, note_attendance, note_attendance_of_all
from tests.cast import Cabinet
from tests.services.saying import kinds, newest, not_allowed, refused


@pytest.mark.parametrize("presence", ["in_room", "remote", "absent", "left"])
def test_a_presence_is_noted_and_recorded(cabinet: Cabinet, sent_meeting: Meeting, presence: str) -> None:
    seat = cabinet.minister_seat
    row = note_attendance(
        actor=cabinet.clerk, meeting=sent_meeting, seat=seat, presence=presence, reason="Đi  công tác"
    )
    attending = int(presence in ("in_room", "remote"))
    reason = "" if attending else "Đi công tác"
    entry = newest(sent_meeting.stream)
    assert (row.presence, row.reason) == (presence, reason)
    assert (entry.kind, entry.subject) == ("attendance.noted", f"seat:{seat.pk}")
    assert entry.facts == {
        "seat": 3,
        "office": "Bộ trưởng Bộ Xây dựng",
        "presence": presence,
        "deputy": None,
        "reason": reason,
        "consented": None,
        "own": False,
        "corrected": presence == "left",  # nobody leaves who was never here
        "quorum": f"{attending}/5",
        "needed": 4,
    }


def test_a_deputy_is_noted_by_name_and_does_not_count(cabinet: Cabinet, sent_meeting: Meeting) -> None:
    cabinet.note(sent_meeting, cabinet.minister_seat, Presence.DEPUTY)
    assert newest(sent_meeting.stream).facts["deputy"] == "Thứ trưởng Bộ Xây dựng"
    assert quorum_of(sent_meeting).attending == 0


def test_a_deputy_must_be_named_and_appointed_for_that_seat(cabinet: Cabinet, sent_meeting: Meeting) -> None:
    def deputy(seat: int, person: object) -> None:
        note_attendance(
            actor=cabinet.clerk,
            meeting=sent_meeting,
            seat=cabinet.seats[seat - 1],
            presence="deputy",
            deputy=person,  # type: ignore[arg-type]
        )

    with refused("deputy_unnamed"):
        deputy(3, None)
    with refused("deputy_not_appointed", deputy="Trợ lý Bộ trưởng"):
        deputy(3, cabinet.assistant)
    with refused("deputy_not_appointed"):
        deputy(4, cabinet.deputy)
    with refused("deputy_not_allowed"):
        deputy(2, cabinet.deputy)


def test_a_deputy_who_leaves_the_chair_to_the_minister_is_no_longer_named(
    cabinet: Cabinet, sent_meeting: Meeting
) -> None:
    cabinet.note(sent_meeting, cabinet.minister_seat, Presence.DEPUTY)
    cabinet.note(sent_meeting, cabinet.minister_seat, Presence.IN_ROOM)
    assert sent_meeting.attendances.get(seat=cabinet.minister_seat).deputy is None


def test_all_who_are_expected_are_noted_at_once(cabinet: Cabinet, sent_meeting: Meeting) -> None:
    cabinet.note(sent_meeting, cabinet.seats[4], Presence.ABSENT)
    assert note_attendance_of_all(actor=cabinet.clerk, meeting=sent_meeting) == 4
    assert kinds(sent_meeting.stream)[-4:] == ["attendance.noted"] * 4
    assert sent_meeting.attendances.get(seat=cabinet.seats[4]).presence == "absent"
    assert note_attendance_of_all(actor=cabinet.clerk, meeting=sent_meeting) == 0


def test_before_sending_and_after_closing_nothing_is_noted(cabinet: Cabinet) -> None:
    running = cabinet.running_meeting()
    closed = close_meeting(actor=cabinet.clerk, meeting=running)
    with refused("meeting_closed"):
        cabinet.note(closed, cabinet.minister_seat, Presence.LEFT)


def test_the_chair_may_note_and_a_member_may_not(cabinet: Cabinet, sent_meeting: Meeting) -> None:
    note_attendance(actor=cabinet.chair, meeting=sent_meeting, seat=cabinet.minister_seat, presence="in_room")
    for person in (cabinet.minister, cabinet.assistant, cabinet.auditor):
        with not_allowed("may_run_meeting"):
            note_attendance(actor=person, meeting=sent_meeting, seat=cabinet.minister_seat, presence="absent")


def test_whoever_was_let_off_is_noted_absent_with_consent_and_not_as_here(
    cabinet: Cabinet, sent_meeting: Meeting
) -> None:
    for order, said in ((3, Said.DEPUTY), (4, Said.ABSENT), (5, Said.ABSENT)):
        Reply.objects.create(
            meeting=sent_meeting,
            seat=cabinet.seats[order - 1],
            said=said.value,
            deputy=cabinet.deputy if order == 3 else None,
            how="self",
            by=cabinet.holders[order],
            at=now(),
            consent=(Consent.ASKED if order == 5 else Consent.GIVEN).value,
        )
    assert note_attendance_of_all(actor=cabinet.clerk, meeting=sent_meeting) == 3
    found = sent_meeting.attendances.order_by("seat__order").values_list("presence", "consented")
    assert list(found) == [
        ("in_room", None),
        ("in_room", None),
        ("expected", None),
        ("absent", True),
        ("in_room", None),
    ]
