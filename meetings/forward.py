"""Opinion ballots that are proposed for the next agenda of their body, until one has taken them up."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Exists, Max, OuterRef, QuerySet
from django.db.models.functions import Coalesce

from ballots.models import Ballot, Dissent
from ballots.rules import Decision, Form, Ruling, Status, Tally
from meetings.models import AgendaItem, Meeting
from meetings.rules import MeetingStatus
from meetings.rules.forward import Ground, ground_of, objections_in

MOST = 50
# Counted and not decided by the chair yet.
UNDECIDED = [Status.CLOSED.value, Status.REPORTED.value]


@dataclass(frozen=True)
class PutForward:
    """A ballot proposed for an agenda: why, and how many opinions stand against its result."""

    ballot: Ballot
    ground: Ground
    objections: int
    dissents: int


def put_forward(meeting: Meeting, only: Ballot | None = None) -> list[PutForward]:
    """The ballots proposed for this agenda, the oldest first; `only` asks of a single one.

    What was adopted with objections is proposed for the one session that follows, and then no more.
    """
    ruled = _waiting(meeting).filter(ruling=Ruling.NEXT_SESSION.value)
    found = [ruled, _undecided(meeting)] if meeting.whole_body else [ruled]
    rows = [ballot for query in found for ballot in (query.filter(pk=only.pk) if only else query)[:MOST]]
    kept = _dissents(rows)
    proposed = [each for ballot in rows if (each := _proposed(ballot, kept.get(ballot.pk, 0))) is not None]
    held = _last_held(meeting) if any(each.ground is Ground.OBJECTIONS for each in proposed) else None
    return [each for each in proposed if not (held and _passed_by(each, held))]


def _waiting(meeting: Meeting) -> QuerySet[Ballot]:
    """Ballots of the body whose matters have stood on no agenda since they were counted, or ruled on."""
    taken_up = AgendaItem.objects.filter(
        matter=OuterRef("matter"), meeting__body=meeting.body_id, meeting__starts_at__gt=OuterRef("since")
    ).exclude(meeting__status=MeetingStatus.CANCELLED.value)
    counted = Ballot.objects.filter(body=meeting.body_id).annotate(since=Coalesce("ruled_at", "closed_at"))
    found = counted.filter(~Exists(taken_up)).select_related("matter__lead").defer("procedure_facts")
    return found.order_by("since")


def _undecided(meeting: Meeting) -> QuerySet[Ballot]:
    """Of these, those that the chair has not decided on, and that were not asked again since."""
    asked_again = Ballot.objects.filter(
        matter=OuterRef("matter"), composed_at__gt=OuterRef("closed_at")
    ).exclude(status=Status.RECALLED.value)
    written = _waiting(meeting).filter(form=Form.WRITTEN.value, status__in=UNDECIDED)
    return written.filter(~Exists(asked_again))


def _dissents(ballots: Sequence[Ballot]) -> dict[UUID, int]:
    """Ballot → how many dissents are kept on record against its result."""
    found = Dissent.objects.filter(ballot__in=[ballot.pk for ballot in ballots]).values_list("ballot")
    return dict(found.annotate(Count("pk")).order_by())


def _proposed(ballot: Ballot, dissents: int) -> PutForward | None:
    counted = (ballot.result or {})["questions"]
    decisions = [Decision(each["outcome"]["decision"]) for each in counted]
    objections = objections_in([Tally.from_facts(each["tally"]) for each in counted])
    ground = ground_of(ruling=ballot.ruling, decisions=decisions, objections=objections, dissents=dissents)
    return PutForward(ballot, ground, objections, dissents) if ground else None


def _last_held(meeting: Meeting) -> datetime | None:
    """When the last session of the body began, other than this one."""
    held = Meeting.objects.filter(body=meeting.body_id, whole_body=True, started_at__isnull=False)
    last: datetime | None = held.exclude(pk=meeting.pk).aggregate(last=Max("started_at"))["last"]
    return last


def _passed_by(each: PutForward, held: datetime) -> bool:
    closed_at = each.ballot.closed_at
    return each.ground is Ground.OBJECTIONS and closed_at is not None and closed_at < held
