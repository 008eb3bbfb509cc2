"""A ballot as large as they come: twelve questions, half the members silent, long and decomposed titles."""

import re
import unicodedata
from collections.abc import Sequence
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.urls import reverse

from ballots.models import Ballot
from ballots.rules import Asked, Line
from ballots.services import cast_answers, close_ballot
from core.journal import problems
from core.time import at
from people.models import Person
from tests.cast import Cabinet
from tests.web.test_ballot_answer import browser, page, send

TWELVE = 12
# Every third question is answered by one of several alternatives.
QUESTIONS = [
    Asked(
        f"Vấn đề {number}: phạm vi điều chỉnh?",
        ("Cả nước", "Thí điểm", "Chưa áp dụng") if number % 3 == 0 else (),
    )
    for number in range(1, TWELVE + 1)
]
LONG = "Dự thảo Nghị định sửa đổi, bổ sung một số điều của các Nghị định về " + "quản lý nhà nước, " * 24


def lines(choice: str, letter: str) -> list[Line]:
    """One sheet: the same choice for every question, the same letter for every list of alternatives."""
    return [
        Line(question=number, choice=letter if asked.alternatives else choice, text="")
        for number, asked in enumerate(QUESTIONS, start=1)
    ]


def typed(left_out: int = 0) -> dict[str, Any]:
    """A filled-in sheet as a browser posts it; one question may be left without a choice."""
    posted: dict[str, Any] = {"revision": 0, "key": str(uuid4())}
    for line in lines("for", "B"):
        number = line["question"]
        posted[f"choice_{number}"] = "" if number == left_out else line["choice"]
        posted[f"text_{number}"] = f"Ý kiến về vấn đề {number}"
    return posted


def half_answered(government: Cabinet, procedure: str) -> Ballot:
    """Thirteen of 27 answer: seven agree and choose A, six disagree and choose B; then it is closed."""
    ballot = government.open_ballot(questions=QUESTIONS, procedure=procedure)
    for order in range(1, 14):
        sheet = lines("for", "A") if order <= 7 else lines("against", "B")
        cast_answers(actor=government.holders[order], ballot=ballot, lines=sheet, named=0, key=uuid4())
    assert ballot.closes_at is not None
    with at(ballot.closes_at + timedelta(minutes=1)):
        return close_ballot(actor=government.clerk, ballot=ballot)


def counted(ballot: Ballot, *names: str) -> set[tuple[object, ...]]:
    """These figures of the questions of agreement; one row when they agree among themselves."""
    rows = [row for row in (ballot.result or {})["questions"] if not row["tally"]["by_choice"]]
    return {tuple((row["tally"] | row["outcome"])[name] for name in names) for row in rows}


def test_half_silent_under_rules_that_do_not_say_what_silence_means(government: Cabinet) -> None:
    ballot = half_answered(government, "39-2022")
    assert [row["number"] for row in (ballot.result or {})["questions"]] == list(range(1, TWELVE + 1))
    assert counted(ballot, "electorate", "cast", "silent", "deemed_for", "decision", "reason") == {
        (27, 13, 14, 0, "needs_ruling", "silence_would_decide")
    }
    letters = {tuple(map(tuple, row["tally"]["by_choice"])) for row in (ballot.result or {})["questions"]}
    assert letters == {(), (("A", 7), ("B", 6), ("C", 0))}
    assert list(problems()) == []


def test_the_board_shows_all_twelve_results_with_half_the_seats_silent(government: Cabinet) -> None:
    ballot = half_answered(government, "39-2022")
    text = browser(government.clerk).get(page(ballot)).text
    assert [int(found) for found in re.findall(r'<h2 id="result-(\d+)"', text)] == list(range(1, TWELVE + 1))
    assert text.count("14 members did not answer in time") == TWELVE
    member = browser(government.minister).get(page(ballot)).text
    assert "No answer of yours was counted in this ballot." in member


@pytest.mark.parametrize("left_out", [1, 7, 12])
def test_a_sheet_with_one_question_left_out_says_which_and_keeps_the_other_eleven(
    government: Cabinet, left_out: int
) -> None:
    ballot = government.open_ballot(questions=QUESTIONS)
    refused = send(browser(government.minister), ballot, typed(left_out))
    assert refused.status_code == 409
    assert f"Question {left_out} has no answer; every question needs one." in refused.text
    assert [f"Ý kiến về vấn đề {number}" in refused.text for number in range(1, TWELVE + 1)] == [
        True
    ] * TWELVE
    chosen = re.findall(r'<input[^>]*name="choice_(\d+)"[^>]* checked', refused.text)
    assert set(map(int, chosen)) == set(range(1, TWELVE + 1)) - {left_out}
    assert not ballot.answers.exists()


def test_all_twelve_are_counted_and_stand_on_the_receipt(government: Cabinet) -> None:
    ballot = government.open_ballot(questions=QUESTIONS)
    minister = browser(government.minister)
    assert send(minister, ballot, typed()).status_code == 303
    receipt = minister.get(reverse("receipt", args=[ballot.pk])).text
    assert [f"Ý kiến về vấn đề {number}" in receipt for number in range(1, TWELVE + 1)] == [True] * TWELVE


# -- titles -------------------------------------------------------------------------------------------------


def listed(person: Person, wanted: str) -> Sequence[str]:
    text = browser(person).get(reverse("ballot_list"), {"q": wanted}).text
    return re.findall(r'<th scope="row"><a href="[^"]*">([^<]*)</a>', text)


@pytest.mark.parametrize("form", ["NFC", "NFD", "NFKD"])
def test_a_very_long_title_in_any_encoding_is_kept_composed_found_and_sorted(
    cabinet: Cabinet, form: Any
) -> None:
    title = unicodedata.normalize(form, f"{LONG} {'đường bộ'}")[:490]
    ballot = cabinet.open_ballot(title=title)
    assert ballot.title == unicodedata.normalize("NFC", title).strip()
    assert unicodedata.is_normalized("NFC", ballot.title)
    for wanted in (unicodedata.normalize("NFD", "sửa đổi"), "SUA DOI", "sửa đổi bổ sung nghị định"):
        assert listed(cabinet.clerk, wanted) == [ballot.title]
    assert ballot.title in browser(cabinet.minister).get(page(ballot)).text


def test_a_title_that_is_too_long_is_refused_and_stays_on_the_form(cabinet: Cabinet) -> None:
    title = "Dự thảo Nghị quyết " * 40
    posted = {"matter": cabinet.matter().pk, "title": title, "question_1": "Thông qua?"}
    refused = browser(cabinet.clerk).post(reverse("ballot_new"), posted)
    assert refused.status_code == 422
    assert title.strip() in refused.text
    assert not Ballot.objects.exists()
