"""The feed of a person's meetings: known by its token alone, revocable, and silent about everything else."""

import re
from datetime import timedelta

import pytest
import vobject
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from core.time import at, now
from meetings.models import Meeting, Subscription
from meetings.services import cancel_meeting
from meetings.services.subscribing import renew_subscription, revoke_subscription
from people.models import Person
from tests.cast import Cabinet


def fetch(token: str, **headers: str) -> tuple[int, str]:
    """What a calendar program gets, which has no session."""
    answer = Client().get(reverse("calendar_feed", args=[token]), headers=headers)
    return answer.status_code, answer.content.decode()


def events(token: str) -> list[str]:
    """The titles in the feed, as a second library reads them."""
    return [event.summary.value for event in vobject.readOne(fetch(token)[1]).contents.get("vevent", [])]


def test_the_address_is_shown_once_and_only_its_digest_is_kept(cabinet: Cabinet) -> None:
    client = Client()
    client.force_login(cabinet.minister)
    page = reverse("calendar_subscription")
    made = client.post(page, {"act": "renew"})
    found = re.search(r"/calendar/([\w-]{43})\.ics", made.text)
    assert found
    assert made.headers["Cache-Control"].startswith("max-age=0, no-cache, no-store")
    assert found[1] not in client.get(page).text
    assert found[1] not in str(Subscription.objects.values().get())
    assert fetch(found[1])[0] == 200


@pytest.mark.parametrize("end", ["revoke", "renew", "account"])
def test_an_old_address_answers_nobody(cabinet: Cabinet, end: str) -> None:
    token = renew_subscription(actor=cabinet.minister)
    if end == "revoke":
        revoke_subscription(actor=cabinet.minister)
    elif end == "renew":
        renew_subscription(actor=cabinet.minister)
    else:
        Person.objects.filter(pk=cabinet.minister.pk).update(is_active=False)
    assert fetch(token)[0] == 404
    assert fetch("A" * 43)[0] == 404


def test_each_sees_the_own_meetings_once_they_were_sent(
    cabinet: Cabinet, draft_meeting: Meeting, sent_meeting: Meeting
) -> None:
    for person, seen in (
        (cabinet.minister, 1), (cabinet.assistant, 1), (cabinet.guest, 1), (cabinet.clerk, 1),
        (cabinet.outsider, 0),
    ):  # fmt: skip
        assert events(renew_subscription(actor=person)) == [sent_meeting.title] * seen


def test_it_tells_title_time_and_place_only(cabinet: Cabinet, sent_meeting: Meeting) -> None:
    body = fetch(renew_subscription(actor=cabinet.minister))[1].replace("\r\n ", "")
    event = vobject.readOne(body).vevent
    assert (event.location.value, event.dtstart.value) == (
        sent_meeting.place,
        sent_meeting.starts_at.replace(microsecond=0),
    )
    assert "ATTENDEE" not in body
    assert "METHOD" not in body
    for item in sent_meeting.items.all():
        assert item.matter.title not in body


def test_a_cancelled_meeting_stays_as_cancelled(cabinet: Cabinet, sent_meeting: Meeting) -> None:
    token = renew_subscription(actor=cabinet.minister)
    cancel_meeting(actor=cabinet.clerk, meeting=sent_meeting, reason="Lý do riêng.")
    event = vobject.readOne(fetch(token)[1]).vevent
    assert (event.status.value, event.sequence.value) == ("CANCELLED", "1")
    assert "Lý do riêng" not in fetch(token)[1]


def test_a_program_that_has_it_already_gets_nothing_again(cabinet: Cabinet, sent_meeting: Meeting) -> None:
    token = renew_subscription(actor=cabinet.minister)
    first = Client().get(reverse("calendar_feed", args=[token]))
    assert first.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert first.headers["Cache-Control"] == "private, no-cache"
    assert fetch(token, if_none_match=first.headers["ETag"]) == (304, "")
    cancel_meeting(actor=cabinet.clerk, meeting=sent_meeting, reason="Bão.")
    assert fetch(token, if_none_match=first.headers["ETag"])[0] == 200


def test_it_holds_a_year_and_a_quarter_and_costs_the_same_for_many(cabinet: Cabinet) -> None:
    token = renew_subscription(actor=cabinet.minister)
    with at(now() - timedelta(days=120)):
        cabinet.sent_meeting(title="Đã lâu")
    cabinet.sent_meeting(title="Năm sau nữa", starts_at=now() + timedelta(days=400))
    cabinet.sent_meeting(title="Sắp tới")

    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            assert set(events(token)) == {"Sắp tới"}
        return len(asked)

    queries()
    few = queries()
    for _ in range(6):
        cabinet.sent_meeting(title="Sắp tới")
    assert queries() == few
