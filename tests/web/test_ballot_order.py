"""The desk's list of ballots: sorted by each column both ways, filtered by what is left of the deadline."""

import csv
import io
import re
from datetime import datetime, timedelta

import pytest
from django.urls import reverse

from ballots.models import Ballot
from ballots.selectors import ORDERS
from ballots.services import close_ballot, recall_ballot, submit_ballot
from core.time import HANOI, at
from people.models import Person
from tests.cast import Cabinet
from tests.web.test_ballot_answer import browser
from tests.web.test_desk_queries import queries

# A Monday; under the rules of 2022 a deadline may be any moment after the opening.
MONDAY = datetime(2026, 11, 16, 9, 0, tzinfo=HANOI)
FRIDAY_NOON = datetime(2026, 11, 20, 12, 0, tzinfo=HANOI)
TITLES = re.compile(r'<th scope="row"><a href="[^"]*">([^<]*)</a>')


@pytest.fixture
def week(cabinet: Cabinet) -> Cabinet:
    """Ballots of a week in every state, looked at on Friday noon; their titles are what tells them apart."""

    def opened(title: str, day: float, due: datetime, *answers: int) -> Ballot:
        with at(MONDAY + timedelta(days=day)):
            ballot = cabinet.open_ballot(title=title, procedure="39-2022", closes_at=due)
            for order in answers:
                cabinet.answer(ballot, order)
        return ballot

    far = opened("Đường sắt", 0, FRIDAY_NOON + timedelta(days=7), 1, 2, 3, 4)
    opened("Dược liệu", 1, FRIDAY_NOON + timedelta(hours=4), 1)
    opened("An toàn đập", 2, FRIDAY_NOON - timedelta(hours=3), 1, 2)
    closed = opened("Ân xá", 2.1, FRIDAY_NOON - timedelta(hours=2), 1, 2, 3, 4, 5)
    recalled = opened("Ăn uống", 3, FRIDAY_NOON + timedelta(days=3))
    with at(FRIDAY_NOON):
        close_ballot(actor=cabinet.clerk, ballot=closed)
        recall_ballot(actor=cabinet.head, ballot=recalled, reason="Sai tài liệu.")
        due = FRIDAY_NOON + timedelta(days=14)
        cabinet.draft_ballot(title="Điện lực", procedure="39-2022", closes_at=due)
        submitted = cabinet.draft_ballot(title="Dầu khí", procedure="39-2022", closes_at=due)
        submit_ballot(actor=cabinet.clerk, ballot=submitted, note="Kính trình.")
    assert far.number == 1
    return cabinet


def listed(person: Person, **query: str) -> list[str]:
    """The titles on the person's list, in its order."""
    with at(FRIDAY_NOON):
        return TITLES.findall(browser(person).get(reverse("ballot_list"), query).text)


# -- filters ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("shown", "found"),
    [
        ("unsent", {"Điện lực", "Dầu khí"}),
        ("submitted", {"Dầu khí"}),
        ("open", {"Đường sắt", "Dược liệu"}),
        ("soon", {"Dược liệu"}),
        ("past", {"An toàn đập"}),
        ("closed", {"Ân xá"}),
        ("recalled", {"Ăn uống"}),
    ],
)
def test_each_filter_shows_its_ballots_and_counts_them(week: Cabinet, shown: str, found: set[str]) -> None:
    assert set(listed(week.clerk, show=shown)) == found
    with at(FRIDAY_NOON):
        text = browser(week.clerk).get(reverse("ballot_list")).text
    assert re.search(rf'href="\?show={shown}"[^>]*>[^<]*<span class="n number">{len(found)}</span>', text)


def test_what_is_nearly_over_is_so_by_working_hours_not_by_the_clock(cabinet: Cabinet) -> None:
    saturday = FRIDAY_NOON + timedelta(days=1)
    with at(MONDAY):
        due = {
            "Thứ Hai": datetime(2026, 11, 23, 16, 59, tzinfo=HANOI),
            "Thứ Ba": datetime(2026, 11, 23, 17, 0, tzinfo=HANOI),
        }
        for title, moment in due.items():
            cabinet.open_ballot(title=title, procedure="39-2022", closes_at=moment)
    with at(saturday):  # over fifty hours, of which less than eight are worked
        text = browser(cabinet.clerk).get(reverse("ballot_list"), {"show": "soon"}).text
    assert TITLES.findall(text) == ["Thứ Hai"]


# -- order --------------------------------------------------------------------------------------------------

NUMBERED = ["Đường sắt", "Dược liệu", "An toàn đập", "Ân xá", "Ăn uống"]


@pytest.mark.parametrize(
    ("order", "found"),
    [
        ("number", NUMBERED),
        ("title", ["An toàn đập", "Ăn uống", "Ân xá", "Dầu khí", "Dược liệu", "Điện lực", "Đường sắt"]),
        ("sent", ["Đường sắt", "Dược liệu", "An toàn đập", "Ân xá", "Ăn uống"]),
        ("deadline", ["An toàn đập", "Ân xá", "Dược liệu", "Ăn uống", "Đường sắt"]),
        ("turnout", ["Ăn uống", "Dược liệu", "An toàn đập", "Đường sắt", "Ân xá"]),
    ],
)
def test_each_column_sorts_both_ways_and_what_has_no_value_comes_last(
    week: Cabinet, order: str, found: list[str]
) -> None:
    up, down = listed(week.clerk, sort=order), listed(week.clerk, sort=f"-{order}")
    assert up[: len(found)] == found
    if order == "title":
        assert down == found[::-1]
    elif order == "deadline":
        assert [title for title in down if title in found] == found[::-1]
    elif order == "sent":
        assert (down[0], down[-3], set(down[-2:])) == ("Ăn uống", "Đường sắt", {"Điện lực", "Dầu khí"})
    else:
        assert down[: len(found)] == found[::-1]
        assert set(down[len(found) :]) == {"Điện lực", "Dầu khí"}


def test_statuses_stand_in_the_order_of_a_ballots_life(week: Cabinet) -> None:
    places = {"Điện lực": 0, "Dầu khí": 1, "Đường sắt": 2, "Dược liệu": 2, "An toàn đập": 3, "Ân xá": 4}
    places |= {"Ăn uống": 5}
    up = [places[title] for title in listed(week.clerk, sort="status")]
    assert up == sorted(up)
    assert [places[title] for title in listed(week.clerk, sort="-status")] == sorted(up, reverse=True)


def test_an_order_that_there_is_not_is_the_usual_one(week: Cabinet) -> None:
    usual = listed(week.clerk)
    for order in ("nonsense", "-", "title'--", "procedure_facts", "-matter__lead"):
        assert listed(week.clerk, sort=order) == usual


def test_the_heads_of_the_table_are_links_that_say_how_it_is_sorted(week: Cabinet) -> None:
    with at(FRIDAY_NOON):
        text = (
            browser(week.clerk)
            .get(reverse("ballot_list"), {"show": "all", "q": "a", "sort": "deadline"})
            .text
        )
    assert text.count("aria-sort=") == 1
    assert re.search(
        r'<th scope="col" aria-sort="ascending"><a class="sort" href="\?show=all&amp;q=a&amp;sort=-deadline">'
        r"Deadline for answers",
        text,
    )
    assert 'href="?show=all&amp;q=a&amp;sort=turnout"' in text
    assert '<option value="deadline" selected>' in text


def test_filter_search_and_export_keep_the_order(week: Cabinet) -> None:
    with at(FRIDAY_NOON):
        clerk = browser(week.clerk)
        text = clerk.get(reverse("ballot_list"), {"sort": "-title", "q": "a"}).text
        found = clerk.get(reverse("ballot_csv"), {"sort": "-title"}).content.decode("utf-8-sig")
    assert 'href="?show=open&amp;q=a&amp;sort=-title"' in text
    assert f'{reverse("ballot_csv")}?sort=-title&amp;q=a"' in text
    rows = list(csv.reader(io.StringIO(found)))[1:]
    assert [row[1] for row in rows] == listed(week.clerk, sort="-title")


def test_pages_keep_the_order_and_a_new_order_begins_at_its_first_page(cabinet: Cabinet) -> None:
    for number in range(1, 33):
        cabinet.open_ballot(title=f"Dự thảo {number:02}")
    clerk = browser(cabinet.clerk)
    second = clerk.get(reverse("ballot_list"), {"sort": "-title", "page": "2"}).text
    assert TITLES.findall(second) == ["Dự thảo 02", "Dự thảo 01"]
    assert 'rel="prev" href="?sort=-title&amp;page=1"' in second
    assert 'href="?sort=number"' in second


def test_members_read_by_urgency_whatever_they_ask_for(week: Cabinet) -> None:
    def titles(**query: str) -> list[str]:
        with at(FRIDAY_NOON):
            text = browser(week.minister).get(reverse("ballot_list"), query).text
        return re.findall(r'<h3><a href="[^"]*">([^<]*)</a>', text)

    assert titles(sort="title") == titles()
    assert titles()[:2] == ["Dược liệu", "Đường sắt"]


# -- questions to the database ------------------------------------------------------------------------------


def test_every_order_takes_the_same_few_queries_for_one_row_and_for_thirty(cabinet: Cabinet) -> None:
    def make(rows: int) -> None:
        for number in range(rows):
            cabinet.answer(cabinet.open_ballot(title=f"Dự thảo {number}"), 1)

    def asked() -> dict[str, int]:
        wanted = ["", *(f"?sort={order}" for order in ORDERS), "?q=du", "?q=du&sort=-title", "?show=soon"]
        return {each: queries(cabinet.clerk, reverse("ballot_list") + each) for each in wanted}

    make(1)
    one = asked()
    make(29)
    assert asked() == one
    assert max(one.values()) <= 12
