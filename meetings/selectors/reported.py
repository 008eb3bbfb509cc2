"""What was decided in writing since a body last met: its next session is told of it."""

from ballots.models import Ballot
from ballots.rules import OVER, Form
from core.time import now
from meetings.models import Meeting
from meetings.rules import MeetingStatus


def ballots_since_last(meeting: Meeting) -> list[Ballot]:
    """The opinion ballots of the body counted after its last session and up to this one's end, in order.

    They are reported where the whole body meets; a meeting of some of its members is told of none.
    """
    if not meeting.whole_body:
        return []
    counted = Ballot.objects.filter(
        body=meeting.body_id,
        form=Form.WRITTEN.value,
        status__in=[status.value for status in OVER],
        closed_at__lte=meeting.closed_at or now(),
    )
    before = (
        Meeting.objects.filter(body=meeting.body_id, whole_body=True, status=MeetingStatus.CLOSED.value)
        .filter(closed_at__lt=meeting.started_at or meeting.starts_at)
        .exclude(pk=meeting.pk)
        .order_by("-closed_at")
        .values_list("closed_at", flat=True)
        .first()
    )
    if before is not None:
        counted = counted.filter(closed_at__gt=before)
    return list(counted.select_related("matter").defer("procedure_facts").order_by("closed_at", "pk"))
