"""What the pages of documents show: steps of a life, who may do what now, recipients with their openings."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from core.time import now
from core.working_time import viet_nam
from people.models import Person
from records.kinds import record_kind, record_kinds
from records.models import Delivery, Opening, Record
from records.policies import (
    may_approve_record,
    may_issue_record,
    may_recall_record,
    may_seal_record,
    may_sign_record,
    may_work_on_record,
)
from records.rules import OUT, TO_ISSUE, Act, Status, Urgency, may_move
from records.rules.registers import Due, due
from records.selectors import signatory_of, workers_on
from records.services.sealing import agency_of
from records.signing import can_sign_here
from records.wording.labels import NEXT, OPENED, STEPS


@dataclass(frozen=True)
class Row:
    """A document as a list shows it."""

    record: Record
    kind: str
    due: Due | None

    @property
    def dated(self) -> date | None:
        """The date it bears, once it has a number."""
        line = self.record.entered
        return line.dated if line else None


@dataclass(frozen=True)
class Step:
    """One step of a document's life: behind it, where it stands, or to come."""

    name: str
    label: str
    done: bool
    current: bool


@dataclass(frozen=True)
class Receipt:
    """A seat or agency to which it went, and what was opened by whom first, and when.

    `through` is the seat that leads the agency; `outside`: nobody in this system does.
    """

    office: str
    opened: Sequence[tuple[str, str, datetime]]
    through: str = ""
    outside: bool = False


@dataclass(frozen=True)
class Acts:
    """What this person may do with the document now."""

    change: bool
    take_facts: bool
    circulate: bool
    give_back: bool
    approve: bool
    own_work: bool
    number: bool
    sign: bool
    sign_upload: bool
    seal: bool
    seal_upload: bool
    issue: bool
    withdraw: bool
    recall: bool
    renew: bool

    @property
    def upload(self) -> bool:
        """Whether a file that was signed or sealed elsewhere is awaited."""
        return self.sign_upload or self.seal_upload


def rows_of(records: Sequence[Record]) -> list[Row]:
    """The documents with the names of their kinds, and by when those approved are to be issued."""
    moment = now()
    return [Row(record, kind_name(record), due_of(record, moment)) for record in records]


def kind_name(record: Record) -> str:
    """*Biên bản*; the code of a kind that no app registers any more."""
    return {kind.code: kind.name for kind in record_kinds()}.get(record.kind, record.kind)


def due_of(record: Record, moment: datetime) -> Due | None:
    """By when it is to be issued, while it waits for that."""
    if record.approved_at is None or record.status not in TO_ISSUE:
        return None
    return due(record.approved_at, Urgency(record.urgency), moment, viet_nam())


def steps_of(record: Record) -> list[Step]:
    """The six steps to the issue, and where it stands among them."""
    order = list(STEPS)
    reached = "issued" if record.status in OUT else record.status
    at = order.index(reached) if reached in order else -1
    return [Step(name, str(STEPS[name]), place <= at, place == at) for place, name in enumerate(order)]


def next_step(record: Record) -> str:
    """What the document waits for, in a sentence."""
    return str(NEXT[record.status]) % {"office": record.office}


def acts_of(person: Person, record: Record) -> Acts:
    """What the table of moves and this person's rights leave."""
    numbered, status = record.entered is not None, Status(record.status)
    may = {act: may_move(status, act, numbered=numbered) for act in Act}
    works, issues = may_work_on_record(person, record), may_issue_record(person, record)
    approves = may_approve_record(person, record)
    own = may[Act.APPROVE] and approves and person.key in workers_on(record)
    seals = may[Act.SEAL] and may_seal_record(person, record)
    here = may[Act.SEAL] and can_sign_here(agency_of(record))
    return Acts(
        change=works and may[Act.CHANGE],
        take_facts=works and may[Act.TAKE_FACTS],
        circulate=works and may[Act.CIRCULATE],
        give_back=approves and may[Act.RETURN],
        approve=approves and may[Act.APPROVE] and not own,
        own_work=own,
        number=issues and may[Act.NUMBER],
        sign=may[Act.SIGN] and may_sign_record(person, record) and can_sign_here(signatory_of(record)),
        sign_upload=issues and may[Act.SIGN] and numbered,
        seal=seals and here,
        seal_upload=seals and not here,
        issue=issues and may[Act.ISSUE],
        withdraw=works and may[Act.WITHDRAW],
        recall=may[Act.RECALL] and may_recall_record(person, record),
        renew=works and status in (Status.ISSUED, Status.RECALLED, Status.WITHDRAWN) and _is_last(record),
    )


def _is_last(record: Record) -> bool:
    later = Record.objects.filter(kind=record.kind, subject=record.subject, edition__gt=record.edition)
    return not later.exists()


def receipts_of(record: Record) -> list[Receipt]:
    """To which seats it went and what was opened; of those who took a seat over since, by themselves."""
    opened: dict[object, list[tuple[str, str, datetime]]] = {}
    for each in Opening.objects.filter(record=record).select_related("person"):
        opened.setdefault(each.person_id, []).append((each.person.name, str(OPENED[each.what]), each.at))
    deliveries = record.deliveries.select_related("seat", "agency").order_by("agency__name_vi", "seat__order")
    found = sorted(deliveries, key=lambda each: each.agency is not None)
    receipts = [_receipt(each, opened.get(each.person_id, [])) for each in found]
    received = {each.person_id for each in found}
    since = (lines for person, lines in opened.items() if person not in received)
    return [*receipts, *(Receipt(lines[0][0], lines) for lines in since)]


def _receipt(delivery: Delivery, opened: Sequence[tuple[str, str, datetime]]) -> Receipt:
    seat, agency = delivery.seat, delivery.agency
    office = seat.office if seat else ""
    if agency is None:
        return Receipt(office, opened)
    return Receipt(agency.name, opened, through=office, outside=seat is None)


def page_of_subject(record: Record) -> str:
    """The address of what the document is about."""
    return record_kind(record.kind).page(record.subject)
