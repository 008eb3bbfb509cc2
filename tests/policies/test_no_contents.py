"""Who keeps the house running sees nothing of what it decides: on no page that opens for them."""

import pytest

from ballots.models import Ballot
from matters.models import Matter, Version
from meetings.models import Meeting
from meetings.services import invite_guest
from tests.policies.scene import make_scene
from tests.policies.test_matrix import ROUTES, Route, answered


def test_no_page_shows_an_operator_or_an_administrator_what_the_house_is_about(db: None) -> None:
    """Guarantee G16 and abuse case 3: contents are absent, not only the buttons."""
    scene = make_scene()
    contents = {
        *Matter.objects.values_list("title", flat=True),
        *Meeting.objects.values_list("title", flat=True),
        *Ballot.objects.values_list("title", flat=True),
        *Version.objects.values_list("sha256", flat=True),
    }
    assert len(contents) > 20
    told, opened = [], 0
    # A calendar's feed is for whoever knows its address, whoever that is.
    for route in (each for each in ROUTES if each.method == "get" and each.name != "calendar_feed"):
        for name in ("operator", "administrator", "outsider"):
            answer = answered(scene, route, name)
            opened += answer.status_code == 200
            text = answer.content.decode(errors="replace") if not answer.streaming else ""
            told += [(route.name, name, each) for each in contents if each in text]
    assert told == []
    assert opened > 30
    clerk = answered(scene, Route("matter_list", None), "clerk")
    assert any(each in clerk.content.decode() for each in contents)  # these words would be found


@pytest.mark.parametrize("name", ["operator", "administrator"])
def test_a_duty_closes_nothing_that_an_appointment_opens(db: None, name: str) -> None:
    """An administrator who is invited to an item sees that item like any guest."""
    scene = make_scene()
    who = scene.people[name]
    assert who is not None
    invite_guest(actor=scene.cabinet.clerk, meeting=scene.sent, person=who, item=scene.item)
    answer = answered(scene, Route("meeting", None, arguments=lambda scene: [scene.sent.pk]), name)
    assert (answer.status_code, scene.item.matter.title in answer.content.decode()) == (200, True)
