"""How a body and its office issue documents: who signs in whose name and on what grounds, read from TOML."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from core.refusals import Refusal

FOLDER = Path(__file__).parent / "issuing_forms"
UNSURE = "?"


@dataclass(frozen=True, slots=True)
class Ground:
    """A text that a decision rests on; empty dates: always, an empty procedure: whichever one holds."""

    text: str
    source: str
    mark: str
    procedure: str = ""
    since: date | None = None
    until: date | None = None  # the first day on which it no longer is

    def holds(self, on: date, procedure: str) -> bool:
        """Whether a decision of this day, under this procedure, rests on it."""
        under = self.procedure in ("", procedure)
        return under and (self.since is None or self.since <= on) and (self.until is None or on < self.until)


@dataclass(frozen=True, slots=True)
class IssuingForm:
    """What the documents of a body say always; `mark`: how surely it was read."""

    procedures: tuple[str, ...]
    symbol: str  # *CP*: the end of a number
    on_behalf: str  # *TM. Chính phủ*
    signer: str  # *Thủ tướng*
    signer_kind: str  # the kind of the seat that signs
    office: str  # *Văn phòng Chính phủ*
    office_symbol: str
    office_signer: str  # *Bộ trưởng, Chủ nhiệm*
    effect: str
    carried_out_by: str
    notice_end: str
    recipients: tuple[str, ...]
    source: str
    mark: str
    grounds: tuple[Ground, ...]

    def grounds_on(self, on: date, procedure: str) -> tuple[Ground, ...]:
        """What a decision of this day rests on; what nobody is sure of is not among them."""
        return tuple(each for each in self.grounds if each.mark != UNSURE and each.holds(on, procedure))


def issuing_form(procedure: str) -> IssuingForm:
    """The form under this procedure; a Refusal where nobody has said who signs under it."""
    for form in _forms():
        if procedure in form.procedures:
            return form
    raise Refusal("no_issuing_form", procedure=procedure)


@lru_cache
def _forms() -> tuple[IssuingForm, ...]:
    files = sorted(FOLDER.glob("*.toml"))
    return tuple(_form(tomllib.loads(file.read_text(encoding="utf-8"))) for file in files)


def _form(facts: Mapping[str, Any]) -> IssuingForm:
    lists = {name: tuple(facts[name]) for name in ("procedures", "recipients")}
    grounds = tuple(_ground(each) for each in facts["grounds"])
    return IssuingForm(**{**facts, **lists, "grounds": grounds})


def _ground(facts: Mapping[str, Any]) -> Ground:
    rest = {name: value for name, value in facts.items() if name not in ("from", "to")}
    return Ground(**rest, since=facts.get("from"), until=facts.get("to"))
