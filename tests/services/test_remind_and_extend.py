"""Acts on a ballot's time by people: reminding the silent, and giving all more time with a reason."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail
from django.db import IntegrityError, transaction

from ballots.models import Ballot
from ballots.services import Reminded, close_ballot, extend_ballot, recall_ballot, remind_members
from core.journal import problems
from core.time import HANOI, at
from people import notices
from tests.cast import Cabinet
from tests.services.saying import kinds, newest, not_allowed, refused

TUESDAY = datetime(2026, 12, 1, 9, tzinfo=HANOI)
FRIDAY = datetime(2026, 12, 4, 17, tzinfo=HANOI)
LATEST = datetime(2026, 12, 8, 17, tzinfo=HANOI)  # five working days
HOUR = timedelta(hours=1)
WHY = "Bổ sung báo cáo thẩm định"


@pytest.fixture
def ballot(cabinet: Cabinet) -> Ballot:
    """Sent on Tuesday, to be answered until Friday; the Deputy Prime Minister has answered."""
    with at(TUESDAY):
        found = cabinet.open_ballot(closes_at=FRIDAY)
        cabinet.answer(found, 2)
    return found


def letters(word: str) -> list[str]:
    """Who was sent a message with this word in its subject."""
    return sorted(each.to[0].split("@")[0] for each in mail.outbox if word in str(each.subject))


# -- reminding ----------------------------------------------------------------------------------------------


def test_the_silent_and_their_assistants_are_reminded_and_the_journal_names_the_seats(
    cabinet: Cabinet, ballot: Ballot
) -> None:
    with at(TUESDAY + HOUR):
        assert remind_members(actor=cabinet.clerk, ballot=ballot) == Reminded(seats=4, people=5)
        notices.send_due()
    entry = newest(ballot.stream, "ballot.reminded")
    assert entry.actor == cabinet.clerk.key
    assert entry.facts == {"seats": [1, 3, 4, 5], "people": 5}
    assert letters("Nhắc") == ["assistant", "ngan-hang", "tai-chinh", "thu-tuong", "xay-dung"]


def test_nobody_is_reminded_twice_within_the_hour(cabinet: Cabinet, ballot: Ballot) -> None:
    with at(TUESDAY + HOUR):
        remind_members(actor=cabinet.clerk, ballot=ballot)
    with at(TUESDAY + 1.9 * HOUR), refused("reminded_already", again_at=TUESDAY + 2 * HOUR, minutes=60):
        remind_members(actor=cabinet.head, ballot=ballot)
    with at(TUESDAY + 2 * HOUR):
        remind_members(actor=cabinet.head, ballot=ballot)
    assert kinds(ballot.stream).count("ballot.reminded") == 2


def test_a_reminder_is_refused_where_nobody_needs_it_or_nobody_can_answer(
    cabinet: Cabinet, ballot: Ballot
) -> None:
    with at(FRIDAY), refused("reminder_too_late", closes_at=FRIDAY):
        remind_members(actor=cabinet.clerk, ballot=ballot)
    with at(TUESDAY + HOUR):
        for order in (1, 3, 4, 5):
            cabinet.answer(ballot, order)
        with refused("nobody_to_remind"):
            remind_members(actor=cabinet.clerk, ballot=ballot)
        close_ballot(actor=cabinet.clerk, ballot=ballot)
        with refused("ballot_closed"):
            remind_members(actor=cabinet.clerk, ballot=ballot)
    with refused("ballot_not_open"):
        remind_members(actor=cabinet.clerk, ballot=cabinet.draft_ballot())


def test_only_the_secretariat_reminds_and_only_its_head_extends(cabinet: Cabinet, ballot: Ballot) -> None:
    for somebody in (cabinet.chair, cabinet.minister, cabinet.assistant, cabinet.auditor, cabinet.operator):
        with not_allowed("may_remind_members"):
            remind_members(actor=somebody, ballot=ballot)
    for somebody in (cabinet.chair, cabinet.minister, cabinet.clerk, cabinet.auditor, cabinet.operator):
        with not_allowed("may_extend_ballot"):
            extend_ballot(actor=somebody, ballot=ballot, closes_at=LATEST, reason=WHY)


# -- extending ----------------------------------------------------------------------------------------------


def test_an_extension_moves_the_deadline_says_why_and_tells_everybody(
    cabinet: Cabinet, ballot: Ballot
) -> None:
    with at(FRIDAY - HOUR):
        extended = extend_ballot(actor=cabinet.head, ballot=ballot, closes_at=LATEST, reason=f" {WHY}\n")
        notices.send_due()
    entry = newest(ballot.stream, "ballot.extended")
    assert entry.actor == cabinet.head.key
    assert entry.facts == {
        "old": FRIDAY.astimezone(UTC).isoformat(),
        "new": LATEST.astimezone(UTC).isoformat(),
        "reason": WHY,
        "outages": [],
    }
    assert (extended.closes_at, extended.extended_from, extended.extended_at, extended.extension_reason) == (
        LATEST,
        FRIDAY,
        FRIDAY - HOUR,
        WHY,
    )
    assert letters("gia hạn") == [
        "assistant",
        "ngan-hang",
        "pho-thu-tuong",
        "tai-chinh",
        "thu-tuong",
        "xay-dung",
    ]
    assert not any(WHY in letter.body for letter in mail.outbox)
    assert list(problems()) == []


def test_answers_are_taken_and_changed_until_the_new_deadline_and_no_longer(
    cabinet: Cabinet, ballot: Ballot
) -> None:
    with at(FRIDAY - HOUR):
        extend_ballot(actor=cabinet.head, ballot=ballot, closes_at=LATEST, reason=WHY)
    with at(LATEST - timedelta(seconds=1)):
        cabinet.answer(ballot, 2, "against", named=1)
        cabinet.answer(ballot, 3)
    with at(LATEST), refused("ballot_deadline_passed", closes_at=LATEST):
        cabinet.answer(ballot, 4)
    with at(LATEST):
        close_ballot(actor=cabinet.clerk, ballot=ballot)
    assert list(problems()) == []


def test_the_clerk_cannot_close_early_what_was_extended(cabinet: Cabinet, ballot: Ballot) -> None:
    with at(FRIDAY - HOUR):
        extend_ballot(actor=cabinet.head, ballot=ballot, closes_at=LATEST, reason=WHY)
    with at(FRIDAY), refused("ballot_deadline_not_reached", closes_at=LATEST):
        close_ballot(actor=cabinet.clerk, ballot=ballot)


def test_a_refused_extension_changes_nothing(cabinet: Cabinet, ballot: Ballot) -> None:
    tried = [
        (FRIDAY - HOUR, LATEST, "\u200b \n", "extension_needs_reason"),
        (FRIDAY - HOUR, FRIDAY, WHY, "extension_not_later"),
        (FRIDAY - HOUR, LATEST + 24 * HOUR, WHY, "deadline_too_long"),
        (FRIDAY, LATEST, WHY, "extension_too_late"),
    ]
    for moment, closes_at, reason, code in tried:
        with at(moment), refused(code):
            extend_ballot(actor=cabinet.head, ballot=ballot, closes_at=closes_at, reason=reason)
    ballot.refresh_from_db()
    assert (ballot.closes_at, ballot.extended_at) == (FRIDAY, None)
    assert "ballot.extended" not in kinds(ballot.stream)


def test_what_is_over_or_was_never_sent_is_not_extended(cabinet: Cabinet, ballot: Ballot) -> None:
    with at(TUESDAY + HOUR):
        recall_ballot(actor=cabinet.head, ballot=ballot, reason="Sai tài liệu")
        with refused("ballot_recalled"):
            extend_ballot(actor=cabinet.head, ballot=ballot, closes_at=LATEST, reason=WHY)
        with refused("ballot_not_open"):
            extend_ballot(actor=cabinet.head, ballot=cabinet.draft_ballot(), closes_at=LATEST, reason=WHY)


def test_a_deadline_that_was_moved_behind_the_journal_is_a_problem(cabinet: Cabinet, ballot: Ballot) -> None:
    with at(FRIDAY - HOUR):
        extend_ballot(actor=cabinet.head, ballot=ballot, closes_at=LATEST, reason=WHY)
    Ballot.objects.filter(pk=ballot.pk).update(closes_at=LATEST + HOUR)
    assert [problem.what.partition(": ")[2] for problem in problems()] == [
        "its deadline is not the one to which it was extended"
    ]


def test_the_table_itself_asks_for_a_reason(cabinet: Cabinet, ballot: Ballot) -> None:
    with pytest.raises(IntegrityError, match="extended_ballot_has_reason"), transaction.atomic():
        Ballot.objects.filter(pk=ballot.pk).update(extended_at=FRIDAY, extended_from=TUESDAY)
