"""Positions before the session: what a member may say of an item, until when, and on which papers."""

import hashlib
import unicodedata
from collections.abc import Sequence
from enum import StrEnum

from ballots.rules import PaperAsked, subject_digest
from core.refusals import Refusal
from meetings.rules.statuses import ItemStatus, MeetingStatus, check_not_over

LONGEST_POSITION = 4000  # characters


class Stance(StrEnum):
    """What a member says of an item before the session."""

    NONE = "none"
    OPINION = "opinion"
    SPEAK = "speak"


def papers_digest(papers: Sequence[PaperAsked]) -> str:
    """SHA-256 of the papers of an item as they are now: titles, numbers of versions, bytes, in order."""
    named = [[unicodedata.normalize("NFC", each.title), each.number, each.sha256] for each in papers]
    return subject_digest({"papers": named})


def position_digest(salt: str, stance: str, text: str, papers: str) -> str:
    """What the journal keeps of a position, until somebody shows the salt."""
    spelled = subject_digest({"stance": stance, "text": unicodedata.normalize("NFC", text), "papers": papers})
    return hashlib.sha256(f"{salt}{spelled}".encode()).hexdigest()


def check_stating(status: MeetingStatus, item: ItemStatus, number: int) -> None:
    """Refuse a position on an item that has been called, or of a meeting that is not sent or over."""
    check_not_over(status)
    if status is MeetingStatus.DRAFT:
        raise Refusal("position_meeting_not_sent")
    if item is not ItemStatus.WAITING:
        raise Refusal("position_item_called", number=number)


def may_still_state(status: MeetingStatus, item: ItemStatus) -> bool:
    """The same as a question."""
    return status in (MeetingStatus.SENT, MeetingStatus.RUNNING) and item is ItemStatus.WAITING


def check_stance(stance: str, text: str) -> tuple[Stance, str]:
    """The stance with the text that belongs to it; an opinion is written down, no objection has no text."""
    try:
        wanted = Stance(stance)
    except ValueError:
        raise Refusal("position_malformed") from None
    if len(text) > LONGEST_POSITION:
        raise Refusal("position_too_long", most=LONGEST_POSITION)
    if wanted is Stance.NONE:
        return wanted, ""
    if wanted is Stance.OPINION and not text:
        raise Refusal("position_needs_text")
    return wanted, text


def check_papers_seen(seen: str, papers: str) -> None:
    """Refuse a position that was written on other papers than those that lie before the members now."""
    if seen != papers:
        raise Refusal("position_papers_replaced")
