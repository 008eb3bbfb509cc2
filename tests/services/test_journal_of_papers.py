"""Who opened a closed paper and who has a copy on paper: rows and journal say the same, or it is told."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from core import journal
from core.models import Entry
from core.time import at
from core.triggers import released
from matters.models import Handed, HandOver, HowOpened, OnPaper, PaperOpening, Version
from matters.on_paper import add_on_paper, note_hand_over
from matters.services import note_opening
from matters.verification import hand_outs_match_journal, openings_match_journal
from tests.cast import Cabinet

pytestmark = pytest.mark.django_db

MISSING = "is missing or says something else"
UNRECORDED = "is not the one that was recorded"


def opened(cabinet: Cabinet) -> PaperOpening:
    """The minister opened the second version of a restricted paper."""
    first = cabinet.paper(cabinet.matter(), restricted=True)
    second = cabinet.paper(first.document.matter, restricted=True, replaces=first.document)
    note_opening(person=cabinet.minister, versions=[second], how=HowOpened.READ)
    return PaperOpening.objects.get()


def handed(cabinet: Cabinet) -> HandOver:
    """Two seats got a copy of the second of two papers; the row of the first seat."""
    entries = [add_on_paper(actor=cabinet.clerk, matter=cabinet.matter()) for _number in range(2)]
    note_hand_over(actor=cabinet.clerk, entry=entries[1], seats=cabinet.seats[:2], what=Handed.OUT)
    return HandOver.objects.earliest("pk")


def told() -> list[str]:
    return [problem.what for problem in journal.problems()]


@pytest.mark.parametrize("column", ["version", "person", "how", "at"])
def test_an_opening_that_says_something_else_is_found(cabinet: Cabinet, column: str) -> None:
    row = opened(cabinet)
    other: dict[str, Any] = {
        "version": Version.objects.get(number=1),
        "person": cabinet.second_minister,
        "how": HowOpened.COMPARED,
        "at": row.at - timedelta(microseconds=1),
    }
    assert told() == []
    with released(connection):
        PaperOpening.objects.update(**{column: other[column]})
    what = "the opening of a closed paper"
    assert told() == [f"{what} {UNRECORDED}", f"{what} {MISSING}"]


@pytest.mark.parametrize("column", ["entry", "seat", "what", "at", "noted_by"])
def test_a_hand_out_that_says_something_else_is_found(cabinet: Cabinet, column: str) -> None:
    row = handed(cabinet)
    other: dict[str, Any] = {
        "entry": OnPaper.objects.get(number=1),
        "seat": cabinet.seats[4],
        "what": Handed.BACK,
        "at": row.at + timedelta(microseconds=1),
        "noted_by": cabinet.head,
    }
    assert told() == []
    with released(connection):
        HandOver.objects.filter(pk=row.pk).update(**{column: other[column]})
    what = "a copy on paper handed out or given back"
    assert told() == [f"{what} {UNRECORDED}", f"{what} {MISSING}"]


def test_what_is_gone_and_what_was_slipped_in_are_found(cabinet: Cabinet) -> None:
    row, copy = opened(cabinet), handed(cabinet)
    with released(connection):
        PaperOpening.objects.all()._raw_delete("default")
        HandOver.objects.create(
            entry=copy.entry, seat=copy.seat, what=copy.what, at=copy.at, noted_by=copy.noted_by
        )
    problems = list(journal.problems())
    assert [(each.stream, each.what) for each in problems] == [
        (row.version.document.matter.stream, f"the opening of a closed paper {MISSING}"),
        (copy.entry.matter.stream, f"a copy on paper handed out or given back {UNRECORDED}"),
    ]
    assert problems[0].seq == 4  # submitted, two versions, opened


def test_of_two_equal_entries_the_later_is_named(cabinet: Cabinet) -> None:
    row = opened(cabinet)
    entry = Entry.objects.get(kind="paper.opened")
    with at(row.at), transaction.atomic():
        journal.record(
            entry.stream_id, entry.kind, actor=entry.actor, subject=entry.subject, facts=entry.facts
        )
    assert [each.seq for each in openings_match_journal()] == [entry.seq + 1]


def test_many_rows_are_read_in_as_many_questions_as_one(cabinet: Cabinet) -> None:
    row, copy = opened(cabinet), handed(cabinet)
    once = questions()
    for _number in range(20):
        note_opening(person=cabinet.minister, versions=[row.version], how=HowOpened.READ)
    note_hand_over(actor=cabinet.clerk, entry=copy.entry, seats=cabinet.seats[2:], what=Handed.OUT)
    assert questions() == once == 4


def questions() -> int:
    with CaptureQueriesContext(connection) as asked:
        assert [*openings_match_journal(), *hand_outs_match_journal()] == []
    return len(asked)
