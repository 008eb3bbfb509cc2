"""Opinion ballots that are proposed for the next agenda of their body, until one has taken them up."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from django.db.models import Count, Exists, F, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from ballots.models import Ballot, Dissent
from ballots.rules import Decision, Form, Ruling, Status, Tally
from core.prepared import Placeholder, Prepared
from meetings.models import AgendaItem, Meeting
from meetings.rules import MeetingStatus
from meetings.rules.forward import Ground, ground_of, objections_in

MOST = 50
FEW = 6
NEVER = datetime(1, 1, 2, tzinfo=UTC)
# Counted and not decided by the chair yet.
UNDECIDED = [Status.CLOSED.value, Status.REPORTED.value]


@dataclass(frozen=True)
class PutForward:
    """A ballot proposed for an agenda: why, and how many opinions stand against its result."""

    ballot: Ballot
    ground: Ground
    objections: int
    dissents: int


def put_forward(meeting: Meeting, only: Ballot | None = None, *, few: bool = False) -> list[PutForward]:
    """The ballots proposed for this agenda, the oldest first; `only` asks of a single one.

    What was adopted with objections is proposed for the one session that follows, and then no more. With
    `few` no more are looked for than a page needs that shows FEW and says whether there are others.
    """
    ruled = _ruled_first if few else _ruled
    reads = [ruled, _undecided] if meeting.whole_body else [ruled]
    found = [ballot for read in reads for ballot in read(body=meeting.body_id)]
    rows = [ballot for ballot in found if only is None or ballot == only]
    kept = _dissents(rows)
    proposed = [each for ballot in rows if (each := _proposed(ballot, kept.get(ballot.pk, 0))) is not None]
    held = _last_held(meeting) if any(each.ground is Ground.OBJECTIONS for each in proposed) else None
    return [each for each in proposed if not (held and _passed_by(each, held))]


def _waiting() -> QuerySet[Ballot]:
    """Ballots of the body whose matters have stood on no agenda since they were counted, or ruled on."""
    body = Placeholder("body", "uuid")
    on_agendas = AgendaItem.objects.filter(matter=OuterRef("matter"), meeting__body=body).exclude(
        meeting__status=MeetingStatus.CANCELLED.value
    )
    # A value rather than EXISTS, for which PostgreSQL would read the agendas of ten years.
    last = Subquery(on_agendas.order_by("-meeting__starts_at").values("meeting__starts_at")[:1])
    counted = Ballot.objects.filter(body=body).annotate(since=Coalesce("ruled_at", "closed_at"))
    found = counted.alias(last=Coalesce(last, NEVER)).filter(last__lte=F("since"))
    return found.select_related("matter__lead").defer("procedure_facts").order_by("since")


def _not_decided() -> QuerySet[Ballot]:
    """Of these, those that the chair has not decided on, and that were not asked again since."""
    asked_again = Ballot.objects.filter(
        matter=OuterRef("matter"), composed_at__gt=OuterRef("closed_at")
    ).exclude(status=Status.RECALLED.value)
    written = _waiting().filter(form=Form.WRITTEN.value, status__in=UNDECIDED)
    return written.filter(~Exists(asked_again))


def _put_off() -> QuerySet[Ballot]:
    """Of these, those that the chair put on the next session."""
    return _waiting().filter(ruling=Ruling.NEXT_SESSION.value).order_by("ruled_at")


_ruled = Prepared(lambda: _put_off()[:MOST])
_ruled_first = Prepared(lambda: _put_off()[: FEW + 1])
_undecided = Prepared(lambda: _not_decided()[:MOST])


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
    last: Meeting | None = _begun.first(body=meeting.body_id, meeting=meeting.pk)
    return last.started_at if last else None


_begun = Prepared(
    lambda: (
        Meeting.objects.filter(body=Placeholder("body", "uuid"), whole_body=True, started_at__isnull=False)
        .exclude(pk=Placeholder("meeting", "uuid"))
        .only("started_at")
        .order_by("-started_at")[:1]
    )
)


def _passed_by(each: PutForward, held: datetime) -> bool:
    closed_at = each.ballot.closed_at
    return each.ground is Ground.OBJECTIONS and closed_at is not None and closed_at < held
