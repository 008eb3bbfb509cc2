"""Invitations: a link by which somebody comes in, once and for a while; the database keeps its hash alone."""

import re
from datetime import timedelta
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from django.urls import reverse

from core.models import Entry
from core.time import at, now
from people.accounts import invitations
from people.models import Invitation, Notice, Person
from people.notices import composed, letter_of
from tests.cast import PASSWORD, Cabinet

NEW = {"password1": "a-password-of-my-own", "password2": "a-password-of-my-own", "by": "password"}


def browser() -> Client:
    client = Client()
    client.cookies["django_language"] = "en"
    return client


def administrator(cabinet: Cabinet) -> Client:
    client = browser()
    client.force_login(cabinet.administrator)
    return client


def made(cabinet: Cabinet, person: Person) -> str:
    """The address that the administrator is shown."""
    page = administrator(cabinet).post(reverse("person_invite", args=[person.pk]), {"act": "make"})
    found = re.search(r'class="address"[^>]*>[^<]*?(/invitation/[^<]+)<', page.text)
    assert found is not None
    return found[1]


def link(cabinet: Cabinet, person: Person) -> str:
    """The same, confirmed by the head where it leads into an account that has a way in."""
    address = made(cabinet, person)
    confirm(cabinet.head, person)
    return address


def confirm(who: Person, person: Person) -> Any:
    client = browser()
    client.force_login(who)
    return client.post(reverse("person_invite", args=[person.pk]), {"act": "confirm"})


def test_a_link_into_an_account_in_use_works_once_a_second_person_has_confirmed_it(cabinet: Cabinet) -> None:
    address = made(cabinet, cabinet.minister)
    assert over(browser(), address)
    for nobody in (cabinet.administrator, cabinet.minister, cabinet.clerk, cabinet.operator):
        confirm(nobody, cabinet.minister)
    assert over(browser(), address)
    head = browser()
    head.force_login(cabinet.head)
    today = head.get(reverse("today")).text
    assert f"A link for {cabinet.minister.label_en}" in today
    for _again in range(2):
        assert confirm(cabinet.head, cabinet.minister).status_code == 303
    assert f"A link for {cabinet.minister.label_en}" not in head.get(reverse("today")).text
    assert browser().get(address).status_code == 200
    told = Entry.objects.filter(stream=cabinet.minister.key, kind="person.invitation_confirmed")
    assert [entry.actor for entry in told] == [cabinet.head.key]


def test_the_owner_of_an_account_in_use_is_told_of_a_link_into_it(cabinet: Cabinet) -> None:
    made(cabinet, cabinet.minister)
    notice = Notice.objects.get(kind="people:invited")
    assert notice.person == cabinet.minister
    message = composed(notice, letter_of(notice.kind).words(notice) or {})
    assert cabinet.administrator.label_vi in message.body
    assert "/invitation/" not in message.body


def test_a_new_account_needs_no_second_person_for_its_first_link(cabinet: Cabinet) -> None:
    newcomer = Person(username="moi", label_vi="Người mới", label_en="Newcomer")
    newcomer.set_unusable_password()
    newcomer.save()
    assert browser().get(made(cabinet, newcomer)).status_code == 200
    assert not Notice.objects.filter(kind="people:invited").exists()


def test_a_link_sets_the_password_and_signs_in(cabinet: Cabinet) -> None:
    guest = browser()
    address = link(cabinet, cabinet.outsider)
    page = guest.get(address)
    assert cabinet.outsider.username in page.text
    assert page["Referrer-Policy"] == "strict-origin"
    entered = guest.post(address, NEW)
    assert entered["Location"].startswith(reverse("keys_offer"))
    assert guest.get(reverse("today")).status_code == 200
    cabinet.outsider.refresh_from_db()
    assert cabinet.outsider.check_password("a-password-of-my-own")


def test_without_a_password_a_passkey_comes_first(cabinet: Cabinet) -> None:
    guest = browser()
    entered = guest.post(link(cabinet, cabinet.outsider), {"by": "passkey"})
    assert entered["Location"] == reverse("mfa_add_webauthn")
    assert guest.get(reverse("mfa_add_webauthn")).status_code == 200
    assert guest.get(reverse("today"))["Location"].startswith(reverse("keys_offer"))
    cabinet.outsider.refresh_from_db()
    assert not cabinet.outsider.has_usable_password()


def over(client: Client, address: str) -> bool:
    """Whether the link leads nowhere, whatever is tried."""
    answers = [client.get(address), client.post(address, NEW), client.post(address, {"by": "passkey"})]
    return all(a.status_code == 404 and "This link leads nowhere" in a.text for a in answers)


def test_it_works_once(cabinet: Cabinet) -> None:
    address = link(cabinet, cabinet.outsider)
    browser().post(address, NEW)
    assert over(browser(), address)


def test_it_works_for_three_days(cabinet: Cabinet) -> None:
    address = link(cabinet, cabinet.outsider)
    with at(now() + timedelta(hours=71)):
        assert browser().get(address).status_code == 200
    with at(now() + timedelta(hours=73)):
        assert over(browser(), address)


def test_another_link_ends_the_one_before(cabinet: Cabinet) -> None:
    first, second = link(cabinet, cabinet.outsider), link(cabinet, cabinet.outsider)
    assert over(browser(), first)
    assert browser().get(second).status_code == 200


def test_a_withdrawn_link_and_that_of_a_suspended_account_lead_nowhere(cabinet: Cabinet) -> None:
    withdrawn, suspended = link(cabinet, cabinet.outsider), link(cabinet, cabinet.deputy)
    page = reverse("person_invite", args=[cabinet.outsider.pk])
    administrator(cabinet).post(page, {"act": "withdraw"})
    Person.objects.filter(pk=cabinet.deputy.pk).update(is_active=False)
    assert over(browser(), withdrawn)
    assert over(browser(), suspended)


@pytest.mark.parametrize("token", ["x", "A" * 43, "A" * 5000, "%00"])
def test_case_40_an_unknown_link_is_answered_like_one_that_is_over(cabinet: Cabinet, token: str) -> None:
    used = link(cabinet, cabinet.outsider)
    browser().post(used, NEW)
    mask = re.compile(r'value="[^"]*"|content="[^"]*"')
    known, unknown = browser().get(used), browser().get(f"/invitation/{token}/")
    assert (known.status_code, unknown.status_code) == (404, 404)
    assert mask.sub("", known.text) == mask.sub("", unknown.text)


def test_what_signed_in_before_signs_in_no_more(cabinet: Cabinet) -> None:
    old = browser()
    old.force_login(cabinet.minister)
    Authenticator.objects.create(user=cabinet.minister, type="totp", data={"secret": "x"})
    browser().post(link(cabinet, cabinet.minister), NEW)
    assert old.get(reverse("today"))["Location"].startswith(reverse("sign_in"))
    assert not Authenticator.objects.filter(user=cabinet.minister).exists()
    refused = browser().post(
        reverse("sign_in"), {"username": cabinet.minister.username, "password": PASSWORD}
    )
    assert refused.status_code == 422


def test_a_link_that_nobody_uses_changes_nothing(cabinet: Cabinet) -> None:
    link(cabinet, cabinet.minister)
    entered = browser().post(
        reverse("sign_in"), {"username": cabinet.minister.username, "password": PASSWORD}
    )
    assert entered.status_code == 302


def test_the_database_keeps_the_hash_alone(cabinet: Cabinet) -> None:
    token = link(cabinet, cabinet.outsider).split("/")[2]
    kept = Invitation.objects.get()
    assert kept.token_hash == invitations.hash_of(token)
    assert token not in str(vars(kept))
    assert token not in str(list(Entry.objects.values()))


def test_who_made_and_who_used_it_stands_in_the_journal(cabinet: Cabinet) -> None:
    browser().post(link(cabinet, cabinet.outsider), NEW)
    told = Entry.objects.filter(stream=cabinet.outsider.key).order_by("seq").values_list("kind", "actor")
    assert list(told) == [
        ("person.invited", cabinet.administrator.key),
        ("person.invitation_confirmed", cabinet.head.key),
        ("person.invitation_used", cabinet.outsider.key),
    ]
    page = administrator(cabinet).get(reverse("person", args=[cabinet.outsider.pk])).text
    assert "Invited by a link" in page
    assert "Invitation used" in page


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"password2": "something-else-123"}, "The two passwords differ"),
        ({"password1": "short", "password2": "short"}, "too short"),
    ],
)
def test_a_password_that_is_not_good_is_refused_and_the_link_still_works(
    cabinet: Cabinet, typed: dict[str, str], words: str
) -> None:
    guest, address = browser(), link(cabinet, cabinet.outsider)
    wrong = guest.post(address, {**NEW, **typed})
    assert (wrong.status_code, words in wrong.text) == (422, True)
    assert guest.post(address, NEW).status_code == 302


@pytest.mark.parametrize("header", ["Host", "X-Forwarded-Host"])
def test_case_41_the_link_names_the_configured_origin_whatever_the_request_says(
    cabinet: Cabinet, settings: Any, header: str
) -> None:
    settings.PUBLIC_ORIGIN = "https://ecabinet.example"
    settings.ALLOWED_HOSTS = ["testserver", "ecabinet.example"]
    client = administrator(cabinet)
    page = client.post(
        reverse("person_invite", args=[cabinet.outsider.pk]),
        {"act": "make"},
        headers={header: "evil.example"},
    )
    assert "evil.example" not in page.text
    if header == "Host":
        assert page.status_code == 400
    else:
        assert ">https://ecabinet.example/invitation/" in page.text


def test_nobody_invites_himself(cabinet: Cabinet) -> None:
    client = administrator(cabinet)
    page = reverse("person_invite", args=[cabinet.administrator.pk])
    assert client.post(page, {"act": "make"}).status_code == 403
    assert not Invitation.objects.exists()
