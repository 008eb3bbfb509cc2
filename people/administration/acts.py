"""What an administrator does to persons, duties, seats and appointments: each act makes a proposal."""

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import wraps
from typing import Any
from uuid import UUID, uuid4

from core.refusals import Refusal, require
from core.time import today
from core.typed_text import clean_text
from people.administration import rules
from people.administration.changes import FIELDS, Change, correction, snapshot
from people.administration.proposing import submit
from people.models import Agency, Appointment, Body, DutyTerm, Person, Proposal, Role, Seat
from people.policies import may_administer_people

BEGINS = {"appointment": "made", "duty": "given"}
Typed = Mapping[str, Any]
Run = Callable[..., Proposal]


def once(act: Callable[..., Proposal]) -> Callable[..., Proposal]:
    """A form that is sent twice finds what it made the first time."""

    @wraps(act)
    def acted(*, actor: Person, key: UUID, **rest: Any) -> Proposal:
        require(may_administer_people, actor)
        made = Proposal.objects.filter(pk=key, proposed_by=actor).first()
        return made or act(actor=actor, key=key, **rest)

    return acted


def version_of(row: Person | Body | Agency | Seat) -> str:
    """What a form that corrects it was filled in on."""
    kept = snapshot(row, FIELDS[type(row).__name__.lower()])
    return hashlib.sha256(json.dumps(kept, sort_keys=True).encode()).hexdigest()


def new(noun: str, typed: Typed, subject: str = "") -> Change:
    """Something that comes about with these values."""
    kind = f"{noun}.{BEGINS.get(noun, 'created')}"
    return Change(kind, subject or str(uuid4()), {name: plain(typed.get(name)) for name in FIELDS[noun]})


def plain(value: Any) -> Any:
    """A typed value as a change holds it."""
    if isinstance(value, str):
        return clean_text(value)
    if isinstance(value, Person | Body | Agency | Seat):
        return str(value.pk)
    if isinstance(value, date):
        return value.isoformat()
    if value is None or isinstance(value, int):
        return value
    return sorted(str(getattr(each, "pk", each)) for each in value)


@once
def create_person(*, actor: Person, key: UUID, typed: Typed) -> Proposal:
    """An account without any right and without a password: nobody signs in with it before an invitation."""
    return submit(actor=actor, key=key, changes=[new("person", {**typed, "email": typed.get("email") or ""})])


@once
def correct(
    *,
    actor: Person,
    key: UUID,
    row: Person | Body | Agency | Seat,
    typed: Typed,
    seen: str,
    reason: str = "",
) -> Proposal:
    """How a person, body, agency or seat is named and described; `seen`: the `version_of` that was shown.

    Raises:
        Refusal: nothing was changed, or somebody else changed it meanwhile.
    """
    if seen != version_of(row):
        raise Refusal("people_changed_meanwhile")
    wanted = {name: plain(value) for name, value in typed.items()}
    changes = correction(f"{type(row).__name__.lower()}.corrected", row, wanted)
    if not changes:
        raise Refusal("nothing_changed")
    return submit(actor=actor, key=key, changes=changes, reason=reason)


@once
def give_duty(
    *,
    actor: Person,
    key: UUID,
    person: Person,
    duty: str,
    reason: str,
    body: Body | None = None,
    starts_on: date | None = None,
    ends_on: date | None = None,
) -> Proposal:
    """A duty for the whole house or one body, from a day on (today when none is named)."""
    days = {"starts_on": starts_on or today(), "ends_on": ends_on}
    change = new("duty", {"person": person, "duty": str(duty), "body": body, **days})
    return submit(actor=actor, key=key, changes=[change], reason=reason)


@once
def end_duty(*, actor: Person, key: UUID, term: DutyTerm, last: date, reason: str) -> Proposal:
    """The duty lasts until this day; until the day before its first: it is called off."""
    rules.check_last_day(term.starts_on, last, today())
    wanted = {"ends_on": last.isoformat()} if last >= term.starts_on else {"called_off": True}
    changes = correction("duty.ended", term, wanted)
    if not changes:
        raise Refusal("nothing_changed")
    return submit(actor=actor, key=key, changes=changes, reason=reason)


@once
def suspend_person(
    *, actor: Person, key: UUID, person: Person, reason: str, urgent: bool = False
) -> Proposal:
    """Close an account; urgently: at once, to be confirmed afterwards."""
    changes = correction("person.suspended", person, {"is_active": False})
    if not changes:
        raise Refusal("suspended_already")
    return submit(actor=actor, key=key, changes=changes, reason=reason, urgent=urgent)


@once
def reinstate_person(*, actor: Person, key: UUID, person: Person, reason: str) -> Proposal:
    """Open a suspended account again, with the rights that its duty and appointments give on that day."""
    changes = correction("person.reinstated", person, {"is_active": True})
    if not changes:
        raise Refusal("not_suspended")
    return submit(actor=actor, key=key, changes=changes, reason=reason)


@once
def create_body(*, actor: Person, key: UUID, typed: Typed) -> Proposal:
    """A body that decides, without any seat yet."""
    return submit(actor=actor, key=key, changes=[new("body", typed)])


@once
def create_agency(*, actor: Person, key: UUID, typed: Typed) -> Proposal:
    """A ministry or agency."""
    return submit(actor=actor, key=key, changes=[new("agency", typed)])


@once
def create_seat(*, actor: Person, key: UUID, body: Body, typed: Typed, reason: str) -> Proposal:
    """A seat from a day on."""
    change = new("seat", {**typed, "body": body, "agencies": typed.get("agencies") or []})
    return submit(actor=actor, key=key, changes=[change], reason=reason)


@once
def end_seat(*, actor: Person, key: UUID, seat: Seat, last: date, reason: str) -> Proposal:
    """The seat exists until this day, and so do its appointments."""
    served = [each for each in seat.appointments.order_by("starts_on") if _lasts_longer(each, last)]
    changes = [_until(each, max(last, each.starts_on - rules.A_DAY)) for each in served]
    changes += correction("seat.ended", seat, {"valid_to": last.isoformat()})
    if not changes:
        raise Refusal("nothing_changed")
    return submit(actor=actor, key=key, changes=changes, reason=reason)


@once
def appoint(
    *,
    actor: Person,
    key: UUID,
    person: Person,
    typed: Typed,
    reason: str,
    relieve: bool = False,
    assistants_stay: bool = False,
) -> Proposal:
    """A person holds, assists or stands in at a seat from a day on.

    `relieve`: the present holder leaves the day before. His assistants leave with him (they assist a member,
    not an office) unless `assistants_stay`; deputies are of the agency and stay.
    """
    seat, first = typed["seat"], typed["starts_on"]
    leaving: list[Change] = []
    if relieve and typed["role"] == Role.HOLDER:
        rules.check_hand_over(first, today())
        leaving = _leaving(seat, first - rules.A_DAY, assistants_stay)
    made = new("appointment", {**typed, "person": person})
    return submit(actor=actor, key=key, changes=[*leaving, made], reason=reason)


@once
def end_appointment(
    *,
    actor: Person,
    key: UUID,
    appointment: Appointment,
    last: date,
    reason: str,
    assistants_stay: bool = False,
) -> Proposal:
    """It lasts until this day; a holder's assistants leave with him unless they stay."""
    if appointment.ends_on == last:
        raise Refusal("nothing_changed")
    changes = [_until(appointment, last)]
    if appointment.role == Role.HOLDER and not assistants_stay:
        changes += _assistants_leaving(appointment.seat, last)
    return submit(actor=actor, key=key, changes=changes, reason=reason)


@once
def import_changes(*, actor: Person, key: UUID, changes: Sequence[Change], reason: str) -> Proposal:
    """What a file changes, as one whole.

    Raises:
        Refusal: it changes nothing, or a rule forbids one of the changes.
    """
    if not changes:
        raise Refusal("nothing_changed")
    return submit(actor=actor, key=key, changes=changes, reason=reason)


def _leaving(seat: Seat, last: date, assistants_stay: bool) -> list[Change]:
    holding = [e for e in seat.appointments.filter(role=Role.HOLDER) if _lasts_longer(e, last)]
    present = [_until(each, last) for each in holding if each.starts_on <= last]
    return present if assistants_stay else [*present, *_assistants_leaving(seat, last)]


def _assistants_leaving(seat: Seat, last: date) -> list[Change]:
    assisting = seat.appointments.filter(role=Role.ASSISTANT, starts_on__lte=last).order_by("starts_on")
    return [_until(each, last) for each in assisting if _lasts_longer(each, last)]


def _lasts_longer(appointment: Appointment, last: date) -> bool:
    span = rules.Span(appointment.starts_on, appointment.ends_on)
    return not span.empty and (span.last is None or span.last > last)


def _until(appointment: Appointment, last: date) -> Change:
    [change] = correction("appointment.ended", appointment, {"ends_on": last.isoformat()})
    return change
