"""The list of ballots: found by words without marks, and taken along as a table without formulas."""

import csv
import io
import re
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from ballots.models import Ballot
from core.spreadsheets import as_csv, as_xlsx
from core.time import HANOI, at, local
from people.models import Person
from tests.cast import Cabinet
from tests.web.test_ballot_answer import browser, page

MOMENT = datetime(2026, 11, 18, 9, 30, tzinfo=HANOI)  # a Wednesday
HOSTILE = [" =1+1", "=1+1", "+84 24", "-2", "@SUM(A1)", "\t=1", "＝1+1"]


@pytest.fixture
def three(cabinet: Cabinet) -> list[Ballot]:
    """A draft, one that collects answers, and one that is closed with a majority."""
    with at(MOMENT - timedelta(minutes=2)):
        draft = cabinet.draft_ballot(title="Dự thảo Nghị định về đường bộ")
    with at(MOMENT - timedelta(minutes=1)):
        opened = cabinet.open_ballot(title="Dự thảo Nghị quyết về Thủ đô")
    with at(MOMENT):
        closed = cabinet.open_ballot(title="=HYPERLINK về đường sắt")
        for order in cabinet.holders:
            cabinet.answer(closed, order)
        browser(cabinet.clerk).post(reverse("ballot_close", args=[closed.pk]))
    return [draft, opened, Ballot.objects.get(pk=closed.pk)]


def listed(person: Person, ballots: list[Ballot], **query: str) -> list[str]:
    """The titles among these that the person's list shows."""
    with at(MOMENT):
        text = browser(person).get(reverse("ballot_list"), query).text
    return [ballot.title for ballot in ballots if page(ballot) in text]


def exported(person: Person, kind: str, **query: str) -> Any:
    with at(MOMENT):
        return browser(person).get(reverse(f"ballot_{kind}"), query)


def table(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))


# -- searching ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ("duong", [0, 2]),
        ("ĐƯỜNG dinh", [0]),
        ("thu do", [1]),
        ("nghi  dinh duong", [0]),
        ("hàng không", []),
        ("", [0, 1, 2]),
    ],
)
def test_ballots_are_found_without_marks_and_case(
    cabinet: Cabinet, three: list[Ballot], wanted: str, found: list[int]
) -> None:
    assert listed(cabinet.clerk, three, q=wanted) == [three[place].title for place in found]


def test_a_ballot_is_found_by_its_number(cabinet: Cabinet, three: list[Ballot]) -> None:
    Ballot.objects.filter(pk=three[1].pk).update(number=143)
    assert listed(cabinet.clerk, three, q="143") == [three[1].title]


def test_a_search_stays_within_the_list_and_says_what_it_found(cabinet: Cabinet, three: list[Ballot]) -> None:
    assert listed(cabinet.clerk, three, q="duong", show="closed") == [three[2].title]
    with at(MOMENT):
        text = browser(cabinet.clerk).get(reverse("ballot_list"), {"q": "<b>duong", "show": "draft"}).text
    assert "0 ballots found for “&lt;b&gt;duong”." in text
    assert "No ballot carries these words" in text
    assert 'href="?show=open&amp;q=%3Cb%3Eduong"' in text


def test_nobody_finds_what_is_not_his_to_see(cabinet: Cabinet, three: list[Ballot]) -> None:
    assert listed(cabinet.minister, three, q="duong") == [three[2].title]
    assert listed(cabinet.outsider, three, q="duong") == []


# -- taking the list along ----------------------------------------------------------------------------------


def test_the_csv_says_what_the_list_says(cabinet: Cabinet, three: list[Ballot]) -> None:
    answer = exported(cabinet.clerk, "csv")
    head, *rows = table(answer.content)
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert answer["Content-Disposition"] == 'attachment; filename="phieu-lay-y-kien-2026-11-18.csv"'
    assert head[:2] == ["No.", "Ballot"]
    by_title = {row[1]: row for row in rows}
    assert list(by_title) == [three[1].title, f"'{three[2].title}", three[0].title]
    opened, closed, draft = by_title.values()
    assert (opened[0], opened[4], opened[8:]) == ("1", "Collecting answers", ["0", "5", ""])
    assert (closed[0], closed[4], closed[8:]) == ("2", "Result announced", ["5", "5", "Adopted"])
    assert (draft[0], draft[5], draft[8:]) == ("", "", ["", "", ""])
    assert opened[5] == "2026-11-18 09:29"


def test_the_workbook_holds_texts_numbers_and_moments_and_no_formula(
    cabinet: Cabinet, three: list[Ballot]
) -> None:
    sheet = load_workbook(io.BytesIO(exported(cabinet.clerk, "xlsx").content)).active
    assert sheet is not None
    closed = next(row for row in sheet.iter_rows(min_row=2) if row[1].value == three[2].title)
    assert (closed[1].data_type, closed[0].value, closed[8].value) == ("s", 2, 5)
    assert three[2].closes_at is not None
    assert closed[6].value == local(three[2].closes_at).replace(tzinfo=None, microsecond=0)
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n", "d"}


def test_what_is_filtered_away_is_not_taken_along(cabinet: Cabinet, three: list[Ballot]) -> None:
    for query, places in (({"show": "closed"}, [2]), ({"q": "nghi dinh"}, [0]), ({"q": "hàng không"}, [])):
        rows = table(exported(cabinet.clerk, "csv", **query).content)[1:]
        assert [row[1].lstrip("'") for row in rows] == [three[place].title for place in places]


def test_nothing_of_a_running_ballot_but_its_turnout(cabinet: Cabinet) -> None:
    with at(MOMENT):
        opened = cabinet.open_ballot()
        before = exported(cabinet.clerk, "csv").content
        for choices in (["for", "for"], ["against", "other"]):
            for order, choice in enumerate(choices, start=1):
                named = opened.answers.filter(elector__order=order).count()
                cabinet.answer(opened, order, choice, text="Nêu rõ hơn", named=named)
            now = exported(cabinet.clerk, "csv").content
            assert now == before.replace(b",0,5,", b",2,5,")


@pytest.mark.parametrize("typed", HOSTILE)
def test_no_cell_is_a_formula(typed: str) -> None:
    ((_head,), (cell,)) = table(as_csv([["Tên"], [typed]]))
    assert (cell[0], cell.replace("'", "")) == ("'", typed)
    sheet = load_workbook(io.BytesIO(as_xlsx([["Tên"], [typed]]))).active
    assert sheet is not None
    assert (sheet["A2"].value, sheet["A2"].data_type) == (typed, "s")


@pytest.mark.parametrize("typed", ["A;=1+1", "A\t=1+1", "A; @SUM(A1)", "A;＝1"])
def test_no_cell_begins_a_formula_in_a_country_that_separates_with_semicolons(typed: str) -> None:
    ((cell,),) = table(as_csv([[typed]]))
    assert cell.replace("'", "") == typed
    assert re.search(r"[;\t]\s*'", cell)


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
@pytest.mark.parametrize("name", ["minister", "assistant", "deputy", "guest", "operator", "outsider"])
def test_only_the_desks_take_the_list_along(cabinet: Cabinet, name: str, kind: str) -> None:
    assert exported(getattr(cabinet, name), kind).status_code == 403
