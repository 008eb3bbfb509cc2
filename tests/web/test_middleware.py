"""What stands before every page: where a refusal leads back to, and that no page stays in a browser."""

from typing import Any

import pytest
from django.test import Client, RequestFactory
from django.urls import reverse

from ballots.models import Ballot
from ecabinet.middleware import page_before
from meetings.models import Meeting
from tests.cast import Cabinet


@pytest.mark.parametrize(
    "strange", ["http://[", "http://[::1", "//[", "\n", "\\\\", "http://testserver:port/"]
)
def test_a_strange_referer_or_way_back_is_no_fault(cabinet: Cabinet, strange: str) -> None:
    asked = Client().post(reverse("matter_new"), {"back": strange}, headers={"referer": strange})

    assert asked.status_code == 302
    assert asked["Location"] == f"{reverse('sign_in')}?next=/"


@pytest.mark.parametrize(
    "evil", ["http://testserver//elsewhere.example/", "/x/..//elsewhere.example", "//a//b"]
)
def test_a_refusal_never_leads_elsewhere(evil: str) -> None:
    request = RequestFactory().post("/here/", {"back": evil}, headers={"referer": evil})

    assert not page_before(request).startswith("//")


def pages(cabinet: Cabinet, meeting: Meeting, ballot: Ballot) -> dict[str, Any]:
    return {
        "today": reverse("today"),
        "meetings": reverse("meeting_list"),
        "meeting": meeting.get_absolute_url(),
        "matters": reverse("matter_list"),
        "matter": ballot.matter.get_absolute_url(),
        "ballot": ballot.get_absolute_url(),
        "no such page": "/no-such-page/",
    }


@pytest.mark.parametrize("who", ["clerk", "minister"])
def test_no_page_of_somebody_signed_in_is_kept_by_the_browser(
    cabinet: Cabinet, sent_meeting: Meeting, open_ballot: Ballot, who: str
) -> None:
    client = Client()
    client.force_login(getattr(cabinet, who))
    for name, address in pages(cabinet, sent_meeting, open_ballot).items():
        kept = client.get(address).headers.get("Cache-Control", "")
        assert "no-store" in kept, f"{name}: {kept!r}"
        assert "private" in kept, f"{name}: {kept!r}"
