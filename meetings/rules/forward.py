"""Which counted opinion ballots are proposed for the next agenda, and on what ground."""

from collections.abc import Sequence
from enum import StrEnum

from ballots.rules import Decision, Ruling, Tally
from core.refusals import Refusal


class Ground(StrEnum):
    """Why the matter of a ballot is proposed."""

    RULED = "ruled"  # the chair, deciding on the ballot, put it on the next session
    NO_MAJORITY = "no_majority"
    OBJECTIONS = "objections"  # adopted, and not by everybody


def ground_of(*, ruling: str, decisions: Sequence[Decision], objections: int, dissents: int) -> Ground | None:
    """The ground on which a counted ballot is proposed; None for one that needs no talk.

    Once the chair has decided on it, only that decision counts: a signature or sending back ends the matter.
    """
    if ruling:
        return Ground.RULED if ruling == Ruling.NEXT_SESSION else None
    if not all(decision in (Decision.ADOPTED, Decision.ADOPTED_BY_TIE_BREAK) for decision in decisions):
        return Ground.NO_MAJORITY
    return Ground.OBJECTIONS if objections or dissents else None


def objections_in(tallies: Sequence[Tally]) -> int:
    """How many seats were against or of another opinion, at the question where they were most."""
    return max((tally.against + tally.other for tally in tallies), default=0)


def check_put_forward(ground: Ground | None) -> None:
    """Refuse to take up a ballot that is not proposed, or that an agenda has taken up."""
    if ground is None:
        raise Refusal("ballot_not_put_forward")
