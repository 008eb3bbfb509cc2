"""What comes on paper only: an entry with a number, who got a copy, and who gave it back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from core.journal import record
from core.models import Entry
from core.refusals import Refusal, require
from core.time import now
from matters.models import Handed, HandOver, Matter, OnPaper
from matters.policies import may_hand_out, may_submit_matter
from matters.services import sole_body, submit_matter
from matters.wording import ON_PAPER
from people.models import Agency, Body, Person, Seat


@dataclass(frozen=True)
class Copy:
    """A seat's copy: since when it has been out, or when it came back; `what` is empty without one."""

    seat: Seat
    what: str = ""
    at: datetime | None = None


def submit_on_paper(*, actor: Person, lead: Agency, body: Body | None = None) -> OnPaper:
    """Register a matter of which this system knows a number and the agency, and nothing else."""
    require(may_submit_matter, actor)
    body = body or sole_body(actor)
    with transaction.atomic():
        title = ON_PAPER % {"number": _next_number(body.pk if body else None)}
        return add_on_paper(actor=actor, matter=submit_matter(actor=actor, title=title, lead=lead, body=body))


def add_on_paper(*, actor: Person, matter: Matter) -> OnPaper:
    """Enter one more paper of a matter that comes on paper only; numbers have no gap within its body."""
    require(may_hand_out, actor, matter)
    with transaction.atomic():
        matter = Matter.objects.select_for_update().get(pk=matter.pk)
        number = _next_number(matter.body_id)
        entry = OnPaper.objects.create(
            matter=matter, body_id=matter.body_id, number=number, added_at=now(), added_by=actor
        )
        _record(entry, "on_paper.added", actor, {"number": entry.number})
    return entry


def note_hand_over(*, actor: Person, entry: OnPaper, seats: Sequence[Seat], what: Handed) -> None:
    """Note that these seats got a copy, or gave it back; all of them or none."""
    require(may_hand_out, actor, entry.matter)
    if not seats:
        raise Refusal("hand_over_nobody")
    with transaction.atomic():
        entry = OnPaper.objects.select_for_update().get(pk=entry.pk)
        out = {copy.seat.pk for copy in copies_of(entry, seats) if copy.what == Handed.OUT.value}
        wrong = [seat for seat in seats if (seat.pk in out) is (what is Handed.OUT)]
        if wrong:
            names = ", ".join(seat.office for seat in wrong)
            if what is Handed.OUT:
                raise Refusal("hand_over_out_already", seats=names)
            raise Refusal("hand_over_not_out", seats=names)
        facts = {
            "number": entry.number,
            "seats": [seat.office_vi for seat in seats],
            "to": [str(seat.pk) for seat in seats],
        }
        moment = _record(entry, f"on_paper.{what.value}", actor, facts).at
        HandOver.objects.bulk_create(
            [HandOver(entry=entry, seat=seat, what=what, at=moment, noted_by=actor) for seat in seats]
        )


def copies_of(entry: OnPaper, seats: Sequence[Seat]) -> list[Copy]:
    """Of each seat where its copy is now, in one query."""
    last = {row.seat_id: row for row in entry.handovers.order_by("pk")}
    return [
        Copy(seat, last[seat.pk].what, last[seat.pk].at) if seat.pk in last else Copy(seat) for seat in seats
    ]


def _next_number(body: UUID | None) -> int:
    """The next one of this body; whoever else asks for a number waits for the end of this transaction."""
    list(Body.objects.select_for_update().order_by("pk"))
    return (OnPaper.objects.filter(body=body).aggregate(most=Max("number"))["most"] or 0) + 1


def _record(entry: OnPaper, kind: str, actor: Person, facts: dict[str, object]) -> Entry:
    stream = entry.matter.stream
    return record(stream, kind, actor=actor.key, subject=f"on_paper:{entry.pk}", facts=facts)
