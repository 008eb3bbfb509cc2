"""Sessions of the own account: listed, ended, at most eight hours long, of the secretariat awake."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from people.accounts.opening import forget_ended
from people.models import DutyTerm, Person, Session
from tests.cast import PASSWORD, Cabinet

FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
IPAD = "Mozilla/5.0 (iPad; CPU OS 18_4 like Mac OS X) AppleWebKit/605.1.15 Version/18.4 Safari/604.1"


def signed_in(person: Person, agent: str = FIREFOX, address: str = "203.0.113.7") -> Client:
    client = Client(HTTP_USER_AGENT=agent, REMOTE_ADDR=address)
    client.cookies["django_language"] = "en"
    found = client.post(reverse("sign_in"), {"username": person.username, "password": PASSWORD})
    assert found.status_code == 302
    return client


def test_the_page_names_each_device_and_where_it_is(cabinet: Cabinet) -> None:
    desk = signed_in(cabinet.minister)
    signed_in(cabinet.minister, IPAD, "203.0.113.8")
    signed_in(cabinet.second_minister, "Mozilla/5.0 (Windows NT 10.0) Edg/140.0", "198.51.100.9")

    page = desk.get(reverse("my_sessions")).text

    assert page.count("Sign out there") == 1
    assert page.count("This device") == 1
    for words in ("Firefox · Linux", "203.0.113.7", "Safari · iPad", "203.0.113.8"):
        assert words in page
    for foreign in ("Edge", "Windows", "198.51.100.9"):
        assert foreign not in page


def test_no_page_holds_the_key_of_a_session(cabinet: Cabinet) -> None:
    desk, tablet = signed_in(cabinet.minister), signed_in(cabinet.minister, IPAD)
    page = desk.get(reverse("my_sessions")).text
    keys = [str(client.session.session_key) for client in (desk, tablet)]
    assert [key in page for key in keys] == [False, False]


def test_one_place_is_signed_out_and_no_other(cabinet: Cabinet) -> None:
    desk, tablet, phone = (signed_in(cabinet.minister) for _ in range(3))
    page = desk.get(reverse("my_sessions"))
    marks = {place.mark: place for place in page.context["sessions"] if not place.is_present}
    desk.post(reverse("session_end"), {"which": next(iter(marks))})
    alive = [client.get(reverse("my_sessions")).status_code for client in (desk, tablet, phone)]
    assert sorted(alive) == [200, 200, 302]
    assert alive[0] == 200


def test_nobody_ends_the_session_of_another(cabinet: Cabinet) -> None:
    theirs = signed_in(cabinet.second_minister)
    page = theirs.get(reverse("my_sessions"))
    mark = page.context["sessions"][0].mark
    signed_in(cabinet.minister).post(reverse("session_end"), {"which": mark})
    assert theirs.get(reverse("my_sessions")).status_code == 200


def test_every_other_place_is_signed_out_at_once(cabinet: Cabinet) -> None:
    desk, tablet, phone = (signed_in(cabinet.minister) for _ in range(3))
    theirs = signed_in(cabinet.second_minister)
    desk.post(reverse("session_end"), {"which": "others"})
    alive = [each.get(reverse("my_sessions")).status_code for each in (desk, tablet, phone, theirs)]
    assert alive == [200, 302, 302, 200]


def test_a_session_ends_eight_hours_after_signing_in_however_much_it_is_used(cabinet: Cabinet) -> None:
    with time_machine.travel(timezone.now()) as clock:
        client = signed_in(cabinet.minister)
        for _hour in range(7):
            clock.shift(timedelta(hours=1))
            session = client.session
            session["touched"] = _hour
            session.save()
            assert client.get(reverse("my_sessions")).status_code == 200
        clock.shift(timedelta(hours=1, seconds=1))
        assert client.get(reverse("my_sessions")).status_code == 302


@pytest.mark.parametrize(("who", "silent"), [("clerk", 302), ("head", 302), ("minister", 200)])
def test_the_secretariat_s_session_ends_after_half_an_hour_of_silence(
    cabinet: Cabinet, who: str, silent: int
) -> None:
    with time_machine.travel(timezone.now()) as clock:
        client = signed_in(getattr(cabinet, who))
        for _ in range(3):
            clock.shift(timedelta(minutes=29))
            assert client.get(reverse("my_sessions")).status_code == 200
        clock.shift(timedelta(minutes=31))
        assert client.get(reverse("my_sessions")).status_code == silent


def test_the_clock_forgets_sessions_that_are_over_and_no_other(cabinet: Cabinet) -> None:
    signed_in(cabinet.minister)
    with time_machine.travel(timezone.now() + timedelta(hours=9)):
        signed_in(cabinet.second_minister)
        forget_ended()
    assert [row.person_id for row in Session.objects.all()] == [cabinet.second_minister.pk]


def test_case_49_a_stolen_cookie_is_seen_and_ended_by_its_owner(cabinet: Cabinet) -> None:
    owner = signed_in(cabinet.minister)
    tablet = signed_in(cabinet.minister, IPAD)
    thief = Client(HTTP_USER_AGENT=FIREFOX, REMOTE_ADDR="192.0.2.66")
    thief.cookies["session"] = str(tablet.session.session_key)
    assert thief.get(reverse("today")).status_code == 200
    [place] = [each for each in owner.get(reverse("my_sessions")).context["sessions"] if not each.is_present]
    owner.post(reverse("session_end"), {"which": place.mark})
    assert thief.get(reverse("today"))["Location"].startswith(reverse("sign_in"))


@pytest.mark.parametrize(
    "wanted",
    [
        "/today\r\nSet-Cookie: a=b",
        "/%0d%0aX: y",
        "/\t/evil.example",
        "//evil.example",
        "https:evil.example",
        "/a\nb",
    ],
)
def test_case_46_the_way_on_is_a_path_of_ours_without_line_ends(cabinet: Cabinet, wanted: str) -> None:
    client = Client()
    Person.objects.filter(pk=cabinet.minister.pk).update(last_login=timezone.now())
    sent = {"username": cabinet.minister.username, "password": PASSWORD, "next": wanted}
    onward = client.post(reverse("sign_in"), sent)["Location"]
    assert onward.startswith("/")
    assert not onward.startswith(("//", "/\\"))
    assert onward.isprintable()
    assert "evil.example" not in onward


def test_case_45_and_47_cookies_are_kept_from_scripts_and_pages_from_frames(cabinet: Cabinet) -> None:
    client = signed_in(cabinet.minister)
    for name in ("session", "device"):
        assert client.cookies[name]["httponly"] is True
        assert client.cookies[name]["samesite"] == "Lax"
        assert client.cookies[name]["path"] == "/"
        assert client.cookies[name]["domain"] == ""
    page = client.get(reverse("ballot_list"))
    assert page["X-Frame-Options"] == "DENY"
    assert "frame-ancestors 'none'" in page["Content-Security-Policy"]


def test_another_duty_ends_what_was_open(cabinet: Cabinet) -> None:
    client = signed_in(cabinet.clerk)
    DutyTerm.objects.filter(person=cabinet.clerk).update(duty="operator")
    assert client.get(reverse("my_sessions")).status_code == 302


def test_a_new_password_signs_out_every_other_place(cabinet: Cabinet) -> None:
    desk, tablet = signed_in(cabinet.minister), signed_in(cabinet.minister)
    new = "một mật khẩu rất dài"
    sent = {"oldpassword": PASSWORD, "password1": new, "password2": new}
    assert desk.post(reverse("account_change_password"), sent)["Location"] == reverse("my_sessions")
    assert [each.get(reverse("my_sessions")).status_code for each in (desk, tablet)] == [200, 302]
    assert Session.objects.filter(person=cabinet.minister).count() == 1
    cabinet.minister.refresh_from_db()
    assert cabinet.minister.check_password(new)


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"oldpassword": "wrong"}, "Type your present password"),
        ({"password2": "something else entirely"}, "The two passwords differ"),
        ({"password1": "short", "password2": "short"}, "too short"),
    ],
)
def test_a_new_password_that_is_not_good_is_refused_in_words(
    cabinet: Cabinet, typed: dict[str, str], words: str
) -> None:
    client = signed_in(cabinet.minister)
    good = {"oldpassword": PASSWORD, "password1": "a-new-password-1", "password2": "a-new-password-1"}
    answer = client.post(reverse("account_change_password"), {**good, **typed})
    assert answer.status_code == 422
    assert words in answer.text
    client.cookies["django_language"] = "vi"
    assert words not in client.post(reverse("account_change_password"), {**good, **typed}).text


def test_case_37_a_key_set_beforehand_is_not_the_session_s(cabinet: Cabinet) -> None:
    victim = Client()
    victim.get(reverse("sign_in"))
    planted = victim.session
    planted["planted"] = "yes"
    planted.save()
    before = str(planted.session_key)
    victim.cookies["session"] = before
    victim.post(reverse("sign_in"), {"username": cabinet.minister.username, "password": PASSWORD})
    after = victim.cookies["session"].value
    attacker = Client()
    attacker.cookies["session"] = before
    assert after != before
    assert attacker.get(reverse("today")).status_code == 302


def test_case_48_after_signing_out_nothing_is_kept_of_the_pages(cabinet: Cabinet) -> None:
    client = signed_in(cabinet.minister)
    assert "no-store" in client.get(reverse("today"))["Cache-Control"]
    left = client.post(reverse("sign_out"))
    assert left["Clear-Site-Data"] == '"cache"'
    assert client.get(reverse("today"))["Location"].startswith(reverse("sign_in"))
    assert not Session.objects.filter(person=cabinet.minister).exists()
