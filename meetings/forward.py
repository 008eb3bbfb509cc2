"""What the chair, deciding on a ballot, has put on the next session, and no agenda has taken up yet."""

from django.db.models import Exists, OuterRef, QuerySet

from ballots.models import Ballot
from ballots.rules import Ruling
from meetings.models import AgendaItem, Meeting
from meetings.rules import MeetingStatus


def put_forward(meeting: Meeting) -> QuerySet[Ballot]:
    """The ballots whose matters wait for the agenda of a session of this body, the oldest decision first."""
    taken_up = AgendaItem.objects.filter(
        matter=OuterRef("matter"), meeting__body=meeting.body_id, meeting__starts_at__gt=OuterRef("ruled_at")
    ).exclude(meeting__status=MeetingStatus.CANCELLED.value)
    waiting = Ballot.objects.filter(~Exists(taken_up), body=meeting.body_id, ruling=Ruling.NEXT_SESSION.value)
    return waiting.select_related("matter__lead").order_by("ruled_at")
