"""Abuse cases 4, 5, 8, 9, 10 and 15 (guarantees.md 6.1): addresses, methods and queries nobody should try."""

import ast

import pytest
from django.test import Client
from django.urls import reverse

from core.models import Entry
from scripts.messages import CODE
from tests.architecture.repository import own_texts
from tests.cast import Cabinet

LISTS = ("people", "proposals", "meeting_list", "ballot_list", "matter_list", "records", "ballot_csv")


@pytest.fixture
def clerk(cabinet: Cabinet, client: Client) -> Client:
    """The clerk's browser; there is a meeting and a ballot with an answer."""
    cabinet.answer(cabinet.open_ballot(), 1, "against")
    cabinet.sent_meeting()
    client.force_login(cabinet.clerk)
    return client


@pytest.mark.parametrize("name", LISTS)
def test_relations_in_a_query_neither_filter_nor_sort(cabinet: Cabinet, clerk: Client, name: str) -> None:
    """Abuse case 4: only the words that a list knows are read; the others change no byte of its rows."""
    clerk.force_login(cabinet.head)
    address = reverse(name)
    hostile = {
        "electors__answers__lines__choice": "against",
        "ordering": "password",
        "order": "answers__choice",
        "sort": "-person__password",
        "fields": "password",
        "_connector": "OR",
        "_negated": "1",
        "password__startswith": "m",
    }
    plain, tried = clerk.get(address), clerk.get(address, hostile)
    assert (plain.status_code, tried.status_code) == (200, 200)
    rows = [[page.content.decode().count(tag) for tag in ("<tr", "<li")] for page in (plain, tried)]
    assert rows[0] == rows[1]
    assert cabinet.head.password not in tried.content.decode()


def test_no_query_is_spread_into_a_filter() -> None:
    """Abuse case 5: names from a request never become names of columns (CVE-2025-64459 and its kin)."""
    wide = [
        f"{path}:{node.lineno}"
        for path, text in own_texts(".py")
        if path.startswith(tuple(f"{app}/" for app in CODE))
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.Call)
        and getattr(node.func, "attr", "") in ("filter", "exclude", "get", "order_by", "annotate", "values")
        and any(
            "request" in ast.unparse(each)
            for each in (
                *(word.value for word in node.keywords if word.arg is None),
                *(arg.value for arg in node.args if isinstance(arg, ast.Starred)),
                *(node.args if getattr(node.func, "attr", "") == "order_by" else ()),
            )
        )
    ]
    assert wide == []


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE", "TRACE"])
def test_a_method_that_a_page_does_not_know_does_nothing(cabinet: Cabinet, method: str) -> None:
    """Abuse case 8: 405, and a header that claims another method is not heard."""
    client = Client()
    client.force_login(cabinet.administrator)
    address = reverse("person_suspend", args=[cabinet.outsider.pk])
    before = Entry.objects.count()
    assert client.generic(method, address).status_code == 405
    claimed = {"X-HTTP-Method-Override": "POST", "X-Method-Override": method}
    assert client.get(address, headers=claimed).status_code == 200
    acts = reverse("proposal_confirm", args=[cabinet.outsider.pk])
    assert (client.get(acts).status_code, client.head(acts).status_code) == (405, 405)
    assert Entry.objects.count() == before


@pytest.mark.parametrize(
    "trick",
    [
        "/people//",
        "/people;x=1/",
        "/%2e%2e/people/",
        "/people/%00",
        "/PEOPLE/",
        "/people/%2f",
        "/people/../people/x",
    ],
)
def test_a_trick_with_the_path_reaches_no_other_page(cabinet: Cabinet, trick: str) -> None:
    """Abuse case 9."""
    client = Client()
    client.force_login(cabinet.administrator)
    assert client.get(trick).status_code in (400, 404)


@pytest.mark.parametrize("name", ["outsider", "other_guest", "operator", "administrator"])
def test_the_address_of_a_paper_is_worth_nothing_to_whoever_may_not_read_it(
    cabinet: Cabinet, name: str
) -> None:
    """Abuse case 10: the whole file, a part of it, and an older version."""
    matter = cabinet.sent_meeting().items.get(order=1).matter
    old = cabinet.paper(matter)
    new = cabinet.paper(matter, replaces=old.document)
    client = Client()
    client.force_login(getattr(cabinet, name))
    asked = [
        client.get(reverse("paper", args=[version.pk]), headers=headers).status_code
        for version in (old, new)
        for headers in ({}, {"Range": "bytes=0-99"})
    ]
    assert asked == [404] * 4


def test_a_member_takes_along_only_what_his_own_list_shows(cabinet: Cabinet, clerk: Client) -> None:
    """Abuse case 15: there is no export of everything, neither of persons nor of ballots."""
    clerk.force_login(cabinet.minister)
    lists = [reverse("people_export", args=[kind]) for kind in ("persons", "seats", "appointments")]
    assert [clerk.get(address).status_code for address in lists] == [404] * 3
    assert clerk.get(reverse("ballot_csv")).status_code == 403
