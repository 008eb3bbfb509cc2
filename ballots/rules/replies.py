"""What follows the closing: when the drafting agency's replies are accepted, and when a report is."""

import hashlib
import json
from dataclasses import dataclass
from enum import StrEnum

from ballots.rules.states import Status
from core.refusals import Refusal

LONGEST_REPLY = 10_000


class Stance(StrEnum):
    """What the drafting agency makes of an opinion: it takes it in, or explains why not."""

    ACCEPTED = "accepted"
    EXPLAINED = "explained"


@dataclass(frozen=True, slots=True)
class Reply:
    """A reply as it is sent: to the opinion of which seat on which question, in place of which revision."""

    seat: int
    question: int
    stance: str
    text: str
    named: int = 0


def check_replying(status: Status) -> None:
    """Refuse replies before the closing, when nobody may know the opinions, and after the report."""
    if status is Status.CLOSED:
        return
    if status is Status.RECALLED:
        raise Refusal("ballot_recalled")
    if status in (Status.REPORTED, Status.DECIDED):
        raise Refusal("replies_over")
    raise Refusal("replies_too_early")


def check_report(status: Status) -> None:
    """Refuse a report on what is not counted, or was recalled."""
    if status is Status.RECALLED:
        raise Refusal("ballot_recalled")
    if status is not Status.CLOSED:
        raise Refusal("ballot_not_closed")


def check_reply(reply: Reply, office: str, stored: int | None) -> None:
    """Refuse a reply to nothing, one without a stance or a reason, or one that replaces another than shown.

    `stored` is the revision that counts now; None where that seat wrote nothing to that question.
    """
    if stored is None:
        raise Refusal("reply_to_nothing")
    where = {"office": office, "seat": reply.seat, "number": reply.question}
    if reply.stance not in list(Stance):
        raise Refusal("reply_needs_stance", **where)
    if reply.stance == Stance.EXPLAINED and not reply.text:
        raise Refusal("reply_needs_text", **where)
    if len(reply.text) > LONGEST_REPLY:
        raise Refusal("reply_too_long", most=LONGEST_REPLY, **where)
    if reply.named != stored:
        raise Refusal("reply_changed", **where)


def reply_digest(stance: str, text: str) -> str:
    """SHA-256 over the one spelling of a reply."""
    plain = json.dumps([stance, text], ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(plain.encode()).hexdigest()
