"""A guest of one item sees that item and no trace of the others, on any page and under any address."""

import pytest
from django.test import Client
from django.urls import reverse

from matters.models import Matter, Version
from meetings import services
from meetings.models import Meeting
from meetings.selectors import agenda
from people.models import Person
from tests.cast import Cabinet

SECRET = "BÍ-MẬT-KHÔNG-ĐƯỢC-LỘ"


def page_of(person: Person, where: str) -> str:
    """What a person gets at an address."""
    client = Client()
    client.force_login(person)
    answer = client.get(where)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.fixture
def meeting(cabinet: Cabinet) -> Meeting:
    """Three items: the guest's, another guest's, and one of nobody; only the others' words carry SECRET."""
    meeting = cabinet.draft_meeting(items=0)
    mine = cabinet.item(meeting, title="Nội dung của khách")
    cabinet.paper(mine.matter, "Tài liệu của khách")
    for number in range(2):
        other = cabinet.item(meeting, title=f"{SECRET} nội dung {number}", minutes=77)
        cabinet.paper(other.matter, f"{SECRET} tài liệu {number}")
        if number == 0:
            services.invite_guest(
                actor=cabinet.clerk, meeting=meeting, person=cabinet.other_guest, item=other
            )
    services.invite_guest(actor=cabinet.clerk, meeting=meeting, person=cabinet.guest, item=mine)
    return services.send_meeting(actor=cabinet.clerk, meeting=meeting)


def test_the_programme_of_a_guest(cabinet: Cabinet, meeting: Meeting) -> None:
    page = page_of(cabinet.guest, meeting.get_absolute_url())
    assert "Nội dung của khách" in page
    assert "Tài liệu của khách" in page
    for trace in (SECRET, "77 phút", cabinet.other_guest.name, "3 nội dung", "169 phút"):
        assert trace not in page, trace
    ids = [str(item.pk) for item in agenda(meeting)[1:]]
    assert not [key for key in ids if key in page]


@pytest.mark.parametrize("running", [False, True])
def test_the_room_of_a_guest_does_not_say_which_number_the_item_has(
    cabinet: Cabinet, meeting: Meeting, running: bool
) -> None:
    if running:
        services.note_attendance_of_all(actor=cabinet.clerk, meeting=meeting)
        services.start_meeting(actor=cabinet.clerk, meeting=meeting)
    theirs = agenda(meeting)[1]
    page = page_of(cabinet.other_guest, f"{meeting.get_absolute_url()}room/")
    assert 'item-2"' not in page
    assert f'id="item-{theirs.pk}"' in page
    assert page.count(f'href="#item-{theirs.pk}"') == 2  # the strip and the programme


def test_the_lists_of_a_guest(cabinet: Cabinet, meeting: Meeting) -> None:
    for where in (reverse("meeting_list"), reverse("matter_list"), f"{reverse('matter_list')}?q=bi+mat"):
        page = page_of(cabinet.guest, where)
        assert SECRET not in page
        assert "3 nội dung" not in page
    assert "Nội dung của khách" in page_of(cabinet.guest, reverse("matter_list"))


def test_addresses_of_other_items_lead_nowhere(cabinet: Cabinet, meeting: Meeting) -> None:
    client = Client()
    client.force_login(cabinet.guest)
    mine = agenda(meeting)[0].matter
    for matter in Matter.objects.exclude(pk=mine.pk):
        assert client.get(reverse("matter", args=[matter.pk])).status_code == 404
    for version in Version.objects.exclude(document__matter=mine):
        assert client.get(reverse("paper", args=[version.pk])).status_code == 404


def test_a_guest_who_is_no_longer_invited_sees_nothing(cabinet: Cabinet, meeting: Meeting) -> None:
    clerk = Client()
    clerk.force_login(cabinet.clerk)
    invitation = meeting.guests.get(person=cabinet.guest)
    clerk.post(reverse("guest_withdraw", args=[meeting.pk, invitation.pk]))
    client = Client()
    client.force_login(cabinet.guest)
    assert client.get(meeting.get_absolute_url()).status_code == 404
    assert "Nội dung của khách" not in page_of(cabinet.guest, reverse("matter_list"))


def test_restricted_papers_are_for_members(cabinet: Cabinet, meeting: Meeting) -> None:
    mine = agenda(meeting)[0].matter
    paper = cabinet.paper(mine, f"{SECRET} hạn chế", restricted=True)
    for person, allowed in (
        (cabinet.minister, True),
        (cabinet.clerk, True),
        (cabinet.auditor, True),
        (cabinet.guest, False),
        (cabinet.assistant, False),
        (cabinet.deputy, False),
    ):
        client = Client()
        client.force_login(person)
        assert (client.get(paper.get_absolute_url()).status_code == 200) is allowed, person
        for where in (meeting.get_absolute_url(), mine.get_absolute_url()):
            assert (f"{SECRET} hạn chế" in page_of(person, where)) is allowed, (person, where)


def test_only_people_without_a_place_in_the_house_are_offered_as_guests(cabinet: Cabinet) -> None:
    page = page_of(cabinet.clerk, cabinet.draft_meeting(items=0).get_absolute_url())
    assert cabinet.outsider.name in page
    for person in (
        cabinet.deputy,
        cabinet.assistant,
        cabinet.auditor,
        cabinet.operator,
        cabinet.second_clerk,
    ):
        assert f'value="{person.pk}"' not in page
