"""Whoever is asked about one meeting gets the answer that the list of meetings gives."""

import pytest

from core.time import now
from meetings.models import Meeting
from meetings.selectors import meetings_visible_among, meetings_visible_to, sees
from meetings.services import invite_guest
from tests.cast import Cabinet


@pytest.mark.parametrize("status", ["draft", "sent", "running", "closed"])
def test_one_meeting_and_the_list_of_meetings_agree_for_everybody(cabinet: Cabinet, status: str) -> None:
    meeting = cabinet.draft_meeting()
    item = meeting.items.order_by("order")[0]
    invite_guest(actor=cabinet.clerk, meeting=meeting, person=cabinet.guest, item=item)
    sent_at = None if status == "draft" else now()
    Meeting.objects.filter(pk=meeting.pk).update(status=status, sent_at=sent_at)
    meeting.refresh_from_db()
    people = {name: person for name, person in cabinet.characters().items() if person is not None}
    asked = {name: sees(person, meeting) for name, person in people.items()}
    listed = {
        name: meetings_visible_to(person).filter(pk=meeting.pk).exists() for name, person in people.items()
    }
    among = {name: meetings_visible_among(person, [meeting.pk]).exists() for name, person in people.items()}
    assert asked == listed == among
    assert asked["clerk"] is True
    assert asked["guest"] is (status != "draft")
    assert asked["outsider"] is False
