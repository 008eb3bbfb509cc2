"""Every form of meetings as attackers and clumsy people send it: no crash, no write beside it, clean text.

The routes are those of the table of policies; a new one is tried as that table sends it.
"""

import unicodedata
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

import pytest
from django.conf import settings
from django.db import transaction
from django.db.models import Count
from django.test import Client, RequestFactory
from django.urls import resolve, reverse
from pytest_django.plugin import DjangoDbBlocker

from core.languages import opens
from core.models import Entry
from meetings import services
from meetings.models import Meeting
from meetings.urls import urlpatterns
from tests.policies.scene import Scene, make_scene
from tests.policies.test_matrix import ROUTES, Route
from tests.web.filled import FIRST, NAMES, WORDS, Form, forms, sender
from tests.web.test_language_switch import SWITCH, in_english, pressed
from tests.web.unclean import unclean

# As an iPad types it, with what a copied text brings along: turned writing, nothing, a line's end.
CLUMSY = unicodedata.normalize("NFD", WORDS) + "\u202e\u200b\ufeff \u2028x"
LONG = "ặ" * 10_000
BROKEN = "a\x00\ud800b"  # sent as bytes that are no UTF-8
TEXTS = (CLUMSY, LONG, BROKEN)
NUMBERS = ("-1", "9" * 30, "²", "1e400", BROKEN)
DAYS = ("9999-12-31", "0001-01-01", "31/02/2026", BROKEN)
HOURS = ("24:00", "-1:00", BROKEN)
KEYS = (str(uuid4()), "x", "-1", BROKEN)
# Each press calls one more item; the console asks for the next one by another button each time.
AGAIN = {"item_next"}
# Numbers of seats and of corrections, which every meeting has, and a written ballot, which belongs to none.
OF_EVERY_MEETING = {"reply_enter", "absence_decide", "correction_answer", "ballot_take_up"}
# What is for after the meeting, and who reads an item, which may be narrowed at any time.
AFTERWARDS = {
    *("minutes_correct", "correction_answer", "minutes_approve", "notice_note", "sessions_follow"),
    "item_level",
}
# What answers in another way: with a part of a page, with the page in the language that was just chosen.
NO_PAGES = {"live_poll", "confirm_act", "set_language", "sign_out"}
PAPERS = {"invitation_pdf", "minutes_pdf", "meeting_document", "vote_document"}
PAGES = {pattern.name for pattern in urlpatterns} - PAPERS


@pytest.fixture(scope="module")
def built(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Scene]:
    """The scene, built once for this file and rolled back."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield make_scene()
        transaction.set_rollback(True)


@pytest.fixture
def scene(built: Scene, db: None) -> Scene:
    """Each test looks at it in a transaction of its own."""
    return built


@contextmanager
def rolled_back() -> Iterator[None]:
    """What is written inside is seen inside only."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def client_of(scene: Scene, name: str, **how: Any) -> Client:
    """The browser of a character."""
    client = Client(raise_request_exception=False, **how)
    client.cookies[settings.SESSION_COOKIE_NAME] = scene.sessions[name]
    return client


def send(
    client: Client, form: Form, filled: Mapping[str, object], arguments: list[object] | None = None
) -> int:
    """Post it as a browser does, even what no browser would."""
    pairs = [(name, str(value)) for name, value in filled.items()]
    body = urlencode(pairs, errors="surrogatepass")
    address = reverse(form.name, args=form.arguments if arguments is None else arguments)
    return client.post(address, body, content_type="application/x-www-form-urlencoded").status_code


def hostile(value: object) -> tuple[str, ...]:
    """What is tried in a field instead of what belongs there."""
    text = str(value)
    if value == WORDS:
        return TEXTS
    if text.count("-") == 2 and text[:4].isdigit():
        return DAYS
    if text.count(":") == 1 and text.replace(":", "").isdigit():
        return HOURS
    return NUMBERS if text.isdigit() else KEYS


def journal() -> dict[str, int]:
    """Stream → how many entries it has."""
    return dict(Entry.objects.values_list("stream_id").annotate(count=Count("pk")).order_by())


@pytest.mark.parametrize("name", NAMES)
def test_no_form_breaks_and_what_is_kept_is_clean(scene: Scene, name: str) -> None:
    form, bad = one(scene, name), []
    client = client_of(scene, form.sender)
    with rolled_back():
        FIRST.get(name, nothing_first)(scene)
        for field, value in form.filled.items():
            for tried in hostile(value):
                with rolled_back():
                    status = send(client, form, {**form.filled, field: tried})
                    kept = unclean() if tried == CLUMSY else []
                if status >= 500 or kept:
                    bad.append((field, f"{tried!r:.40}", status, kept))
        with rolled_back():
            all_at_once = send(client, form, dict.fromkeys(form.filled, BROKEN))
    assert (bad, all_at_once < 500) == ([], True)


@pytest.mark.parametrize("name", NAMES)
def test_a_button_pressed_twice_does_once_what_it_says(scene: Scene, name: str) -> None:
    form = one(scene, name)
    client = client_of(scene, form.sender)
    with rolled_back():
        FIRST.get(name, nothing_first)(scene)
        first = send(client, form, form.filled)
        once = journal()
        second = send(client, form, form.filled)
        twice = journal()
    assert (first in (200, 303), second < 500) == (True, True)
    assert twice == once or name in AGAIN


def test_the_things_of_one_meeting_are_not_found_in_another(scene: Scene) -> None:
    """The address names a thing of this meeting and another meeting, in which its sender may act as well."""
    found, before = {}, journal()
    with rolled_back():
        for form in forms(scene):
            if len(form.arguments) > 1 and form.name not in OF_EVERY_MEETING:
                for other in (scene.sent, scene.running, scene.circulated):
                    if other.pk != form.arguments[0]:
                        arguments = [other.pk, *form.arguments[1:]]
                        found[form.name, other.status] = send(
                            client_of(scene, form.sender), form, form.filled, arguments
                        )
        assert journal() == before
    assert {key: status for key, status in found.items() if status != 404} == {}


def test_a_page_from_before_writes_nothing_into_a_meeting_that_is_over(scene: Scene) -> None:
    """Forms that stayed open in a tab while the meeting was closed or cancelled."""
    with rolled_back():
        for meeting in (scene.circulated, cancelled(scene)):
            before = journal()
            for form in forms(scene):
                if form.arguments and form.name not in AFTERWARDS:
                    status = send(client_of(scene, form.sender), form, form.filled, of_meeting(form, meeting))
                    assert (form.name, status < 500) == (form.name, True)
            assert changed(before) == set()


def test_no_form_is_taken_without_its_token_or_by_another_method(scene: Scene) -> None:
    """Abuse case 8: verbs that a form does not know."""
    before = journal()
    for form in forms(scene):
        assert (
            form.name,
            send(client_of(scene, form.sender, enforce_csrf_checks=True), form, form.filled),
        ) == (
            form.name,
            403,
        )
        for method in ("put", "patch", "delete", "trace"):
            address = reverse(form.name, args=form.arguments)
            answer = getattr(client_of(scene, form.sender), method)(address)
            assert (form.name, method, answer.status_code) == (form.name, method, 405)
    assert journal() == before


def test_no_page_breaks_on_what_its_address_asks_for(scene: Scene) -> None:
    """The addresses of every page of meetings with numbers, days and words that no page has."""
    asked, bad = (
        [
            "page",
            "entry",
            "find",
            "show",
            "view",
            "day",
            "kind",
            "body",
            "sentence",
            "moved",
            "edition",
            "saved",
            "seat",
            "q",
            "sort",
        ],
        [],
    )
    for route in ROUTES:
        if route.method == "get" and route.allowed != set() and route.name in PAGES:
            address, client = (
                reverse(route.name, args=route.arguments(scene)),
                client_of(scene, sender(route)),
            )
            for tried in ("1000000000", "²", "0001-01-01", BROKEN, LONG[:2000]):
                query = urlencode(dict.fromkeys(asked, tried), errors="surrogatepass")
                status = client.get(f"{address}?{query}").status_code
                bad += [(route.name, tried, status)] if status >= 500 else []
    assert bad == []


def test_a_form_of_ten_megabytes_or_ten_thousand_fields_is_refused_before_it_is_read(scene: Scene) -> None:
    for name in ("agenda_save", "item_conclusion", "minutes_correct", "item_note"):
        form = one(scene, name)
        client = client_of(scene, form.sender)
        assert send(client, form, {**form.filled, "text": "x" * 10_000_000}) == 400
        assert send(client, form, {f"task_{number}": "x" for number in range(10_000)}) == 400


def one(scene: Scene, name: str) -> Form:
    """The form of this route."""
    return next(form for form in forms(scene) if form.name == name)


def nothing_first(scene: Scene) -> None:
    """The scene as it is."""


def changed(before: Mapping[str, int]) -> set[str]:
    """The streams that have more entries than before."""
    return {stream for stream, count in journal().items() if count != before.get(stream)}


def cancelled(scene: Scene) -> Meeting:
    """A meeting that was sent and cancelled."""
    meeting = scene.cabinet.sent_meeting()
    services.cancel_meeting(actor=scene.cabinet.clerk, meeting=meeting, reason="Hoãn")
    meeting.refresh_from_db()
    return meeting


def of_meeting(form: Form, meeting: Meeting) -> list[object]:
    """The address of the same form in this meeting, at its first item where it is about one."""
    about_item = "item" in resolve(reverse(form.name, args=form.arguments)).kwargs
    rest = [meeting.items.get(order=1).pk] if about_item else form.arguments[1:]
    return [meeting.pk, *rest]


def routes_of(method: str) -> list[Route]:
    routes = [route for route in ROUTES if route.method == method and route.allowed != set()]
    return [route for route in routes if route.name not in NO_PAGES]


@pytest.mark.parametrize("name", sorted({route.name for route in routes_of("post")}))
def test_on_a_page_that_answers_a_form_the_switch_leads_to_a_page(scene: Scene, name: str) -> None:
    met: list[tuple[str, bool]] = []
    for route in [route for route in routes_of("post") if route.name == name]:
        typed = route.sent(scene)
        for filled in (typed, {}, dict.fromkeys(typed, LONG)):
            client = client_of(scene, sender(route))
            with rolled_back():
                page = client.post(reverse(name, args=route.arguments(scene)), filled)
                if page.status_code not in (403, 404) and SWITCH.search(page.text):
                    onward = pressed(client, page)
                    met.append((onward.request["PATH_INFO"], in_english(onward)))
    assert [path for path, came in met if not came] == []


def test_what_says_how_it_may_be_asked_is_asked_so(scene: Scene) -> None:
    """`opens` runs no view: it knows of every address what its own answer would be."""
    before = Entry.objects.count()
    request = RequestFactory().get("/")
    request.user, request.session = scene.cabinet.clerk, {}  # type: ignore[assignment]  # of a request that is never sent
    wrong = []
    for route in routes_of("get"):
        if not opens(request, reverse(route.name, args=route.arguments(scene))):
            wrong.append(route.name)
    only_posted = {route.name for route in routes_of("post")} - {route.name for route in routes_of("get")}
    for route in routes_of("post"):
        if route.name in only_posted and opens(request, reverse(route.name, args=route.arguments(scene))):
            wrong.append(route.name)
    assert (wrong, Entry.objects.count()) == ([], before)


def test_a_proposal_refused_at_an_address_of_forms_comes_back_at_its_page(scene: Scene) -> None:
    client = client_of(scene, "head")
    with rolled_back():
        refused = client.post(reverse("proposal_decline", args=[scene.proposed.pk]), {"reason": ""})
        assert refused.status_code == 422
        page = pressed(client, refused)
    assert page.request["PATH_INFO"] == reverse("proposal", args=[scene.proposed.pk])
    assert in_english(page)
