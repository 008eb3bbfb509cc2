"""An item of an agenda may be closed to more people than its matter: the strictest of both holds."""

import pytest

from core.refusals import NotAllowed, Refusal
from matters.levels import Circle, circle_of
from matters.selectors import matters_visible_to
from meetings.models import AgendaItem, Meeting
from meetings.selectors import programme
from meetings.services import send_meeting
from meetings.services.levels import set_item_circle
from meetings.wording import CLOSED_ITEM
from people.models import Person, Seat
from tests.cast import Cabinet
from tests.services.saying import kinds, newest
from tests.services.test_levels import close

pytestmark = pytest.mark.django_db


def close_item(
    cabinet: Cabinet,
    item: AgendaItem,
    level: str,
    *,
    persons: tuple[Person, ...] = (),
    seats: tuple[Seat, ...] = (),
    actor: Person | None = None,
) -> None:
    item.refresh_from_db()
    wanted, seen = Circle(level, persons, seats), circle_of(item).digest
    who = actor or cabinet.clerk
    set_item_circle(actor=who, meeting=item.meeting, item=item, wanted=wanted, seen=seen)


def told(person: Person, meeting: Meeting) -> list[str]:
    """The titles that this person's programme shows."""
    return [row.item.matter.title for row in programme(meeting, person).rows]


@pytest.fixture
def meeting(cabinet: Cabinet) -> Meeting:
    meeting = cabinet.draft_meeting(items=0)
    for title in ("Nội dung mở", "Nội dung kín"):
        cabinet.item(meeting, title=title)
    return send_meeting(actor=cabinet.clerk, meeting=meeting)


OPEN, SHUT = ["Nội dung mở", "Nội dung kín"], ["Nội dung mở", str(CLOSED_ITEM)]


def test_who_is_named_sees_it_and_the_others_that_it_is_there(cabinet: Cabinet, meeting: Meeting) -> None:
    close_item(cabinet, meeting.items.get(order=2), "named", seats=(cabinet.minister_seat,))
    shown = {name: told(getattr(cabinet, name), meeting) for name in ("minister", "chair", "deputy", "clerk")}
    assert shown == {"minister": OPEN, "chair": SHUT, "deputy": SHUT, "clerk": OPEN}


def test_its_matter_comes_to_nobody_by_it_who_may_not_know_it(cabinet: Cabinet, meeting: Meeting) -> None:
    item = meeting.items.get(order=2)
    close_item(cabinet, item, "named", seats=(cabinet.minister_seat,))
    assert item.matter in matters_visible_to(cabinet.minister)
    assert item.matter not in matters_visible_to(cabinet.chair)


def test_it_opens_nothing_that_its_matter_closes(cabinet: Cabinet, meeting: Meeting) -> None:
    item = meeting.items.get(order=2)
    close(cabinet, item.matter, "named", seats=(cabinet.minister_seat,))
    close_item(cabinet, item, "named", seats=(cabinet.chair_seat,))
    assert told(cabinet.chair, meeting) == told(cabinet.minister, meeting) == SHUT


def test_it_is_recorded_in_the_journal_of_the_meeting_without_its_subject(
    cabinet: Cabinet, meeting: Meeting
) -> None:
    close_item(cabinet, meeting.items.get(order=2), "restricted")
    entry = newest(meeting.stream)
    assert (entry.kind, entry.facts["order"]) == ("item.level_set", 2)
    assert "kín" not in str(entry.facts)
    before = kinds(meeting.stream)
    close_item(cabinet, meeting.items.get(order=2), "restricted")
    assert kinds(meeting.stream) == before


def test_nobody_votes_on_an_item_that_is_closed_to_him(cabinet: Cabinet) -> None:
    meeting = cabinet.running_meeting()
    item = meeting.items.get(status="running")
    close_item(cabinet, item, "named", seats=(cabinet.minister_seat,))
    with pytest.raises(Refusal, match="electors_shut_out"):
        cabinet.open_vote(meeting)
    close_item(cabinet, item, "restricted", actor=cabinet.head)
    cabinet.open_vote(meeting)
    with pytest.raises(Refusal, match="electors_shut_out"):
        close_item(cabinet, item, "named", seats=(cabinet.minister_seat,))
    assert AgendaItem.objects.get(pk=item.pk).confidentiality == "restricted"


def test_the_secretariat_sets_it_and_the_head_alone_opens_it(cabinet: Cabinet, meeting: Meeting) -> None:
    item = meeting.items.get(order=2)
    with pytest.raises(NotAllowed):
        close_item(cabinet, item, "restricted", actor=cabinet.chair)
    close_item(cabinet, item, "restricted")
    with pytest.raises(Refusal, match="level_loosened_by_head"):
        close_item(cabinet, item, "internal")
    close_item(cabinet, item, "internal", actor=cabinet.head)
    assert told(cabinet.assistant, meeting) == OPEN
