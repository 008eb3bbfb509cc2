"""What the chair makes of a reported ballot: signs it, puts it on the next session, or sends it back."""

from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum

from ballots.rules.notes import check_length
from ballots.rules.outcomes import Decision
from ballots.rules.states import Status, check_move
from core.refusals import Refusal


class Ruling(StrEnum):
    """The chair's acts on a report (domain.md 2.5: sign when more than half agree, or the next session)."""

    SIGN = "sign"
    NEXT_SESSION = "next_session"
    SEND_BACK = "send_back"


SIGNABLE = frozenset({Decision.ADOPTED, Decision.ADOPTED_BY_TIE_BREAK, Decision.NEEDS_RULING})


def check_ruling(
    status: Status,
    ruling: Ruling,
    note: str,
    outcomes: Iterable[Decision],
    *,
    closed_at: datetime | None = None,
) -> None:
    """Refuse a ruling before the report, a signature on what nobody adopted, or sending back without why."""
    check_move(status, Status.DECIDED, closed_at=closed_at)
    if ruling is Ruling.SIGN and not SIGNABLE.intersection(outcomes):
        raise Refusal("nothing_to_sign")
    if ruling is Ruling.SEND_BACK and not note:
        raise Refusal("sending_back_needs_reason")
    check_length(note)
