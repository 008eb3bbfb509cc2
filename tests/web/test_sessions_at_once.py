"""Sessions at once: a new one always begins, the one silent for longest ends, and both are told."""

import threading
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import include, path, reverse
from django.utils import timezone
from pytest_django import Settings

from people.accounts.at_once import superfluous
from people.models import Person, Session
from tests.cast import PASSWORD, Cabinet, make_cabinet
from tests.web.test_sessions import IPAD, signed_in

MOMENT = datetime(2026, 11, 26, 8, tzinfo=UTC)
WHY = "You were signed out here"


@pytest.fixture(autouse=True)
def three_places(settings: Settings) -> None:
    settings.SESSIONS_AT_ONCE, settings.SESSIONS_AT_ONCE_FOR = 3, {"clerk": 1, "people": 0}


def in_use(*clients: Client) -> list[bool]:
    return [client.get(reverse("my_sessions")).status_code == 200 for client in clients]


@pytest.mark.parametrize(
    ("silent_since", "limit", "ended"),
    [
        ([5, 3, 9], 4, []),
        ([5, 3, 9], 3, ["c"]),
        ([5, 3, 9], 1, ["c", "a", "b"]),
        ([5, 5, 5], 3, ["a"]),
        ([5, 3, 9], 0, []),
        ([], 1, []),
    ],
)
def test_the_longest_silent_end_and_no_more_than_needed(
    silent_since: list[int], limit: int, ended: list[str]
) -> None:
    seen = [MOMENT - timedelta(minutes=each) for each in silent_since]
    assert superfluous(list(zip("abc", seen, strict=False)), limit) == ended


def test_case_49_one_place_too_many_ends_the_one_silent_for_longest_and_says_why(cabinet: Cabinet) -> None:
    with time_machine.travel(timezone.now()) as clock:
        places = []
        for minutes in (0, 10, 10):
            clock.shift(timedelta(minutes=minutes))
            places.append(signed_in(cabinet.minister, IPAD))
        assert places[0].get(reverse("today")).status_code == 200  # a sign of life after twenty minutes
        newcomer = signed_in(cabinet.minister)
        told = newcomer.get(reverse("today"), follow=True).text
        assert in_use(*places, newcomer) == [True, False, True, True]
        assert "the one silent for longest was signed out: Safari · iPad · 203.0.113.7" in told
        away = places[1].get(reverse("ballot_list"))
        assert away["Location"] == f"{reverse('sign_in')}?next={reverse('ballot_list')}"
    assert Session.objects.filter(person=cabinet.minister).count() == 3


def test_the_place_that_ended_says_why_on_its_way_to_sign_in(cabinet: Cabinet) -> None:
    first = signed_in(cabinet.minister)
    for _ in range(3):
        signed_in(cabinet.minister)
    page = first.get(reverse("ballot_list"), follow=True)
    assert (WHY in page.text, "more than 3 places" in page.text) == (True, True)
    assert WHY not in first.get(reverse("ballot_list"), follow=True).text, "once is enough"


def test_whoever_left_or_was_signed_out_by_the_owner_is_told_nothing_of_it(cabinet: Cabinet) -> None:
    left, tablet = signed_in(cabinet.minister), signed_in(cabinet.minister)
    tablet.post(reverse("session_end"), {"which": "others"})
    assert WHY not in left.get(reverse("today"), follow=True).text
    assert WHY not in Client().get(reverse("today"), follow=True).text


def test_nobody_is_kept_out_however_many_places_there_are(cabinet: Cabinet) -> None:
    for _ in range(8):
        newest = signed_in(cabinet.minister)
    assert in_use(newest) == [True]
    assert Session.objects.filter(person=cabinet.minister).count() == 3


def test_places_of_others_and_places_that_are_over_count_for_nothing(cabinet: Cabinet) -> None:
    theirs = signed_in(cabinet.second_minister)
    with time_machine.travel(timezone.now()) as clock:
        signed_in(cabinet.minister)
        clock.shift(timedelta(hours=9))
        mine = [signed_in(cabinet.minister) for _ in range(3)]
        assert in_use(*mine) == [True, True, True]
    assert in_use(theirs) == [True]


def test_a_duty_may_have_a_limit_of_its_own_or_none(cabinet: Cabinet) -> None:
    clerks = [signed_in(cabinet.clerk) for _ in range(2)]
    administrators = [signed_in(cabinet.administrator) for _ in range(5)]
    assert in_use(*clerks) == [False, True]
    assert in_use(*administrators) == [True] * 5


def test_accounts_of_the_demonstration_are_shared_and_have_no_limit(cabinet: Cabinet) -> None:
    Person.objects.filter(pk=cabinet.minister.pk).update(is_demo=True)
    places = [signed_in(cabinet.minister) for _ in range(5)]
    assert in_use(*places) == [True] * 5
    assert "places at once" not in places[0].get(reverse("my_sessions")).text


def test_the_page_of_sessions_says_how_many_there_may_be(cabinet: Cabinet) -> None:
    page = signed_in(cabinet.minister).get(reverse("my_sessions")).text
    assert "You can be signed in at 3 places at once." in page


@pytest.mark.django_db(transaction=True)
def test_two_who_sign_in_at_once_leave_no_more_places_than_there_may_be() -> None:
    cabinet = make_cabinet()
    for _ in range(3):
        signed_in(cabinet.minister)
    together, answers = threading.Barrier(4), []

    def enter() -> None:
        client = Client()
        together.wait()
        sent = {"username": cabinet.minister.username, "password": PASSWORD}
        answers.append(client.post(reverse("sign_in"), sent).status_code)
        connection.close()

    rush = [threading.Thread(target=enter) for _ in range(4)]
    for each in rush:
        each.start()
    for each in rush:
        each.join()
    assert answers == [302] * 4
    assert Session.objects.filter(person=cabinet.minister).count() == 3


def ended_meanwhile(request: HttpRequest) -> HttpResponse:
    """A page during whose making a further place ends the session."""
    Session.objects.all().delete()
    request.session["kept"] = "something"
    return HttpResponse("what was asked for")


urlpatterns = [path("ended-meanwhile/", ended_meanwhile), path("", include("ecabinet.urls"))]
handler400 = "ecabinet.views.bad_request"


@pytest.mark.urls(__name__)
def test_whose_session_is_ended_in_the_middle_of_a_request_comes_in_again(cabinet: Cabinet) -> None:
    answer = signed_in(cabinet.minister).get("/ended-meanwhile/")
    assert (answer.status_code, answer["Location"]) == (302, reverse("sign_in"))


def test_what_cannot_be_read_is_answered_in_words(cabinet: Cabinet) -> None:
    answer = signed_in(cabinet.minister).get(reverse("today"), headers={"Host": "somewhere.example"})
    assert answer.status_code == 400
    assert "The request could not be read" in answer.text
