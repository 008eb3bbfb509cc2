"""The switch of the language, where a page answers a form: what was chosen and typed is not lost."""

import re
import time
from html import unescape
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from ballots.models import Answer, Ballot
from meetings.models import Meeting
from people.models import Proposal
from tests.cast import PASSWORD, Cabinet
from tests.web.test_invitations import link
from tests.web.test_second_factor import enter, set_up_app

SWITCH = re.compile(r'<form method="post" action="([^"]*)" class="language">(.*?)</form>', re.DOTALL)
HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', re.DOTALL)
OVER = 5 * 60 * 60  # seconds after which a vote asks who is there


def pressed(client: Client, page: Any) -> Any:
    """The page to which the switch of this one leads."""
    found = SWITCH.search(page.text)
    assert found is not None
    sent = {name: unescape(value) for name, value in HIDDEN.findall(found[2])}
    assert ('value="en"' in found[2]) is True
    return client.post(unescape(found[1]), {**sent, "language": "en"}, follow=True)


def in_english(page: Any) -> bool:
    return page.status_code == 200 and '<html lang="en"' in page.text


def vote(client: Client, meeting: Meeting, ballot: Ballot) -> tuple[str, dict[str, str], Any]:
    """A vote that waits for its confirmation: its address, what was chosen, the page that asks."""
    sent = {"choice": "for", "named": "0", "key": str(uuid4()), "opinion": "Một ý kiến\nhai dòng & <b>"}
    address = reverse("vote_cast", args=[meeting.pk, ballot.pk])
    return address, sent, client.post(address, sent)


def kept(page: Any) -> dict[str, str]:
    """What the form of the page takes along."""
    own = page.text.replace(SWITCH.search(page.text)[0], "")  # type: ignore[index]  # it has one
    found = {name: unescape(value) for name, value in HIDDEN.findall(own)}
    return {name: value for name, value in found.items() if name != "csrfmiddlewaretoken"}


def test_the_page_that_asks_who_is_there_comes_in_the_other_language_with_all_that_was_chosen(
    cabinet: Cabinet, running_meeting: Meeting, open_vote: Ballot
) -> None:
    with time_machine.travel(time.time()) as clock:
        client = Client()
        client.force_login(cabinet.minister)
        clock.shift(OVER)
        address, sent, asking = vote(client, running_meeting, open_vote)
        assert "Xác nhận đúng là đồng chí" in asking.text
        english = pressed(client, asking)
        assert (in_english(english), kept(english)) == (True, sent)
        assert f'action="{address}"' in english.text
        assert Answer.objects.count() == 0
        wrong = client.post(address, {**kept(english), "confirm_password": "not this one"})
        assert (wrong.status_code, "This is not your password" in wrong.text) == (422, True)
        right = client.post(address, {**kept(wrong), "confirm_password": PASSWORD})
        assert right.status_code == 303
    assert Answer.objects.get().lines[0]["choice"] == "for"


def test_the_switch_of_that_page_casts_nothing_even_where_the_person_has_confirmed_elsewhere(
    cabinet: Cabinet, running_meeting: Meeting, open_vote: Ballot
) -> None:
    with time_machine.travel(time.time()) as clock:
        client = Client()
        client.force_login(cabinet.minister)
        clock.shift(OVER)
        address, sent, asking = vote(client, running_meeting, open_vote)
        session = client.session
        session["confirmed"] = time.time()  # in another tab
        session.save()
        assert kept(pressed(client, asking)) == sent
        assert Answer.objects.count() == 0
        assert client.post(address, sent).status_code == 303


@pytest.mark.parametrize(
    "elsewhere", ["https://elsewhere.example/", "//elsewhere.example", "javascript:alert(1)"]
)
def test_the_page_that_asks_sends_nothing_to_another_house(cabinet: Cabinet, elsewhere: str) -> None:
    client = Client()
    client.force_login(cabinet.minister)
    page = client.post(reverse("confirm_act"), {"confirm_act": elsewhere, "choice": "for", "language": "en"})
    assert (page.status_code, elsewhere in page.text) == (200, False)


def test_a_refused_sign_in_a_wrong_code_and_a_weak_first_password_come_in_the_other_language(
    cabinet: Cabinet,
) -> None:
    wrong = {"username": cabinet.minister.username, "password": "wrong"}
    client = Client()
    assert in_english(pressed(client, client.post(reverse("sign_in"), wrong)))
    set_up_app(cabinet.second_minister)
    with time_machine.travel(time.time() + 60):
        client = enter(cabinet.second_minister, Client()).client
        refused = client.post(reverse("mfa_authenticate"), {"code": "000000"})
        again = pressed(client, refused)
        assert (in_english(again), again.request["PATH_INFO"]) == (True, reverse("mfa_authenticate"))
    address = link(cabinet, cabinet.outsider)
    client = Client()
    weak = client.post(address, {"password1": "kurz", "password2": "kurz", "by": "password"})
    assert weak.status_code == 422
    again = pressed(client, weak)
    assert (in_english(again), again.request["PATH_INFO"]) == (True, address)


def test_the_preview_of_a_file_stays_in_the_other_language_and_takes_nothing(cabinet: Cabinet) -> None:
    client = Client()
    client.force_login(cabinet.administrator)
    text = "username,label_vi\nngười-mới,Người mới\n".replace("ườ", "uo").replace("ớ", "o")
    address = reverse("people_import", args=["persons"])
    page = client.post(address, {"text": text, "seen": "", "key": str(uuid4()), "reason": ""})
    english = pressed(client, page)
    assert (in_english(english), "Take all of it" in english.text) == (True, True)
    assert Proposal.objects.count() == 0


def test_what_is_shown_only_once_carries_no_switch(cabinet: Cabinet) -> None:
    client = Client()
    client.force_login(cabinet.administrator)
    address = reverse("person_invite", args=[cabinet.outsider.pk])
    assert SWITCH.search(client.get(address).text) is not None
    assert SWITCH.search(client.post(address, {"act": "make"}).text) is None
    set_up_app(cabinet.minister)
    client = Client()
    client.force_login(cabinet.minister)
    client.post(reverse("mfa_generate_recovery_codes"))
    codes = client.get(reverse("mfa_view_recovery_codes"))
    assert ('class="codes"' in codes.text, SWITCH.search(codes.text)) == (True, None)
    assert SWITCH.search(client.get(reverse("mfa_view_recovery_codes")).text) is not None


@pytest.mark.parametrize("wanted", ["https://elsewhere.example/", "//elsewhere.example", "/a\r\nb", ""])
def test_the_switch_leads_to_no_other_house(wanted: str, client: Client) -> None:
    answer = client.post(reverse("set_language"), {"language": "en", "next": wanted})
    assert (answer.status_code, answer["Location"]) == (302, "/")


@pytest.mark.django_db
def test_a_language_that_there_is_not_changes_nothing(client: Client) -> None:
    client.cookies["django_language"] = "en"
    answer = client.post(reverse("set_language"), {"language": "xx", "next": "/sign-in/?next=/ballots/"})
    assert answer["Location"] == "/sign-in/?next=/ballots/"
    assert '<html lang="en"' in client.get(answer["Location"]).text
