"""The template of a kind of meeting: read from TOML, each rule with its source and how surely it was read."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any

from core.refusals import Refusal
from meetings.rules.form import SessionForm
from people.parameters import MARKS, Parameter
from people.procedure import Procedure, in_force, load

FOLDER = Path(__file__).parent.parent / "kinds"


@dataclass(frozen=True, slots=True)
class StandingItem:
    """What every meeting of a kind takes up: the matter's title, who submits it, how long it takes."""

    title: str
    lead: str
    minutes: int
    asks: str
    section: str


@dataclass(frozen=True, slots=True)
class MeetingTemplate:
    """With what a meeting of a kind begins; everything can be changed afterwards."""

    kind: str
    title: str
    # The body's key; empty: any body that is not the Government.
    body: str
    # The kinds of seats that attend; empty: the whole body.
    invitees: Parameter[tuple[str, ...]]
    # Whether the whole body votes in it.
    votes: Parameter[bool]
    # The file of `people/procedures` under which it is held; empty: the one in force on the day.
    procedure: str
    # Rules that differ from the procedure's, in the form of its file.
    rules: Mapping[str, Mapping[str, Any]]
    form: SessionForm
    place: str
    begins: str
    minutes: int
    standing_items: tuple[StandingItem, ...]

    @property
    def asks(self) -> str:
        """What a new item asks of the members while nobody says: no vote where none may be held."""
        return "vote" if self.votes.value else "discussion"

    def procedure_on(self, day: date) -> Procedure:
        """The procedure under which a meeting of this kind is held on a day."""
        return self.under(load(self.procedure) if self.procedure else in_force(day))

    def under(self, procedure: Procedure) -> Procedure:
        """A procedure with the rules of this kind in the place of its own."""
        if not self.rules:
            return procedure
        return Procedure.from_snapshot({**procedure.snapshot(), **self.rules})

    def title_on(self, day: date, due_day: int | None = None) -> str:
        """The title of a meeting on that day; `due_day` as in `month_of`."""
        return named(self.title, month_of(day, due_day))


def month_of(day: date, due_day: int | None) -> date:
    """The first day of the month that a session belongs to: before `due_day` still the month that ended."""
    if due_day is not None and day.day < due_day:
        day = day.replace(day=1) - timedelta(days=1)
    return day.replace(day=1)


def named(title: str, month: date) -> str:
    """A title of a template for a month."""
    return title.format(month=month.month, year=month.year)


def check_votes(template: MeetingTemplate) -> None:
    """Refuse a vote in a meeting of chosen seats: a decision is the whole body's."""
    if not template.votes.value:
        raise Refusal("kind_without_vote", source=template.votes.source, source_en=template.votes.source_en)


@lru_cache
def template_of(kind: str) -> MeetingTemplate:
    """The template of a kind, from its file."""
    if kind not in kinds():
        raise Refusal("kind_unknown", kind=kind)
    return _read(kind, tomllib.loads((FOLDER / f"{kind}.toml").read_text(encoding="utf-8")))


def kinds() -> tuple[str, ...]:
    """The kinds that have a template."""
    return tuple(sorted(path.stem for path in FOLDER.glob("*.toml")))


def _read(kind: str, facts: Mapping[str, Any]) -> MeetingTemplate:
    invitees, votes = _rule(facts["invitees"]), _rule(facts["votes"])
    if not isinstance(votes.value, bool):
        raise TypeError(f"{kind}: votes is true or false")
    template = MeetingTemplate(
        kind=kind,
        title=facts["title"],
        body=facts["body"],
        invitees=_same_source(invitees, () if invitees.value == "all" else tuple(invitees.value)),
        votes=_same_source(votes, votes.value),
        procedure=facts.get("procedure", ""),
        rules=facts.get("rules", {}),
        form=SessionForm(facts["form"]),
        place=facts["place"],
        begins=facts["begins"],
        minutes=facts["minutes"],
        standing_items=tuple(StandingItem(**each) for each in facts.get("standing_items", ())),
    )
    for rule in template.rules.values():
        _rule(rule)
    return template


def _rule(facts: Mapping[str, Any]) -> Parameter[Any]:
    if facts["mark"] not in MARKS:
        raise ValueError(f"{facts['mark']!r} is not a mark")
    return Parameter(facts["value"], facts["source"], facts["mark"], facts["source_en"])


def _same_source(rule: Parameter[Any], value: Any) -> Parameter[Any]:
    return Parameter(value, rule.source, rule.mark, rule.source_en)
