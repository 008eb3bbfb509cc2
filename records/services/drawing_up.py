"""A document begins: drawn up from the facts as they stand, completed, drawn up again when they change."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from core.journal import record as note
from core.refusals import Refusal, require
from core.time import local, now
from people.models import Agency, Body, Person, Seat
from records.kinds import Facts, RecordKind, record_kind
from records.models import Record, RecordFacts
from records.papers import digest_material, identity_of
from records.policies import may_work_on_record
from records.rules import IN_WORK, OUT, Act, Status, check_move
from records.rules.recipients import printed_lines
from records.rules.signatories import Capacity, own_rank, usual
from records.selectors import holder_on, latest_facts, locked_record


@dataclass(frozen=True)
class Completion:
    """What the secretariat adds to the facts; without a seat the head of the office signs by order."""

    place: str
    urgency: str
    seat: Seat | None
    by_order: Person | None
    office: str
    capacity: str
    recipients: Sequence[str]
    to_members: bool
    to_seats: Sequence[Seat]
    to_agencies: Sequence[Agency] = ()


def draw_up_record(*, actor: Person, kind: str, subject: str) -> Record:
    """Draw up a document; where one was issued before, the next edition, which will supersede it."""
    form = record_kind(kind)
    require(form.may_draw_up, actor, subject)
    with transaction.atomic():
        body = form.body(subject)
        # Two who draw up the same at once: the second finds the first one's.
        Body.objects.select_for_update(no_key=True).get(pk=body.pk)
        before = Record.objects.filter(kind=kind, subject=subject).order_by("-edition").first()
        if before is not None and before.status in IN_WORK:
            raise Refusal("record_in_work")
        record = _begun(actor, form, subject, body, before)
        note(
            record.stream,
            "record.drawn_up",
            actor=actor.key,
            subject=record.key,
            facts={"kind": kind, "about": subject, "edition": record.edition, "facts": record.digest},
        )
    return record


def _begun(actor: Person, form: RecordKind, subject: str, body: Body, before: Record | None) -> Record:
    facts = form.gather(subject)
    identity = identity_of(form, facts)
    last = Record.objects.filter(kind=form.code, subject=subject, status__in=[s.value for s in OUT])
    record = Record.objects.create(
        kind=form.code,
        subject=subject,
        body=body,
        edition=before.edition + 1 if before else 1,
        replaces=last.order_by("-edition").first(),
        abstract=identity.abstract,
        symbol=identity.symbol,
        digest=_digest(facts),
        place=body.place,
        recipients=list(before.recipients if before else identity.recipients or _usual(body)),
        drawn_up_by=actor,
        drawn_up_at=now(),
        **_signatory(body, identity.issuer),
    )
    if before is not None:
        record.to_agencies.set(before.to_agencies.all())
    _keep(record, facts, actor, version=1)
    return record


def _usual(body: Body) -> tuple[str, ...]:
    """Recipients of a kind of document that names none by itself."""
    return (f"Các thành viên {body.name_vi}", "Lưu: VT")


def _signatory(body: Body, issuer: str) -> dict[str, object]:
    """Who leads the agency that issues, else the head of the body, signs unless somebody else is chosen."""
    seats = body.seats.filter(valid_to__isnull=True).order_by("order")
    leading = seats.filter(agencies__name_vi__iexact=issuer).first()
    seat = leading or seats.filter(chair_rank=1).first()
    holder = holder_on(seat, local(now()).date()) if seat else None
    if seat is None or holder is None:
        return {}
    office = own_rank(seat.office_vi, issuer) if leading else seat.office_vi
    capacity = (Capacity.OWN if leading else usual(seat.chair_rank, serves_body=True)).value
    return {"seat": seat, "signatory": holder, "office": office, "capacity": capacity}


def change_record(*, actor: Person, record: Record, completion: Completion) -> Record:
    """Name signatory, place, urgency and recipients of a draft."""
    require(may_work_on_record, actor, record)
    with transaction.atomic():
        record = locked_record(record.pk)
        check_move(Status(record.status), Act.CHANGE, numbered=record.entered is not None)
        _complete(record, completion)
        record.save()
        record.to_seats.set(completion.to_seats)
        record.to_agencies.set(completion.to_agencies)
        facts = {
            "place": record.place,
            "urgency": record.urgency,
            "office": record.office,
            "capacity": record.capacity,
            "recipients": record.recipients,
        }
        note(record.stream, "record.changed", actor=actor.key, subject=record.key, facts=facts)
    return record


def _complete(record: Record, completion: Completion) -> None:
    seat = completion.seat
    person = holder_on(seat, local(now()).date()) if seat else completion.by_order
    office = completion.office or (seat.office_vi if seat else person.label_vi if person else "")
    if seat is not None and person is None:
        raise Refusal("record_signatory_without_office", office=office, on=local(now()).date())
    record.place, record.urgency = completion.place, completion.urgency
    record.seat, record.signatory, record.office = seat, person, office if person else ""
    default = usual(seat.chair_rank if seat else None, serves_body=seat is not None).value
    record.capacity = (completion.capacity or default) if person else ""
    before = record.to_agencies.values_list("name_vi", flat=True)
    chosen = [agency.name_vi for agency in completion.to_agencies]
    record.recipients = printed_lines(completion.recipients, chosen, gone=set(before) - set(chosen))
    record.to_members = completion.to_members


def take_new_facts(*, actor: Person, record: Record) -> Record:
    """Draw the document up again from the facts as they stand now; it is a draft again."""
    require(may_work_on_record, actor, record)
    with transaction.atomic():
        record = locked_record(record.pk)
        status = check_move(Status(record.status), Act.TAKE_FACTS, numbered=record.entered is not None)
        form = record_kind(record.kind)
        facts = form.gather(record.subject)
        identity = identity_of(form, facts)
        record.status, record.approved_by, record.approved_at = status.value, None, None
        record.abstract, record.symbol, record.digest = identity.abstract, identity.symbol, _digest(facts)
        record.save()
        version = latest_facts(record).version + 1
        _keep(record, facts, actor, version=version)
        told = {"facts": record.digest, "version": version}
        note(record.stream, "record.facts_taken", actor=actor.key, subject=record.key, facts=told)
    return record


def standing_digest(record: Record) -> str:
    """SHA-256 over what counts of the facts as they stand now."""
    return _digest(record_kind(record.kind).gather(record.subject))


def _digest(facts: Facts) -> str:
    return hashlib.sha256(digest_material(facts)).hexdigest()


def _keep(record: Record, facts: Facts, actor: Person, *, version: int) -> None:
    RecordFacts.objects.create(
        record=record, version=version, facts=dict(facts), digest=record.digest, person=actor, at=now()
    )
