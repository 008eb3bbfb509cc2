"""Noting how far a written ballot has come: delivered to a seat, opened by its holder, opened by the staff.

Of each the first moment stays, and is recorded: what later makes silence an agreement must not be a row that
somebody could have added. A page view that brings nothing new reads, and takes no lock.
"""

from collections.abc import Iterable
from datetime import UTC, datetime

from django.db import transaction

from ballots.models import Ballot, Delivery, Elector
from ballots.policies import serves
from ballots.rules import How, Status, in_time
from ballots.selectors import BallotRow, delivery_to, elector_of_seat, locked_ballot, roles_of
from core.journal import CLOCK, Happening, record_all
from core.refusals import require
from core.time import now
from people.models import Notice, Person, Role, Seat

# The messages that carry a link to a ballot which may still be answered.
ASKING = ("ballot:opened", "ballot:extended", "ballot:reminder")


def note_delivered(
    *, ballot: Ballot, seat: Seat, how: str, at: datetime, actor: Person | None = None
) -> bool:
    """Note that a ballot came to a seat's holder at this moment; whether that was news.

    It is none when the seat had it already, is not asked, or when this was not before the deadline.
    """
    elector = elector_of_seat(ballot, seat)
    if elector is None or _is_over(ballot, at) or delivery_to(elector) is not None:
        return False
    return _note(ballot, elector, at, actor, {"delivered_at"}, How(how))


def note_delivered_to_all(*, ballot: Ballot, how: str, at: datetime) -> int:
    """Note one delivery to every seat that has had none, in one act; how many these were."""
    with transaction.atomic():
        locked = locked_ballot(ballot.pk)
        if _is_over(locked, at):
            return 0
        without = list(locked.electors.filter(delivery__delivered_at__isnull=True).order_by("order"))
        rows = [Delivery(elector=each, delivered_at=at, delivered_how=How(how).value) for each in without]
        Delivery.objects.bulk_create(
            rows,
            update_conflicts=True,
            unique_fields=["elector"],
            update_fields=["delivered_at", "delivered_how"],
        )
        record_all(
            locked.stream, [_happening(locked, row.elector, row, "delivered_at", CLOCK) for row in rows]
        )
    return len(rows)


def note_message(notice: Notice, at: datetime) -> None:
    """Note that the mail server took a message which asks the holder of a seat for an answer.

    What an assistant was sent is no evidence that the member has it.
    """
    if notice.kind not in ASKING:
        return
    ballot = Ballot.objects.get(pk=notice.facts["ballot"])
    for seat in Seat.objects.filter(pk__in=notice.facts["holds"]):
        note_delivered(ballot=ballot, seat=seat, how=How.MAIL, at=at)


def note_listed(*, actor: Person, rows: Iterable[BallotRow]) -> None:
    """Note that a list which was served to a holder shows these ballots."""
    moment = now()
    for row in rows:
        for elector in row.held:
            if not _is_over(row.ballot, moment) and delivery_to(elector) is None:
                _note(row.ballot, elector, moment, actor, {"delivered_at"})


def note_opened(*, actor: Person, ballot: Ballot, elector: Elector) -> None:
    """Note that the ballot itself was served to the holder of this seat, or to an assistant."""
    require(serves, actor, elector)
    moment, known = now(), delivery_to(elector)
    holds = roles_of(actor)[elector.seat_id] == Role.HOLDER
    wanted = {"delivered_at", "opened_at"} if holds else {"staff_opened_at"}
    new = {name for name in wanted if getattr(known, name, None) is None}
    if new and not _is_over(ballot, moment):
        _note(ballot, elector, moment, actor, new)


def _is_over(ballot: Ballot, moment: datetime) -> bool:
    return ballot.status != Status.OPEN.value or not in_time(moment, ballot.closes_at)


def _note(
    ballot: Ballot,
    elector: Elector,
    moment: datetime,
    actor: Person | None,
    news: set[str],
    how: How = How.PAGE,
) -> bool:
    """Fill in those of the moments that are still empty, on the locked ballot, and record them."""
    with transaction.atomic():
        locked = locked_ballot(ballot.pk)
        if _is_over(locked, moment):
            return False
        row, _created = Delivery.objects.get_or_create(elector=elector)
        first = [name for name in _FACTS if name in news and getattr(row, name) is None]
        if not first:
            return False
        for name in first:
            setattr(row, name, moment)
        if "delivered_at" in first:
            row.delivered_how = how.value
        row.save()
        by = actor.key if actor else CLOCK
        record_all(locked.stream, [_happening(locked, elector, row, name, by) for name in first])
    return True


# What is filled in → kind of the entry, in the order of events.
_FACTS = {
    "delivered_at": "ballot.delivered",
    "opened_at": "ballot.read",
    "staff_opened_at": "ballot.read_by_staff",
}


def _happening(ballot: Ballot, elector: Elector, row: Delivery, name: str, by: str) -> Happening:
    facts: dict[str, object] = {"seat": elector.order, "at": getattr(row, name).astimezone(UTC).isoformat()}
    if name == "delivered_at":
        facts["how"] = row.delivered_how
    return Happening(_FACTS[name], actor=by, subject=ballot.key, facts=facts)
