"""What is voted on, in one digest: title, questions, procedure and the exact papers put before members."""

import hashlib
import json
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from ballots.rules.notes import check_length
from ballots.rules.states import Status, check_cast
from core.refusals import Refusal

Alternatives = Sequence[Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class PaperAsked:
    """A paper as it is voted on: its title, the number of its version, the SHA-256 of its bytes."""

    title: str
    number: int
    sha256: str

    def as_facts(self) -> dict[str, object]:
        """The paper as the journal names it."""
        return {"title": self.title, "number": self.number, "sha256": self.sha256}


def content_asked(
    title: str,
    questions: Sequence[tuple[int, str, Alternatives]],
    procedure: str,
    papers: Sequence[PaperAsked],
) -> dict[str, object]:
    """What is voted on, as plain JSON; the papers in the order of the dossier."""
    return {
        "title": _nfc(title),
        "questions": [
            [number, _nfc(text), [[each["letter"], _nfc(each["text"])] for each in alternatives]]
            for number, text, alternatives in questions
        ],
        "procedure": procedure,
        "papers": [[_nfc(paper.title), paper.number, paper.sha256] for paper in papers],
    }


def subject_digest(content: Mapping[str, object]) -> str:
    """SHA-256 of the one spelling of what is voted on: sorted keys, no spaces, NFC, UTF-8."""
    spelled = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(spelled.encode()).hexdigest()


def check_rebinding(
    status: Status,
    closes_at: datetime | None,
    now: datetime,
    reason: str,
    *,
    closed_at: datetime | None = None,
) -> None:
    """Refuse to put other papers before members who cannot answer any more, or without telling them why."""
    check_cast(status, None, now, 0, 0, closed_at=closed_at)
    if closes_at is not None and now >= closes_at:
        raise Refusal("papers_too_late", closes_at=closes_at)
    if not reason:
        raise Refusal("rebinding_needs_reason")
    check_length(reason)


def check_bound(subject: str) -> None:
    """Refuse to replace papers of a ballot that was sent before ballots were bound to their papers."""
    if not subject:
        raise Refusal("papers_never_bound")


def check_subject(seen: str | None, asked: str) -> None:
    """Refuse an answer that was written on other papers than what is voted on, or that says on none.

    `seen` is None only where no sheet was before a member: a vote in session, an import.
    """
    if seen is None or seen == asked:
        return
    raise Refusal("papers_replaced_since" if seen else "papers_not_named")


def on_earlier_papers(given: str, asked: str) -> bool:
    """Whether an answer was given on papers replaced since; ballots older than the digest do not know."""
    return bool(given and asked) and given != asked


def _nfc(text: str) -> str:
    return unicodedata.normalize("NFC", text)
