"""Votes, their tally, and the outcome with its arithmetic: what a count is written down as."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from enum import StrEnum


class Choice(StrEnum):
    """The answers to a draft; the alternatives of an options question are their letters A to Z."""

    FOR = "for"
    AGAINST = "against"
    OTHER = "other"


class Decision(StrEnum):
    """What a count decides; where the text is silent a person rules, never the software."""

    ADOPTED = "adopted"
    ADOPTED_BY_TIE_BREAK = "adopted_by_tie_break"
    NOT_ADOPTED = "not_adopted"
    NOT_ADOPTED_BY_TIE_BREAK = "not_adopted_by_tie_break"
    NEEDS_RULING = "needs_ruling"


class Reason(StrEnum):
    """Why a count decides so; each has its own sentence."""

    MAJORITY = "majority"
    NO_MAJORITY = "no_majority"
    TIE_BROKEN = "tie_broken"
    TIE_VOTES_MISSING = "tie_votes_missing"
    TIE_BELOW_MAJORITY = "tie_below_majority"
    TIE_BREAKER_OTHER = "tie_breaker_other"
    TIE_BREAKER_SILENT = "tie_breaker_silent"
    SILENCE_WOULD_DECIDE = "silence_would_decide"
    UNDELIVERED_WOULD_DECIDE = "undelivered_would_decide"


@dataclass(frozen=True, slots=True)
class Vote:
    """What one seat gave to one question: nothing (None) when it was silent.

    `delivered` is whether there is evidence that a written ballot reached the seat before its deadline; only
    such a seat can be deemed to agree.
    """

    seat_order: int
    seat_kind: str
    choice: str | None
    place: str | None
    deemed: bool = False
    delivered: bool = False

    def __post_init__(self) -> None:
        if self.deemed and self.choice is not None:
            raise ValueError("a vote that was cast is not deemed")


@dataclass(frozen=True, slots=True)
class Tally:
    """The count of one question; votes cast, silence and deemed agreement add up to the electorate."""

    electorate: int
    for_: int
    against: int
    other: int
    silent: int
    deemed_for: int
    cast: int
    for_room: int
    for_remote: int
    against_room: int
    against_remote: int
    other_room: int
    other_remote: int
    cast_room: int
    cast_remote: int
    # The alternatives of an options question with their counts, zeros too; empty for a draft.
    by_choice: tuple[tuple[str, int], ...] = ()

    def as_facts(self) -> dict[str, object]:
        """The count as plain JSON; `for_` is written "for"."""
        return {name.rstrip("_"): value for name, value in asdict(self).items()} | {
            "by_choice": [list(pair) for pair in self.by_choice]
        }

    @classmethod
    def from_facts(cls, facts: Mapping[str, object]) -> "Tally":
        """The count back from its facts."""
        named = {field.name: facts[field.name.rstrip("_")] for field in fields(cls)}
        pairs = named["by_choice"]
        assert isinstance(pairs, list)
        return cls(**named | {"by_choice": tuple((str(name), int(n)) for name, n in pairs)})  # type: ignore[arg-type]


@dataclass(frozen=True, slots=True)
class Outcome:
    """A decision with its arithmetic: how many of whom were needed, came, and by which rule."""

    decision: Decision
    reason: Reason
    base: int
    needed: int
    received: int
    received_cast: int
    received_deemed: int
    against: int
    other: int
    silent: int
    # The share that must be exceeded ("1/2"), and of what.
    share: str
    base_rule: str
    # The procedure's parameter that decided, where it stands, and how surely it was read.
    rule: str
    source: str
    source_en: str
    mark: str
    procedure: str
    tie_breaker: str
    tie_breaker_choice: str | None
    # The alternative chosen, for an options question.
    choice: str | None = None

    @property
    def adopted(self) -> bool:
        """Whether the draft (or one alternative) passed."""
        return self.decision in (Decision.ADOPTED, Decision.ADOPTED_BY_TIE_BREAK)

    def as_facts(self) -> dict[str, object]:
        """The outcome as plain JSON, for the journal."""
        return asdict(self) | {"decision": str(self.decision), "reason": str(self.reason)}

    @classmethod
    def from_facts(cls, facts: Mapping[str, object]) -> "Outcome":
        """The outcome back from its facts."""
        named = {field.name: facts[field.name] for field in fields(cls)}
        kinds = {"decision": Decision(str(facts["decision"])), "reason": Reason(str(facts["reason"]))}
        return cls(**named | kinds)  # type: ignore[arg-type]
