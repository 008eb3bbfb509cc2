"""A hundred tamperings by whoever owns the database, thrown by dice that are told: every one is found.

`TAMPERING_SEED=… pytest tests/services/test_hundred_tamperings.py` throws others.
"""

import os
import random
from collections import Counter
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, transaction

from ballots.rules import Reply
from ballots.services import close_ballot, issue_report, keep_dissent, keep_replies
from core import journal
from core.chain import Problem
from core.head_keys import own_keys
from core.heads import as_line, seal
from core.models import TreeHead
from core.time import at
from core.triggers import append_only, released
from core.witnessed import held
from matters.models import Handed, HowOpened
from matters.on_paper import add_on_paper, note_hand_over
from matters.services import note_opening
from meetings.selectors import digest_of, papers_now
from meetings.services import close_vote, confirm_sheet, key_sheet, open_vote_on_item, state_position
from tests.cast import Cabinet
from tests.records.issued import approved_minutes, issued_record, keys
from tests.services.tampering import ACTS, HELD, VOUCHED, Deed, Nothing, rows_of
from tests.services.test_bound_papers import past
from tests.services.test_vote_by_hand import FOUR, WHY, numbers

pytestmark = pytest.mark.django_db
SEED = int(os.environ.get("TAMPERING_SEED", "20191126"))
TAMPERINGS = 100


def fill(cabinet: Cabinet) -> None:
    """A house with a row in every table that is vouched for, and three heads that a witness holds."""
    keys(cabinet)
    seal()
    positions(cabinet)
    meeting = cabinet.running_meeting(items=2)
    vote = cabinet.open_vote(meeting)
    for order in (1, 2, 3):
        cabinet.vote(meeting, vote, order, "against" if order == 3 else "for")
    close_vote(actor=cabinet.clerk, meeting=meeting, ballot=vote)
    by_hand(cabinet)
    written(cabinet)
    closed_and_on_paper(cabinet)
    seal()
    issued_record(cabinet, approved_minutes(cabinet))
    seal()


def positions(cabinet: Cabinet) -> None:
    """Before a session a minister says what he thinks of two items, and of one something else."""
    meeting = cabinet.sent_meeting(items=2)
    for item in meeting.items.select_related("matter"):
        cabinet.paper(item.matter)
        seen = digest_of(papers_now([item.matter])[item.matter_id])
        for stance in ("none", "opinion")[: item.order]:
            state_position(
                actor=cabinet.minister, meeting=meeting, item=item, stance=stance, text="Ý kiến.", seen=seen
            )


def by_hand(cabinet: Cabinet) -> None:
    """A vote that was keyed in by one and confirmed by another, in a session that goes on."""
    from meetings.services import Spoken

    meeting = cabinet.running_meeting()
    item = meeting.items.get(status="running")
    vote = open_vote_on_item(actor=cabinet.clerk, meeting=meeting, item=item, spoken=Spoken("hands", WHY))
    sheet = key_sheet(
        actor=cabinet.clerk, meeting=meeting, ballot=vote, choices=FOUR, announced=numbers(FOUR)
    )
    confirm_sheet(actor=cabinet.second_clerk, meeting=meeting, ballot=vote, number=sheet.number)
    close_vote(actor=cabinet.clerk, meeting=meeting, ballot=vote)


def written(cabinet: Cabinet) -> None:
    """A written ballot with a prepared answer, an opinion, a silent seat, a dissent, a reply and a report."""
    draft = cabinet.draft_ballot(procedure="191-2026")
    cabinet.paper(draft.matter, "Tờ trình")
    cabinet.paper(draft.matter, "Dự thảo Nghị quyết")
    ballot = cabinet.send(draft)
    cabinet.deliver(ballot)
    cabinet.prepare(ballot)
    cabinet.answer(ballot, 1)
    cabinet.answer(ballot, 2)
    cabinet.answer(ballot, 4, "other", text="Đề nghị làm rõ nguồn kinh phí.")
    with at(past(ballot)):
        close_ballot(actor=cabinet.clerk, ballot=ballot)
        keep_dissent(actor=cabinet.holders[2], ballot=ballot, text="Không tán thành phần kinh phí.")
        keep_replies(actor=cabinet.deputy, ballot=ballot, replies=[Reply(4, 1, "accepted", "Đã bổ sung.")])
        issue_report(actor=cabinet.clerk, ballot=ballot)


def closed_and_on_paper(cabinet: Cabinet) -> None:
    """Two restricted papers that were opened and compared; a copy on paper that went out and came back."""
    matter = cabinet.matter()
    first = cabinet.paper(matter, restricted=True)
    second = cabinet.paper(matter, restricted=True, replaces=first.document)
    note_opening(person=cabinet.minister, versions=[second], how=HowOpened.READ)
    note_opening(person=cabinet.auditor, versions=[first, second], how=HowOpened.COMPARED)
    for entry in (add_on_paper(actor=cabinet.clerk, matter=matter) for _number in range(2)):
        note_hand_over(actor=cabinet.clerk, entry=entry, seats=cabinet.seats[:3], what=Handed.OUT)
        note_hand_over(actor=cabinet.head, entry=entry, seats=cabinet.seats[1:2], what=Handed.BACK)


@pytest.fixture
def witness(cabinet: Cabinet, settings: Any, tmp_path: Path) -> list[dict[str, Any]]:
    """What somebody outside holds of a full house."""
    settings.JOURNAL_KEY_FILE = tmp_path / "key.pem"
    settings.JOURNAL_HEADS_FOLDER = ""
    fill(cabinet)
    return [as_line(head) for head in TreeHead.objects.order_by("number")]


def throw(dice: random.Random) -> Deed:
    """One tampering that the database lets through; what its constraints refuse is thrown again."""
    while True:
        try:
            with transaction.atomic():
                deed = dice.choice(ACTS)(dice)
                connection.check_constraints()
            return deed
        except (Nothing, IntegrityError):
            continue


def found(heads: list[dict[str, Any]]) -> list[Problem]:
    return list(journal.problems(partial(held, heads, own_keys())))


@pytest.fixture
def superuser(db: None) -> Iterator[None]:
    """Somebody who switches triggers off."""
    with released(connection):
        yield


def test_a_hundred_tamperings_are_all_found_and_the_first_bad_entry_is_named(
    witness: list[dict[str, Any]], superuser: None
) -> None:
    print(f"TAMPERING_SEED={SEED}")
    assert found(witness) == []
    dice, missed, done = random.Random(SEED), [], Counter[str]()
    for number in range(TAMPERINGS):
        with transaction.atomic():
            deed = throw(dice)
            problems = found(witness)
            transaction.set_rollback(True)
        done[deed.what.split()[0]] += 1
        told = [each.seq for each in problems if each.stream == deed.stream and each.seq]
        print(f"{number + 1:3} {deed.what}: {problems[0].what if problems else 'NOT FOUND'}")
        if not problems or (deed.seq is not None and min(told, default=None) != deed.seq):
            missed.append((number + 1, deed, problems[:3]))
    assert missed == []
    assert found(witness) == []


def test_the_house_of_these_tests_has_rows_in_every_table_that_is_vouched_for(
    witness: list[dict[str, Any]],
) -> None:
    assert [name for name in VOUCHED if not rows_of(name)] == []
    assert set(VOUCHED) > HELD


# Append-only, and not held against the journal row by row: for each the reason.
NOT_VOUCHED = {
    "ballots_adoption": "which prepared answer a member took; the answer itself is vouched for",
    "core_headdelivery": "which witness got which head; the witness has it",
    "meetings_correctionanswer": "answers to proposed corrections; approved minutes are vouched for",
    "meetings_minutescorrection": "proposed corrections; approved minutes are vouched for",
    "meetings_minutestext": "edits of a draft; approved minutes are vouched for",
    "meetings_preparedposition": "what staff prepare counts for nothing until a member states it",
    "meetings_votecorrection": "a note beside a result that stands",
    "records_delivery": "to whom a document was sent",
    "records_opening": "who opened a document",
    "records_recordfacts": "what a copy is laid out from; the copies are vouched for",
}


def test_every_append_only_table_is_vouched_for_or_says_why_not() -> None:
    vouched = {apps.get_model(name)._meta.db_table for name in VOUCHED}
    assert set(append_only(apps)) - vouched == set(NOT_VOUCHED)
