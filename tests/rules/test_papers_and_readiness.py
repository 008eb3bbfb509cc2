"""Until when papers must come, how late one came, and what keeps a programme from being sent."""

from datetime import UTC, datetime, timedelta

import pytest

from core.refusals import Refusal
from meetings.rules.papers import PapersDue, check_papers_due, papers_due
from meetings.rules.readiness import ItemState, Lack, lacks, obstacles
from meetings.wording.readiness import LACKS, SHORT_LACKS

START = datetime(2026, 12, 10, 1, tzinfo=UTC)
RULE = PapersDue(START - timedelta(days=3), by_desk=False, source="Điều 24")
BOTH = ("submission", "draft")


@pytest.mark.parametrize(
    ("rule", "desk", "counts"),
    [
        pytest.param(None, None, None, id="nobody has said anything"),
        pytest.param(RULE, None, RULE, id="the regulations"),
        pytest.param(None, START, PapersDue(START, by_desk=True), id="the desk where no rule is known"),
        pytest.param(
            RULE,
            RULE.at - timedelta(days=1),
            PapersDue(RULE.at - timedelta(days=1), by_desk=True),
            id="the desk asks sooner",
        ),
        pytest.param(RULE, START, RULE, id="the desk never gives more time than the regulations"),
    ],
)
def test_the_deadline_that_counts(
    rule: PapersDue | None, desk: datetime | None, counts: PapersDue | None
) -> None:
    assert papers_due(rule, desk) == counts


def test_a_paper_is_late_only_after_the_deadline() -> None:
    assert RULE.late_by(RULE.at) is None
    assert RULE.late_by(None) is None
    assert RULE.late_by(RULE.at + timedelta(hours=5)) == timedelta(hours=5)


@pytest.mark.parametrize(
    ("wanted", "rule", "code"),
    [
        (START, None, "papers_due_after_start"),
        (START - timedelta(hours=1), RULE, "papers_due_after_rule"),
    ],
)
def test_a_deadline_that_cannot_be(wanted: datetime, rule: PapersDue | None, code: str) -> None:
    with pytest.raises(Refusal) as no:
        check_papers_due(wanted, START, rule)
    assert no.value.code == code
    check_papers_due(RULE.at, START, RULE)


def item(number: int = 1, **facts: object) -> ItemState:
    """An item that lacks nothing, unless told otherwise."""
    usual = {"minutes": 15, "asks": "vote", "presented": True, "kinds": frozenset(BOTH)}
    return ItemState(key=str(number), number=number, **{**usual, **facts})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        pytest.param({}, (), id="nothing"),
        pytest.param({"kinds": frozenset()}, (Lack.PAPER,), id="no paper: not also no draft"),
        pytest.param({"kinds": frozenset({"draft"})}, (Lack.SUBMISSION,), id="no submission"),
        pytest.param({"kinds": frozenset({"submission"})}, (Lack.DRAFT,), id="no draft"),
        pytest.param(
            {"kinds": frozenset({"submission"}), "asks": "discussion"},
            (),
            id="what is only discussed needs no draft",
        ),
        pytest.param(
            {"minutes": 0, "presented": False, "late": True},
            (Lack.MINUTES, Lack.LATE, Lack.PRESENTER),
            id="several things",
        ),
    ],
)
def test_what_an_item_lacks(facts: dict[str, object], expected: tuple[Lack, ...]) -> None:
    assert lacks(item(**facts), BOTH) == expected  # type: ignore[arg-type]


def test_a_dossier_whose_rule_nobody_has_read_lacks_no_kind_of_paper() -> None:
    assert lacks(item(kinds=frozenset({"other"})), None) == ()


def test_an_empty_an_overlong_and_an_item_without_minutes_keep_the_programme_back_the_rest_does_not() -> None:
    assert [(each.lack, each.must) for each in obstacles([], 60, BOTH)] == [(Lack.ITEMS, True)]
    items = [item(1, minutes=50), item(2, minutes=0, kinds=frozenset()), item(3, minutes=20, presented=False)]
    found = obstacles(items, 60, BOTH, days_over=True)
    assert [(each.lack, each.must, [one.number for one in each.items]) for each in found] == [
        (Lack.TIME, True, []),
        (Lack.MINUTES, True, [2]),
        (Lack.PAPER, False, [2]),
        (Lack.PRESENTER, False, [3]),
        (Lack.DAYS, False, []),
    ]
    assert found[0].over == 10


def test_everything_that_may_be_missing_has_words() -> None:
    assert set(LACKS) == set(Lack)
    assert set(SHORT_LACKS) == set(Lack) - {Lack.ITEMS, Lack.TIME, Lack.DAYS}
