"""When tablets fail a vote is taken by hand or voice: one keys it in, another confirms it, then it counts."""

from collections.abc import Mapping

import pytest
from django.db import IntegrityError, transaction

from ballots.models import Answer, Ballot
from ballots.verification import problems_of
from core.journal import entries, problems
from meetings.models import HandSheet, Meeting
from meetings.papers import gather
from meetings.papers.telling import tell
from meetings.rules import Presence
from meetings.services import (
    Spoken,
    close_vote,
    confirm_sheet,
    key_sheet,
    open_vote_on_item,
    return_to_tablets,
    send_back_sheet,
    take_by_hand,
)
from tests.cast import Cabinet
from tests.services.saying import kinds, newest, not_allowed, refused

WHY = "Mạng trong phòng họp bị ngắt"
FOUR = {1: "for", 2: "for", 3: "against", 4: "for"}


def numbers(choices: Mapping[int, str]) -> dict[str, int]:
    said = list(choices.values())
    return {choice: said.count(choice) for choice in ("for", "against", "other")}


@pytest.fixture
def by_hand(cabinet: Cabinet, running_meeting: Meeting) -> Ballot:
    """A vote that is taken by show of hands from the beginning."""
    item = running_meeting.items.get(status="running")
    spoken = Spoken("hands", WHY)
    return open_vote_on_item(actor=cabinet.clerk, meeting=running_meeting, item=item, spoken=spoken)


def keyed(
    cabinet: Cabinet, meeting: Meeting, ballot: Ballot, choices: Mapping[int, str] | None = None
) -> HandSheet:
    said = FOUR if choices is None else choices
    return key_sheet(
        actor=cabinet.clerk, meeting=meeting, ballot=ballot, choices=said, announced=numbers(said)
    )


def test_it_is_counted_only_when_another_person_has_confirmed_it(
    cabinet: Cabinet, running_meeting: Meeting, by_hand: Ballot
) -> None:
    sheet = keyed(cabinet, running_meeting, by_hand)
    assert by_hand.answers.count() == 0
    with refused("sheet_same_person"):
        confirm_sheet(actor=cabinet.clerk, meeting=running_meeting, ballot=by_hand, number=sheet.number)
    for _again in range(2):
        confirm_sheet(
            actor=cabinet.second_clerk, meeting=running_meeting, ballot=by_hand, number=sheet.number
        )
    closed = close_vote(actor=cabinet.clerk, meeting=running_meeting, ballot=by_hand, publish=True)
    tally = closed.result["questions"][0]["tally"]  # type: ignore[index]
    assert (tally["for"], tally["against"], tally["silent"]) == (3, 1, 1)
    assert {(a.way, a.person, a.keyed_by) for a in by_hand.answers.all()} == {
        ("hands", cabinet.second_clerk, cabinet.clerk)
    }
    assert list(problems_of(closed)) == []


def test_the_journal_names_both_persons_and_no_answer_before_the_vote_is_closed(
    cabinet: Cabinet, running_meeting: Meeting, by_hand: Ballot
) -> None:
    keyed(cabinet, running_meeting, by_hand)
    confirm_sheet(actor=cabinet.chair, meeting=running_meeting, ballot=by_hand, number=1)
    said = {entry.kind: entry.facts for entry in entries(running_meeting.stream)}
    assert said["vote.opened"]["way"] == "hands"
    confirmed = said["vote.sheet_confirmed"]
    assert (confirmed["keyed_by"], confirmed["confirmed_by"]) == ("Thư ký 1", "Thủ tướng")
    assert said["answer.keyed"]["keyed_by"] == cabinet.clerk.key
    for kind in ("vote.sheet_keyed", "vote.sheet_confirmed", "answer.keyed"):
        assert not {"for", "against", "other"} & {str(each) for each in said[kind].values()}


def test_the_minutes_say_how_it_was_taken_why_and_by_whom(
    cabinet: Cabinet, running_meeting: Meeting, by_hand: Ballot
) -> None:
    keyed(cabinet, running_meeting, by_hand)
    confirm_sheet(actor=cabinet.second_clerk, meeting=running_meeting, ballot=by_hand, number=1)
    close_vote(actor=cabinet.clerk, meeting=running_meeting, ballot=by_hand, publish=True)
    told = [each.text for each in tell(gather(running_meeting)) if each.key.endswith(".way")]
    assert told == [
        f"Biểu quyết bằng hình thức giơ tay, không bỏ phiếu trên máy ({WHY}); "
        "kết quả từng thành viên do Thư ký 1 nhập, Thư ký 2 xác nhận."
    ]


def test_a_vote_begun_on_tablets_goes_on_by_voice_and_what_tablets_gave_stands(
    cabinet: Cabinet, running_meeting: Meeting, open_vote: Ballot
) -> None:
    cabinet.vote(running_meeting, open_vote, 2, "against")
    take_by_hand(actor=cabinet.clerk, meeting=running_meeting, ballot=open_vote, way="voice", reason=WHY)
    with refused("vote_by_hand"):
        cabinet.vote(running_meeting, open_vote, 3)
    others = {1: "for", 3: "for", 4: "for"}
    keyed(cabinet, running_meeting, open_vote, others)
    confirm_sheet(actor=cabinet.second_clerk, meeting=running_meeting, ballot=open_vote, number=1)
    given = {a.elector.order: (a.way, a.lines[0]["choice"]) for a in open_vote.answers.all()}
    assert given == {2: ("", "against"), 1: ("voice", "for"), 3: ("voice", "for"), 4: ("voice", "for")}


def test_a_seat_that_voted_on_its_tablet_is_not_keyed_over(
    cabinet: Cabinet, running_meeting: Meeting, open_vote: Ballot
) -> None:
    cabinet.vote(running_meeting, open_vote, 2, "against")
    take_by_hand(actor=cabinet.clerk, meeting=running_meeting, ballot=open_vote, way="hands", reason=WHY)
    with refused("sheet_seat_voted"):
        keyed(cabinet, running_meeting, open_vote)
    assert open_vote.answers.count() == 1


def test_what_was_keyed_wrongly_is_keyed_anew_until_the_vote_is_closed(
    cabinet: Cabinet, running_meeting: Meeting, by_hand: Ballot
) -> None:
    keyed(cabinet, running_meeting, by_hand)
    confirm_sheet(actor=cabinet.second_clerk, meeting=running_meeting, ballot=by_hand, number=1)
    with refused("sheet_takes_back"):
        keyed(cabinet, running_meeting, by_hand, {1: "for", 2: "for", 4: "for"})
    keyed(cabinet, running_meeting, by_hand, FOUR | {3: "for"})
    confirm_sheet(actor=cabinet.second_clerk, meeting=running_meeting, ballot=by_hand, number=2)
    assert list(by_hand.answers.filter(revision=2).values_list("elector__order", flat=True)) == [3]


def test_numbers_that_do_not_add_up_are_refused(
    cabinet: Cabinet, running_meeting: Meeting, by_hand: Ballot
) -> None:
    with refused("sheet_does_not_add_up", said_for=4, keyed_for=3):
        key_sheet(
            actor=cabinet.clerk,
            meeting=running_meeting,
            ballot=by_hand,
            choices=FOUR,
            announced={"for": 4, "against": 0, "other": 0},
        )
    with refused("sheet_empty"):
        keyed(cabinet, running_meeting, by_hand, {})
    assert HandSheet.objects.count() == 0


def test_nothing_is_keyed_in_for_a_seat_that_is_not_there(
    cabinet: Cabinet, running_meeting: Meeting, by_hand: Ballot
) -> None:
    cabinet.note(running_meeting, cabinet.seats[3], Presence.LEFT)
    with refused("seat_absent"):
        keyed(cabinet, running_meeting, by_hand)
    cabinet.note(running_meeting, cabinet.seats[3], Presence.IN_ROOM)
    keyed(cabinet, running_meeting, by_hand)
    cabinet.note(running_meeting, cabinet.seats[3], Presence.LEFT)
    with refused("seat_absent"):
        confirm_sheet(actor=cabinet.second_clerk, meeting=running_meeting, ballot=by_hand, number=1)


def test_it_is_not_closed_before_what_was_keyed_in_is_counted(
    cabinet: Cabinet, running_meeting: Meeting, by_hand: Ballot
) -> None:
    with refused("sheet_missing"):
        close_vote(actor=cabinet.clerk, meeting=running_meeting, ballot=by_hand)
    keyed(cabinet, running_meeting, by_hand)
    with refused("sheet_waits"):
        close_vote(actor=cabinet.clerk, meeting=running_meeting, ballot=by_hand)
    with refused("sheet_waits"):
        keyed(cabinet, running_meeting, by_hand)
    send_back_sheet(
        actor=cabinet.chair, meeting=running_meeting, ballot=by_hand, number=1, reason="Ghế 4 nói khác"
    )
    with refused("sheet_settled"):
        confirm_sheet(actor=cabinet.second_clerk, meeting=running_meeting, ballot=by_hand, number=1)
    assert newest(running_meeting.stream).facts["reason"] == "Ghế 4 nói khác"


def test_after_closing_nothing_is_keyed_in(
    cabinet: Cabinet, running_meeting: Meeting, open_vote: Ballot
) -> None:
    with refused("vote_on_tablets"):
        keyed(cabinet, running_meeting, open_vote)
    close_vote(actor=cabinet.clerk, meeting=running_meeting, ballot=open_vote)
    with refused("vote_over"):
        keyed(cabinet, running_meeting, open_vote)
    with refused("vote_over"):
        take_by_hand(actor=cabinet.clerk, meeting=running_meeting, ballot=open_vote, way="hands", reason=WHY)


def test_a_wrong_press_goes_back_to_the_tablets_until_something_was_counted(
    cabinet: Cabinet, running_meeting: Meeting, open_vote: Ballot
) -> None:
    for way, reason, code in (("post", WHY, "way_malformed"), ("hands", " ", "by_hand_without_reason")):
        with refused(code):
            take_by_hand(
                actor=cabinet.clerk, meeting=running_meeting, ballot=open_vote, way=way, reason=reason
            )
    take_by_hand(actor=cabinet.clerk, meeting=running_meeting, ballot=open_vote, way="hands", reason=WHY)
    for _again in range(2):
        return_to_tablets(actor=cabinet.clerk, meeting=running_meeting, ballot=open_vote)
    assert kinds(running_meeting.stream).count("vote.by_tablet") == 1
    cabinet.vote(running_meeting, open_vote, 5)
    take_by_hand(actor=cabinet.chair, meeting=running_meeting, ballot=open_vote, way="hands", reason=WHY)
    keyed(cabinet, running_meeting, open_vote)
    confirm_sheet(actor=cabinet.second_clerk, meeting=running_meeting, ballot=open_vote, number=1)
    with refused("sheet_confirmed_already"):
        return_to_tablets(actor=cabinet.clerk, meeting=running_meeting, ballot=open_vote)


def test_assistants_and_members_key_nothing_in_and_confirm_nothing(
    cabinet: Cabinet, running_meeting: Meeting, by_hand: Ballot
) -> None:
    for person in (cabinet.assistant, cabinet.minister, cabinet.chair):
        with not_allowed("may_key_votes"):
            key_sheet(
                actor=person, meeting=running_meeting, ballot=by_hand, choices=FOUR, announced=numbers(FOUR)
            )
    keyed(cabinet, running_meeting, by_hand)
    for person in (cabinet.assistant, cabinet.minister):
        with not_allowed("may_run_meeting"):
            confirm_sheet(actor=person, meeting=running_meeting, ballot=by_hand, number=1)


def test_the_database_itself_refuses_one_person_for_both(
    cabinet: Cabinet, running_meeting: Meeting, by_hand: Ballot
) -> None:
    keyed(cabinet, running_meeting, by_hand)
    confirm_sheet(actor=cabinet.second_clerk, meeting=running_meeting, ballot=by_hand, number=1)
    forged = Answer.objects.filter(ballot=by_hand).first()
    assert forged is not None
    forged.pk, forged.key, forged.revision, forged.keyed_by = None, by_hand.pk, 9, forged.person
    with pytest.raises(IntegrityError), transaction.atomic():
        forged.save(force_insert=True)
    with pytest.raises(IntegrityError), transaction.atomic():
        HandSheet.objects.update(settled_by=cabinet.clerk)


def test_a_sheet_changed_settled_or_lost_behind_the_journals_back_is_found(
    cabinet: Cabinet, running_meeting: Meeting, by_hand: Ballot
) -> None:
    keyed(cabinet, running_meeting, by_hand)
    send_back_sheet(
        actor=cabinet.second_clerk, meeting=running_meeting, ballot=by_hand, number=1, reason="Ghế 3."
    )
    keyed(cabinet, running_meeting, by_hand)
    confirm_sheet(actor=cabinet.second_clerk, meeting=running_meeting, ballot=by_hand, number=2)
    sheets = HandSheet.objects.filter(vote__ballot=by_hand)

    def found() -> list[str]:
        return [problem.what for problem in problems()]

    assert found() == []
    HandSheet.objects.filter(pk=sheets.get(number=2).pk).update(choices={"1": "against"})
    assert found() == ["hand sheet 2 is not the one that was keyed in"]
    HandSheet.objects.filter(number=2).update(choices={str(seat): FOUR[seat] for seat in FOUR})
    HandSheet.objects.filter(number=1).update(status="confirmed")
    assert found() == ["hand sheet 1 was not settled as it says"]
    HandSheet.objects.filter(number=1).delete()
    assert found() == ["hand sheet 1 is missing", "hand sheet 1 is missing"]
