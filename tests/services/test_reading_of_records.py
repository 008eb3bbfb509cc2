"""Which documents about a meeting somebody reads is asked in as many queries for one as for many."""

from dataclasses import replace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from ballots.models import Ballot
from matters.models import Confidentiality, Matter
from meetings import services as meeting_services
from meetings.models import Meeting
from people.models import Person
from records import services
from records.models import Delivery, Record
from records.policies import may_view_record
from records.selectors import records_about_any
from tests.cast import Cabinet
from tests.records.issued import completion_of, issued_with, keys

pytestmark = pytest.mark.django_db


def voted(cabinet: Cabinet, meeting: Meeting) -> Ballot:
    """A vote that was held on the running item, adopted and published; then the next item runs."""
    vote = cabinet.open_vote(meeting)
    for order in range(1, 6):
        cabinet.vote(meeting, vote, order, "for")
    meeting_services.close_vote(actor=cabinet.clerk, meeting=meeting, ballot=vote)
    meeting_services.publish_vote(actor=cabinet.clerk, meeting=meeting, ballot=vote)
    return vote


def issued(cabinet: Cabinet, kind: str, subject: str) -> Record:
    """To nobody: who reads it does so because of what it is about."""
    return issued_with(cabinet, kind, subject, replace(completion_of(cabinet), to_members=False))


def queries(person: Person, subjects: list[str]) -> tuple[int, int]:
    """How many documents, in how many queries."""
    fresh = Person.objects.get(pk=person.pk)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        found = records_about_any(fresh, subjects)
    return len(found), len(asked)


def test_a_member_asks_no_more_for_many_documents_than_for_few(cabinet: Cabinet) -> None:
    keys(cabinet)
    meeting = cabinet.running_meeting(items=1)
    votes = [voted(cabinet, meeting) for _ in range(3)]
    subjects = [meeting.stream, *(vote.key for vote in votes)]
    issued(cabinet, "vote_sheet", votes[0].key)
    issued(cabinet, "resolution", votes[0].key)
    few = queries(cabinet.minister, subjects)
    for vote in votes[1:]:
        issued(cabinet, "vote_sheet", vote.key)
        issued(cabinet, "resolution", vote.key)
    assert not Delivery.objects.exists()
    many = queries(cabinet.minister, subjects)
    assert (few[0], many[0]) == (2, 6)
    assert few[1] == many[1]


def test_many_at_once_are_judged_as_each_by_itself(cabinet: Cabinet) -> None:
    keys(cabinet)
    meeting = cabinet.running_meeting(items=1)
    vote = voted(cabinet, meeting)
    for kind in ("vote_sheet", "resolution"):
        issued(cabinet, kind, vote.key)
    drawn = services.draw_up_record(actor=cabinet.clerk, kind="attendance_list", subject=meeting.stream)
    people = Person.objects.all()
    for restricted in (False, True):
        level = Confidentiality.RESTRICTED if restricted else Confidentiality.OPEN
        Matter.objects.update(confidentiality=level)
        for person in people:
            together = {each.pk for each in records_about_any(person, [meeting.stream, vote.key])}
            alone = {each.pk for each in Record.objects.all() if may_view_record(person, each)}
            assert together == alone, person
        seen = {each.kind for each in records_about_any(cabinet.assistant, [meeting.stream, vote.key])}
        assert ("resolution" in seen) is not restricted
    assert drawn.pk not in {each.pk for each in records_about_any(cabinet.minister, [meeting.stream])}
