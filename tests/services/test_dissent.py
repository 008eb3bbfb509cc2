"""A dissent kept on record (*bảo lưu ý kiến*): after the result, before the report, once and final."""

import pytest
from django.db import connection, transaction
from django.db.utils import DatabaseError

from ballots.models import Ballot, Dissent
from ballots.rules import dissent_digest
from ballots.selectors import dissents_of
from ballots.services import close_ballot, keep_dissent, recall_ballot
from core.journal import problems
from core.time import at
from core.triggers import released
from tests.cast import Cabinet
from tests.services.saying import kinds, newest, not_allowed, refused
from tests.services.test_bound_papers import past

WORDS = "Không tán thành phần kinh phí.\nĐề nghị ghi vào hồ sơ."


@pytest.fixture
def closed(cabinet: Cabinet, open_ballot: Ballot) -> Ballot:
    """A ballot whose result is announced; the second seat agreed."""
    cabinet.answer(open_ballot, 2)
    with at(past(open_ballot)):
        return close_ballot(actor=cabinet.clerk, ballot=open_ballot)


def test_a_dissent_is_kept_with_its_words_and_the_journal_keeps_its_digest(
    cabinet: Cabinet, closed: Ballot
) -> None:
    result = closed.result
    kept = keep_dissent(
        actor=cabinet.minister,
        ballot=closed,
        text="Không tán thành  phần kinh phí.\n\nĐề nghị ghi vào hồ sơ.",
    )
    [dissent] = dissents_of(closed)
    assert (dissent, dissent.text, dissent.elector.order, dissent.person) == (
        kept,
        WORDS,
        cabinet.minister_seat.order,
        cabinet.minister,
    )
    entry = newest(closed.stream)
    assert (entry.kind, entry.seq, entry.at) == ("dissent.kept", kept.seq, kept.at)
    assert entry.facts == {"seat": cabinet.minister_seat.order, "digest": dissent_digest(WORDS)}
    closed.refresh_from_db()
    assert closed.result == result
    assert list(problems()) == []


def test_the_same_words_again_change_nothing_and_others_are_refused(cabinet: Cabinet, closed: Ballot) -> None:
    first = keep_dissent(actor=cabinet.minister, ballot=closed, text=WORDS)
    assert keep_dissent(actor=cabinet.minister, ballot=closed, text=WORDS) == first
    with refused("dissent_already_kept", at=first.at):
        keep_dissent(actor=cabinet.minister, ballot=closed, text="Khác")
    assert kinds(closed.stream).count("dissent.kept") == 1


def test_dissents_stand_in_the_order_of_the_seats(cabinet: Cabinet, closed: Ballot) -> None:
    for order in (5, 1):
        keep_dissent(actor=cabinet.holders[order], ballot=closed, text=WORDS)
    assert [dissent.elector.order for dissent in dissents_of(closed)] == [1, 5]


def test_there_is_no_dissent_before_a_result_or_from_a_recalled_ballot(
    cabinet: Cabinet, open_ballot: Ballot
) -> None:
    with refused("dissent_before_result"):
        keep_dissent(actor=cabinet.minister, ballot=open_ballot, text=WORDS)
    recall_ballot(actor=cabinet.head, ballot=open_ballot, reason="Sai tài liệu.")
    with refused("ballot_recalled"):
        keep_dissent(actor=cabinet.minister, ballot=open_ballot, text=WORDS)


def test_after_the_report_no_dissent_is_added(cabinet: Cabinet, closed: Ballot) -> None:
    Ballot.objects.filter(pk=closed.pk).update(status="reported")
    with refused("dissent_after_report"):
        keep_dissent(actor=cabinet.minister, ballot=closed, text=WORDS)


@pytest.mark.parametrize(
    ("text", "code"),
    [("", "dissent_needs_text"), (" \n\u200b ", "dissent_needs_text"), ("x" * 10_001, "dissent_too_long")],
)
def test_a_dissent_has_words_but_not_without_end(
    cabinet: Cabinet, closed: Ballot, text: str, code: str
) -> None:
    with refused(code):
        keep_dissent(actor=cabinet.minister, ballot=closed, text=text)


def test_only_who_holds_a_seat_of_the_electorate_dissents(cabinet: Cabinet, closed: Ballot) -> None:
    for somebody in (cabinet.assistant, cabinet.deputy, cabinet.clerk, cabinet.head, cabinet.auditor):
        with not_allowed("may_keep_dissent"):
            keep_dissent(actor=somebody, ballot=closed, text=WORDS)


def test_a_dissent_is_neither_changed_nor_removed(cabinet: Cabinet, closed: Ballot) -> None:
    keep_dissent(actor=cabinet.minister, ballot=closed, text=WORDS)
    for act in (lambda: Dissent.objects.update(text="Khác"), Dissent.objects.all().delete):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            act()


def test_verification_finds_a_changed_and_a_missing_dissent(cabinet: Cabinet, closed: Ballot) -> None:
    keep_dissent(actor=cabinet.minister, ballot=closed, text=WORDS)
    with released(connection):
        Dissent.objects.update(text="Tán thành.")
    seat = cabinet.minister_seat.order
    assert [problem.what.split(": ", 1)[1] for problem in problems()] == [
        f"the dissent of seat {seat} was changed after it was kept"
    ]
    with released(connection):
        Dissent.objects.all().delete()
    assert [problem.what.split(": ", 1)[1] for problem in problems()] == [
        f"the dissent of seat {seat} is missing"
    ]
