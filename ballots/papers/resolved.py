"""What a resolution tells: plain facts of an adopted ballot or vote in session."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from ballots.rules import Outcome, Tally
from people.issuing import IssuingForm


class Route(StrEnum):
    """How the body decided; the preamble says so."""

    SESSION = "session"
    BALLOT = "ballot"


@dataclass(frozen=True, slots=True)
class GroundFacts:
    """A text that the resolution rests on, and how surely it was read."""

    text: str
    source: str
    mark: str


@dataclass(frozen=True, slots=True)
class AdoptedFacts:
    """A question that was adopted; of alternatives the one chosen, of a block the items it covers."""

    number: int
    text: str
    tally: Tally
    outcome: Outcome
    choice: str = ""
    chosen: str = ""
    covers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TaskFacts:
    """What is to be done, by which agency, until when."""

    text: str
    agency: str = ""
    due: date | None = None


@dataclass(frozen=True, slots=True)
class FormFacts:
    """What resolutions of this body say always."""

    symbol: str
    on_behalf: str
    signer: str
    effect: str
    carried_out_by: str
    recipients: tuple[str, ...]

    @classmethod
    def of(cls, form: IssuingForm) -> FormFacts:
        """Those of a body's form that a resolution needs."""
        return cls(
            form.symbol, form.on_behalf, form.signer, form.effect, form.carried_out_by, form.recipients
        )


@dataclass(frozen=True, slots=True)
class ResolutionFacts:
    """A whole resolution. `seq` and `hash` are those of the closing entry that it is composed from."""

    body: str
    place: str
    about: str
    route: Route
    decided_at: datetime
    proposer: str
    slip: str
    grounds: tuple[GroundFacts, ...]
    adopted: tuple[AdoptedFacts, ...]
    form: FormFacts
    seq: int
    hash: str
    session: str = ""
    ballot: int | None = None
    conclusions: tuple[str, ...] = ()
    tasks: tuple[TaskFacts, ...] = ()
    demonstration: bool = False
