"""When a member may keep a dissent on record: after the result, before it is reported, and once."""

import hashlib
import unicodedata
from datetime import datetime

from ballots.rules.states import OVER, Status
from core.refusals import Refusal

LONGEST_DISSENT = 10_000


def check_dissent(status: Status, text: str, kept_at: datetime | None) -> None:
    """Refuse a dissent from no result, after the report, without words, or a second one."""
    if status is Status.RECALLED:
        raise Refusal("ballot_recalled")
    if status not in OVER:
        raise Refusal("dissent_before_result")
    if kept_at is not None:
        raise Refusal("dissent_already_kept", at=kept_at)
    if status is not Status.CLOSED:
        raise Refusal("dissent_after_report")
    if not text:
        raise Refusal("dissent_needs_text")
    if len(text) > LONGEST_DISSENT:
        raise Refusal("dissent_too_long", most=LONGEST_DISSENT, length=len(text))


def dissent_digest(text: str) -> str:
    """What the journal keeps of a dissent: SHA-256 of its text (NFC, UTF-8)."""
    return hashlib.sha256(unicodedata.normalize("NFC", text).encode()).hexdigest()
