"""Every page of the desk asks the database as often for one row as for thirty."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from meetings import services
from meetings.models import Meeting
from people.models import Person
from tests.cast import Cabinet


def queries(person: Person, where: str) -> int:
    """How many queries a page takes, once it is warm."""
    client = Client()
    client.force_login(person)
    assert client.get(where).status_code == 200
    with CaptureQueriesContext(
        connection,
    ) as asked:
        client.get(where)
    return len(asked)


def meeting_of(cabinet: Cabinet, rows: int, *, run: bool = False) -> Meeting:
    """A meeting with that many items, each with papers and a guest."""
    meeting = cabinet.draft_meeting(items=0)
    for _number in range(rows):
        item = cabinet.item(meeting)
        cabinet.paper(item.matter)
        for guest in (cabinet.guest, cabinet.other_guest):
            services.invite_guest(actor=cabinet.clerk, meeting=meeting, person=guest, item=item)
    if run:
        services.send_meeting(actor=cabinet.clerk, meeting=meeting)
        services.note_attendance_of_all(actor=cabinet.clerk, meeting=meeting)
        services.start_meeting(actor=cabinet.clerk, meeting=meeting)
        for _number in range(rows):
            called = services.start_next_item(actor=cabinet.clerk, meeting=meeting)
            assert called is not None
            ballot = services.open_vote_on_item(actor=cabinet.clerk, meeting=meeting, item=called)
            services.close_vote(actor=cabinet.clerk, meeting=meeting, ballot=ballot, publish=True)
    return meeting


def draft_page(cabinet: Cabinet, rows: int) -> tuple[Person, str]:
    return cabinet.clerk, meeting_of(cabinet, rows).get_absolute_url()


def held_page(cabinet: Cabinet, rows: int) -> tuple[Person, str]:
    return cabinet.auditor, meeting_of(cabinet, rows, run=True).get_absolute_url()


def member_page(cabinet: Cabinet, rows: int) -> tuple[Person, str]:
    return cabinet.minister, meeting_of(cabinet, rows, run=True).get_absolute_url()


def guest_page(cabinet: Cabinet, rows: int) -> tuple[Person, str]:
    return cabinet.guest, meeting_of(cabinet, rows, run=True).get_absolute_url()


def console_page(cabinet: Cabinet, rows: int) -> tuple[Person, str]:
    return cabinet.clerk, reverse("console", args=[meeting_of(cabinet, rows, run=True).pk])


def meeting_list(cabinet: Cabinet, rows: int) -> tuple[Person, str]:
    for _number in range(rows):
        cabinet.draft_meeting()
    return cabinet.clerk, reverse("meeting_list")


def matter_list(cabinet: Cabinet, rows: int) -> tuple[Person, str]:
    for _number in range(rows):
        cabinet.matter()
    return cabinet.clerk, reverse("matter_list")


def matter_search(cabinet: Cabinet, rows: int) -> tuple[Person, str]:
    return cabinet.clerk, f"{matter_list(cabinet, rows)[1]}?q=du+thao"


def ballot_search(cabinet: Cabinet, rows: int) -> tuple[Person, str]:
    for _number in range(rows):
        cabinet.open_ballot()
    return cabinet.clerk, f"{reverse('ballot_list')}?q=phieu"


def ballot_table(cabinet: Cabinet, rows: int) -> tuple[Person, str]:
    ballot_search(cabinet, rows)
    return cabinet.auditor, reverse("ballot_xlsx")


def dossier(cabinet: Cabinet, rows: int) -> tuple[Person, str]:
    matter = cabinet.matter()
    for _number in range(rows):
        cabinet.paper(matter)
    return cabinet.clerk, matter.get_absolute_url()


@pytest.mark.parametrize(
    "made",
    [
        draft_page,
        held_page,
        member_page,
        guest_page,
        console_page,
        meeting_list,
        matter_list,
        matter_search,
        ballot_search,
        ballot_table,
        dossier,
    ],
)
def test_queries_do_not_grow_with_rows(
    cabinet: Cabinet, made: Callable[[Cabinet, int], tuple[Person, str]]
) -> None:
    one = queries(*made(cabinet, 1))
    assert queries(*made(cabinet, 30)) == one
