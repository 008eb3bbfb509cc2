"""The table of moves of a document, by when it is issued, its number, and in whose name it is signed."""

from datetime import UTC, date, datetime

import pytest

from core.refusals import Refusal
from core.working_time import viet_nam
from records.rules import IN_WORK, MOVES, OUT, Act, Status, Urgency, check_four_eyes, check_move
from records.rules.registers import changed_fields, due, numbered, standing, symbol_of, year_of
from records.rules.signatories import Capacity, own_rank, signing_lines, usual

LIFE = (Act.CIRCULATE, Act.APPROVE, Act.SIGN, Act.SEAL, Act.ISSUE, Act.RECALL)


def test_the_life_leads_from_the_draft_to_the_recall_and_no_act_skips_a_step() -> None:
    status = Status.DRAFT
    for place, act in enumerate(LIFE):
        for later in LIFE[place + 1 :]:
            with pytest.raises(Refusal):
                check_move(status, later)
        status = check_move(status, act)
    assert status is Status.RECALLED


@pytest.mark.parametrize("act", [act for act in Act if act not in (Act.RECALL, Act.SUPERSEDE)])
@pytest.mark.parametrize("status", [*OUT, Status.WITHDRAWN])
def test_after_the_issue_and_after_the_withdrawal_nothing_is_done(status: Status, act: Act) -> None:
    with pytest.raises(Refusal) as no:
        check_move(status, act)
    assert no.value.code == ("record_withdrawn" if status is Status.WITHDRAWN else "record_out")


def test_whatever_is_in_work_can_be_withdrawn_and_nothing_else_can() -> None:
    assert {status for status, act in MOVES if act is Act.WITHDRAW} == set(IN_WORK)


def test_a_number_that_was_given_stops_every_change() -> None:
    for act in (Act.RETURN, Act.TAKE_FACTS, Act.NUMBER):
        with pytest.raises(Refusal) as no:
            check_move(Status.APPROVED, act, numbered=True)
        assert no.value.code == "record_numbered"
    assert check_move(Status.APPROVED, Act.SIGN, numbered=True) is Status.SIGNED


def test_four_eyes() -> None:
    check_four_eyes("person:b", ["person:a"])
    with pytest.raises(Refusal):
        check_four_eyes("person:a", ["person:b", "person:a"])


def test_numbers_under_ten_have_a_zero_before_them() -> None:
    assert [numbered(n, "NQ-CP") for n in (1, 9, 10, 115)] == [
        "01/NQ-CP",
        "09/NQ-CP",
        "10/NQ-CP",
        "115/NQ-CP",
    ]
    assert symbol_of("BB", "CP") == "BB-CP"


def test_the_year_turns_at_midnight_in_ha_noi() -> None:
    assert year_of(datetime(2026, 12, 31, 16, 59, tzinfo=UTC)) == 2026
    assert year_of(datetime(2026, 12, 31, 17, 0, tzinfo=UTC)) == 2027


def test_it_is_issued_the_same_day_at_the_latest_on_the_next_working_day() -> None:
    """26 November 2026 is a Thursday, the 27th a Friday."""
    friday = datetime(2026, 11, 27, 3, 0, tzinfo=UTC)
    found = due(friday, Urgency.NONE, friday, viet_nam())
    assert (found.first, found.last, found.overdue) == (date(2026, 11, 27), date(2026, 11, 30), False)
    tuesday = datetime(2026, 12, 1, 1, 0, tzinfo=UTC)
    assert due(friday, Urgency.NONE, tuesday, viet_nam()).overdue
    urgent = due(friday, Urgency.EXPRESS, friday, viet_nam())
    assert (urgent.last, urgent.at_once) == (date(2026, 11, 27), True)


def test_where_the_journal_stood_changes_no_facts() -> None:
    before = {"title": "A", "facts": {"head_seq": 3, "items": [{"order": 1, "votes": 13}]}}
    after = {"title": "A", "facts": {"head_seq": 9, "items": [{"order": 1, "votes": 14}]}}
    assert standing(before) != standing(after)
    found = list(changed_fields(standing(before), standing(after)))
    assert found == [("facts.items[1].votes", "13", "14")]


@pytest.mark.parametrize(
    ("capacity", "office", "lines"),
    [
        (Capacity.TM, "Thủ tướng Chính phủ", ("TM. CHÍNH PHỦ", "THỦ TƯỚNG")),
        (
            Capacity.KT,
            "Phó Thủ tướng Chính phủ (kinh tế ngành)",
            ("TM. CHÍNH PHỦ", "KT. THỦ TƯỚNG", "PHÓ THỦ TƯỚNG"),
        ),
        (
            Capacity.TL,
            "Bộ trưởng, Chủ nhiệm Văn phòng Chính phủ",
            ("TL. THỦ TƯỚNG", "BỘ TRƯỞNG, CHỦ NHIỆM VĂN PHÒNG CHÍNH PHỦ"),
        ),
        (Capacity.OWN, "Bộ trưởng Bộ Xây dựng", ("BỘ TRƯỞNG BỘ XÂY DỰNG",)),
    ],
)
def test_the_lines_above_a_signature(capacity: Capacity, office: str, lines: tuple[str, ...]) -> None:
    found = signing_lines(capacity, body="Chính phủ", head="Thủ tướng Chính phủ", office=office)
    assert found == lines


def test_an_agency_s_own_head_signs_under_its_name() -> None:
    office = "Bộ trưởng, Chủ nhiệm Văn phòng Chính phủ"
    assert own_rank(office, "Văn phòng Chính phủ") == "Bộ trưởng, Chủ nhiệm"
    assert own_rank("Thống đốc", "Ngân hàng Nhà nước") == "Thống đốc"


def test_the_usual_capacity_follows_the_seat() -> None:
    assert usual(1, serves_body=True) is Capacity.TM
    assert usual(2, serves_body=True) is Capacity.KT
    assert usual(None, serves_body=True) is Capacity.OWN
    assert usual(None, serves_body=False) is Capacity.TL
