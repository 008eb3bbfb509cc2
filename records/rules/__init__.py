"""The life of a document that is issued: where it stands, which act leads where, and who may not."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from enum import StrEnum

from core.refusals import Refusal

# Decree 30/2020, Annex VI, field "Subject": an abstract is no longer than this.
LONGEST_ABSTRACT = 500
# What a kind says before the title that it is about ("Về", "Ý kiến kết luận của … tại") is more.
LONGEST_LEAD = 100
# Decree 30/2020, Annex I, element 9: the last line of the recipients says where the document is kept.
FILED = "lưu:"
LONGEST_REASON = 2000


class Status(StrEnum):
    """Where a document stands."""

    DRAFT = "draft"
    CIRCULATED = "circulated"
    APPROVED = "approved"
    SIGNED = "signed"
    SEALED = "sealed"
    ISSUED = "issued"
    RECALLED = "recalled"
    SUPERSEDED = "superseded"
    WITHDRAWN = "withdrawn"


class Act(StrEnum):
    """What is done to a document."""

    CHANGE = "change"
    TAKE_FACTS = "take_facts"
    CIRCULATE = "circulate"
    RETURN = "return"
    APPROVE = "approve"
    NUMBER = "number"
    SIGN = "sign"
    SEAL = "seal"
    ISSUE = "issue"
    WITHDRAW = "withdraw"
    RECALL = "recall"
    SUPERSEDE = "supersede"


class Urgency(StrEnum):
    """The levels of Decree 30/2020, Art. 4; a document that is not urgent says nothing."""

    NONE = ""
    URGENT = "urgent"
    VERY_URGENT = "very_urgent"
    EXPRESS = "express"


# Words that are printed, boxed, under the number.
URGENT_WORDS = {
    Urgency.NONE: "",
    Urgency.URGENT: "KHẨN",
    Urgency.VERY_URGENT: "THƯỢNG KHẨN",
    Urgency.EXPRESS: "HỎA TỐC",
}

IN_WORK = (Status.DRAFT, Status.CIRCULATED, Status.APPROVED, Status.SIGNED, Status.SEALED)
# Whoever received it may read it; what was recalled or superseded is marked so.
OUT = (Status.ISSUED, Status.RECALLED, Status.SUPERSEDED)

# What was approved waits for the same day's signing and issue.
TO_ISSUE = (Status.APPROVED, Status.SIGNED, Status.SEALED)

MOVES: dict[tuple[Status, Act], Status] = {
    (Status.DRAFT, Act.CHANGE): Status.DRAFT,
    (Status.DRAFT, Act.TAKE_FACTS): Status.DRAFT,
    (Status.DRAFT, Act.CIRCULATE): Status.CIRCULATED,
    (Status.CIRCULATED, Act.TAKE_FACTS): Status.DRAFT,
    (Status.CIRCULATED, Act.RETURN): Status.DRAFT,
    (Status.CIRCULATED, Act.APPROVE): Status.APPROVED,
    (Status.APPROVED, Act.TAKE_FACTS): Status.DRAFT,
    (Status.APPROVED, Act.RETURN): Status.DRAFT,
    (Status.APPROVED, Act.NUMBER): Status.APPROVED,
    (Status.APPROVED, Act.SIGN): Status.SIGNED,
    (Status.SIGNED, Act.SEAL): Status.SEALED,
    (Status.SEALED, Act.ISSUE): Status.ISSUED,
    (Status.ISSUED, Act.RECALL): Status.RECALLED,
    (Status.ISSUED, Act.SUPERSEDE): Status.SUPERSEDED,
    **{(status, Act.WITHDRAW): Status.WITHDRAWN for status in IN_WORK},
}
# What a number was given to is not what anybody writes on any more.
UNTIL_NUMBERED = (Act.CHANGE, Act.TAKE_FACTS, Act.RETURN, Act.NUMBER)


def check_move(status: Status, act: Act, *, numbered: bool = False) -> Status:
    """Where the act leads from here; refused where it leads nowhere."""
    if (status, act) in MOVES:
        if numbered and act in UNTIL_NUMBERED:
            raise Refusal("record_numbered")
        return MOVES[status, act]
    if status is Status.WITHDRAWN:
        raise Refusal("record_withdrawn")
    if status in OUT:
        raise Refusal("record_out") if act is not Act.RECALL else Refusal("record_not_in_force")
    match act:
        case Act.CHANGE | Act.CIRCULATE:
            raise Refusal("record_not_draft")
        case Act.APPROVE | Act.RETURN | Act.TAKE_FACTS:
            raise Refusal("record_not_circulated")
        case Act.SIGN | Act.NUMBER:
            raise Refusal("record_not_approved")
        case Act.SEAL:
            raise Refusal("record_not_signed")
        case Act.ISSUE:
            raise Refusal("record_not_sealed")
        case _:
            raise Refusal("record_not_issued")


def may_move(status: Status, act: Act, *, numbered: bool = False) -> bool:
    """Whether the table knows the act here."""
    return (status, act) in MOVES and not (numbered and act in UNTIL_NUMBERED)


def check_four_eyes(actor: str, workers: Collection[str]) -> None:
    """Refuse the approval of one's own work: who drew it up, changed it or took facts never approves it."""
    if actor in workers:
        raise Refusal("record_own_work")


def check_reason(reason: str) -> None:
    """Refuse an act that needs a reason and has none, or one nobody reads to the end."""
    if not reason:
        raise Refusal("record_reason_missing")
    if len(reason) > LONGEST_REASON:
        raise Refusal("record_reason_long", most=LONGEST_REASON)


def check_complete(*, abstract: str, place: str, office: str, recipients: Sequence[str]) -> None:
    """Refuse to send on what lacks something that every document must have."""
    if not abstract:
        raise Refusal("record_abstract_missing")
    if len(abstract) > LONGEST_ABSTRACT + LONGEST_LEAD:
        raise Refusal("record_abstract_long", length=len(abstract), most=LONGEST_ABSTRACT, lead=LONGEST_LEAD)
    if not place:
        raise Refusal("record_place_missing")
    if not office:
        raise Refusal("record_signatory_missing")
    if not recipients:
        raise Refusal("record_recipients_missing")
    if not recipients[-1].casefold().startswith(FILED):
        raise Refusal("record_filing_missing")


def check_facts(kept: str, standing: str) -> None:
    """Refuse to go on with facts that are no longer those that stand."""
    if kept != standing:
        raise Refusal("record_facts_changed")
