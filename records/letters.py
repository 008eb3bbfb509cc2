"""The letters about documents, filled when they are sent: to whoever it still concerns and may read it."""

from people.models import Notice
from people.notices import Letter, Words
from records.kinds import record_kind
from records.models import Record
from records.policies import may_approve_record, may_view_record
from records.rules import Status
from records.wording.letters import LETTERS

# What a document must still be for the message to be worth sending.
STILL = {
    "record:circulated": Status.CIRCULATED,
    "record:to_sign": Status.APPROVED,
    "record:issued": Status.ISSUED,
    "record:recalled": Status.RECALLED,
    "record:superseded": Status.SUPERSEDED,
}


def letters() -> dict[str, Letter]:
    """Every letter about a document, by kind."""
    return {kind: Letter(subject, text, words) for kind, (subject, text) in LETTERS.items()}


def words(notice: Notice) -> Words | None:
    """What fills the letter now; None when it is overtaken or nobody's business."""
    found = Record.objects.select_related("line", "seat", "body").filter(pk=notice.facts["record"]).first()
    if found is None or found.status != STILL[notice.kind].value or not may_view_record(notice.person, found):
        return None
    if notice.kind == "record:circulated" and not may_approve_record(notice.person, found):
        return None
    return {"kind": record_kind(found.kind).name, "abstract": found.abstract, "number": found.number}
