"""Scheduling and rescheduling a meeting."""

from datetime import UTC, datetime, timedelta

from core.time import now
from meetings.models import Meeting
from meetings.services import reschedule_meeting, schedule_meeting
from people.procedure import load
from tests.cast import Cabinet
from tests.services.saying import newest, not_allowed, refused


def test_it_is_in_preparation_and_keeps_its_procedure(cabinet: Cabinet) -> None:
    meeting = schedule(cabinet)
    entry = newest(meeting.stream)
    assert (meeting.status, meeting.title) == ("draft", "Phiên họp thường kỳ")
    assert meeting.procedure == load("138-2016")
    assert entry.kind == "meeting.scheduled"
    assert entry.facts == {
        "title": "Phiên họp thường kỳ",
        "kind": "regular",
        "form": "in_person",
        "starts_at": meeting.starts_at.isoformat(),
        "minutes": 120,
        "place": "Phòng họp A",
        "body": "Nội các nhỏ",
        "procedure": "138-2016",
    }


def test_only_the_secretariat_schedules(cabinet: Cabinet) -> None:
    for person in (cabinet.chair, cabinet.minister, cabinet.auditor, cabinet.operator, cabinet.outsider):
        with not_allowed("may_convene"):
            schedule(cabinet, person)
    assert not Meeting.objects.exists()


def test_it_moves_to_another_time_and_place(cabinet: Cabinet, sent_meeting: Meeting) -> None:
    later = sent_meeting.starts_at + timedelta(days=2)
    meeting = reschedule(cabinet, sent_meeting, later)
    assert (meeting.starts_at, meeting.place, meeting.kind) == (later, "Phòng họp B", "thematic")
    assert newest(meeting.stream).kind == "meeting.rescheduled"
    assert newest(meeting.stream).facts["place"] == "Phòng họp B"


LAST_OF_39 = datetime(2026, 5, 28, 8, tzinfo=UTC)


def test_under_new_regulations_it_follows_the_new_ones(cabinet: Cabinet) -> None:
    meeting = cabinet.draft_meeting(starts_at=LAST_OF_39, procedure=load("39-2022"))
    meeting = reschedule(cabinet, meeting, LAST_OF_39 + timedelta(days=1))
    meeting.refresh_from_db()
    assert (meeting.procedure_key, meeting.procedure) == ("191-2026", load("191-2026"))
    assert newest(meeting.stream).facts["procedure"] == "191-2026"


def test_regulations_that_were_chosen_by_hand_stay(cabinet: Cabinet) -> None:
    for chosen in ("138-2016", "provincial-sample"):
        meeting = cabinet.draft_meeting(starts_at=LAST_OF_39, procedure=load(chosen))
        meeting = reschedule(cabinet, meeting, LAST_OF_39 + timedelta(days=1))
        assert (meeting.procedure_key, meeting.procedure) == (chosen, load(chosen))


def test_a_running_meeting_is_not_rescheduled(cabinet: Cabinet, running_meeting: Meeting) -> None:
    with refused("meeting_already_running"):
        reschedule(cabinet, running_meeting, now())


def schedule(cabinet: Cabinet, person: object = None) -> Meeting:
    return schedule_meeting(
        actor=person or cabinet.clerk,  # type: ignore[arg-type]
        body=cabinet.body,
        kind="regular",
        title=" Phiên họp  thường kỳ ",
        place="Phòng họp A",
        starts_at=now() + timedelta(days=1),
        minutes_planned=120,
        chair=cabinet.chair_seat,
        procedure=load("138-2016"),
    )


def reschedule(cabinet: Cabinet, meeting: Meeting, starts_at: object) -> Meeting:
    return reschedule_meeting(
        actor=cabinet.second_clerk,
        meeting=meeting,
        title=meeting.title,
        kind="thematic",
        place="Phòng họp B",
        starts_at=starts_at,  # type: ignore[arg-type]
        minutes_planned=90,
    )
