"""The rules of a vote: who counted how, what the count decides and why, when an answer is accepted."""

import hashlib
import json
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, fields, replace
from datetime import date, datetime
from enum import StrEnum
from fractions import Fraction
from typing import TypedDict

from core.refusals import Refusal
from core.working_time import AFTERNOON, MORNING, WorkingCalendar, local, on_day
from people.procedure import Parameter, Procedure


class Status(StrEnum):
    """The life of a ballot."""

    DRAFT = "draft"
    OPEN = "open"
    CLOSED = "closed"


class Form(StrEnum):
    """How the body is asked: together in a session, or each by a written ballot with a deadline."""

    SESSION = "session"
    WRITTEN = "written"


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


MOVES: Mapping[Status, frozenset[Status]] = {
    Status.DRAFT: frozenset({Status.OPEN}),
    Status.OPEN: frozenset({Status.CLOSED}),
    Status.CLOSED: frozenset(),
}

IN_ROOM = "in_room"
REMOTE = "remote"


@dataclass(frozen=True, slots=True)
class Vote:
    """What one seat gave to one question: nothing (None) when it was silent."""

    seat_order: int
    seat_kind: str
    choice: str | None
    place: str | None
    deemed: bool = False

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


class Line(TypedDict):
    """One answered question of an answer sheet."""

    question: int
    choice: str
    text: str


@dataclass(frozen=True, slots=True)
class Question:
    """What may be answered to one numbered question."""

    number: int
    choices: tuple[str, ...]
    other_needs_text: bool

    @classmethod
    def on_draft(cls, number: int, form: Form) -> "Question":
        """For, against or another opinion; on a written ballot another opinion is written down."""
        return cls(number, tuple(Choice), form is Form.WRITTEN)

    @classmethod
    def on_alternatives(cls, number: int, letters: Sequence[str], form: Form) -> "Question":
        """One of the lettered alternatives, or another opinion."""
        return cls(number, (*letters, Choice.OTHER), form is Form.WRITTEN)


@dataclass(frozen=True, slots=True)
class DeadlineBounds:
    """The first moment and the last day on which a written ballot may close; None = the text is not known."""

    earliest: datetime | None
    latest_day: date | None


def decide(
    votes: Iterable[Vote], procedure: Procedure, form: Form, alternatives: Sequence[str] = ()
) -> tuple[Tally, Outcome]:
    """Count one question and say what the count decides: the whole of closing a vote."""
    counted = deem(votes, procedure, form, alternatives)
    found = tally(counted, alternatives)
    return found, outcome(found, procedure, tie_breaker_choice(counted, procedure), form=form)


def deem(
    votes: Iterable[Vote], procedure: Procedure, form: Form, alternatives: Sequence[str] = ()
) -> tuple[Vote, ...]:
    """Mark the silent seats as agreeing where the procedure says so; agreement names no alternative."""
    if form is not Form.WRITTEN or alternatives or procedure.ballot_silence.value != "deemed_for":
        return tuple(votes)
    return tuple(replace(vote, deemed=vote.choice is None) for vote in votes)


def tie_breaker_choice(votes: Iterable[Vote], procedure: Procedure) -> str | None:
    """What the seat that breaks ties voted itself: the Prime Minister's, whoever is in the chair."""
    found = [vote.choice for vote in votes if vote.seat_kind == procedure.tie_breaker_kind.value]
    return found[0] if len(found) == 1 else None


def tally(votes: Iterable[Vote], alternatives: Sequence[str] = ()) -> Tally:
    """Count the votes of the whole electorate, one per seat."""
    votes = tuple(votes)
    if len({vote.seat_order for vote in votes}) != len(votes):
        raise ValueError("a seat is counted once")
    known = {*alternatives, Choice.OTHER} if alternatives else set(Choice)
    choices = Counter(str(vote.choice) for vote in votes if vote.choice is not None)
    if set(choices) - known:
        raise ValueError(f"no such choice: {sorted(set(choices) - known)}")
    placed = Counter((str(vote.choice), vote.place) for vote in votes if vote.choice is not None)
    deemed = sum(vote.deemed for vote in votes)
    cast = choices.total()
    return Tally(
        electorate=len(votes),
        for_=choices[Choice.FOR],
        against=choices[Choice.AGAINST],
        other=choices[Choice.OTHER],
        silent=len(votes) - cast - deemed,
        deemed_for=deemed,
        cast=cast,
        for_room=placed[Choice.FOR, IN_ROOM],
        for_remote=placed[Choice.FOR, REMOTE],
        against_room=placed[Choice.AGAINST, IN_ROOM],
        against_remote=placed[Choice.AGAINST, REMOTE],
        other_room=placed[Choice.OTHER, IN_ROOM],
        other_remote=placed[Choice.OTHER, REMOTE],
        cast_room=sum(n for (_, place), n in placed.items() if place == IN_ROOM),
        cast_remote=sum(n for (_, place), n in placed.items() if place == REMOTE),
        by_choice=tuple((letter, choices[letter]) for letter in alternatives),
    )


def needed(share: Fraction, base: int) -> int:
    """The smallest number that is strictly more than this share of the base."""
    return base * share.numerator // share.denominator + 1


def outcome(tally: Tally, procedure: Procedure, tie_breaker_choice: str | None, *, form: Form) -> Outcome:
    """What a count decides under a procedure, with its arithmetic."""
    silence = procedure.ballot_silence.value
    if tally.deemed_for and (form is not Form.WRITTEN or silence != "deemed_for"):
        raise ValueError("this procedure deems nobody to agree")
    found = _decide(tally, procedure, tie_breaker_choice)
    if form is not Form.WRITTEN or not tally.silent or silence == "not_counted":
        return found
    if silence == "deemed_for" and not tally.by_choice:
        raise ValueError("silent seats are deemed before the count is decided")
    # Nobody has read what this silence means: it may stand only where no reading of it changes the decision.
    readings = {(found.decision, found.choice)}
    for agreed in _if_the_silent_agreed(tally):
        other_reading = _decide(agreed, procedure, tie_breaker_choice)
        readings.add((other_reading.decision, other_reading.choice))
    if len(readings) == 1:
        return found
    reason = Reason.SILENCE_WOULD_DECIDE
    return _ruled(found, Decision.NEEDS_RULING, reason, "ballot_silence", procedure.ballot_silence, None)


def _decide(tally: Tally, procedure: Procedure, own_vote: str | None) -> Outcome:
    majority, breaker = procedure.majority_share, procedure.tie_breaker_kind
    sides = dict(tally.by_choice) or {
        Choice.FOR: tally.for_ + tally.deemed_for,
        Choice.AGAINST: tally.against,
    }
    most = max(sides.values()) if tally.by_choice else sides[Choice.FOR]
    leaders = [side for side, count in sides.items() if count == most]
    least = needed(majority.value, tally.electorate)
    base = Outcome(
        decision=Decision.NOT_ADOPTED,
        reason=Reason.NO_MAJORITY,
        base=tally.electorate,
        needed=least,
        received=most,
        received_cast=most - tally.deemed_for,
        received_deemed=tally.deemed_for,
        against=tally.against,
        other=tally.other,
        silent=tally.silent,
        share=f"{majority.value.numerator}/{majority.value.denominator}",
        base_rule=procedure.majority_base.value,
        rule="majority_share",
        source=majority.source,
        source_en=majority.source_en,
        mark=majority.mark,
        procedure=procedure.key,
        tie_breaker=breaker.value,
        tie_breaker_choice=own_vote,
    )
    chosen = leaders[0] if tally.by_choice else None
    if most >= least:
        return _ruled(base, Decision.ADOPTED, Reason.MAJORITY, "majority_share", majority, chosen)
    if len(leaders) == 1:
        return base
    return _break_tie(base, procedure.tie_breaker_kind, leaders, bool(tally.by_choice))


def _break_tie(base: Outcome, breaker: Parameter[str], leaders: Sequence[str], lettered: bool) -> Outcome:
    def ruled(decision: Decision, reason: Reason, choice: str | None = None) -> Outcome:
        return _ruled(base, decision, reason, "tie_breaker_kind", breaker, choice)

    own_vote = base.tie_breaker_choice
    if base.silent:
        return ruled(Decision.NEEDS_RULING, Reason.TIE_VOTES_MISSING)
    if base.received + 1 < base.needed:
        # Many other opinions: equal sides, and one voice more would still be no majority.
        return ruled(Decision.NEEDS_RULING, Reason.TIE_BELOW_MAJORITY)
    if own_vote is None:
        return ruled(Decision.NEEDS_RULING, Reason.TIE_BREAKER_SILENT)
    if own_vote not in leaders:
        return ruled(Decision.NEEDS_RULING, Reason.TIE_BREAKER_OTHER)
    if own_vote == Choice.AGAINST:
        return ruled(Decision.NOT_ADOPTED_BY_TIE_BREAK, Reason.TIE_BROKEN)
    return ruled(Decision.ADOPTED_BY_TIE_BREAK, Reason.TIE_BROKEN, own_vote if lettered else None)


def _ruled(
    base: Outcome, decision: Decision, reason: Reason, rule: str, text: Parameter[object], choice: str | None
) -> Outcome:
    return replace(
        base,
        decision=decision,
        reason=reason,
        rule=rule,
        source=text.source,
        source_en=text.source_en,
        mark=text.mark,
        choice=choice,
    )


def _if_the_silent_agreed(tally: Tally) -> Iterable[Tally]:
    if not tally.by_choice:
        yield replace(tally, silent=0, deemed_for=tally.silent)
    for letter, _ in tally.by_choice:
        counts = tuple((each, n + tally.silent * (each == letter)) for each, n in tally.by_choice)
        yield replace(tally, silent=0, by_choice=counts)


def check_move(current: Status, target: Status, *, closed_at: datetime | None = None) -> None:
    """Refuse a step that a ballot's life does not have."""
    if target in MOVES[current]:
        return
    if current is Status.CLOSED:
        raise Refusal("ballot_closed", closed_at=closed_at)
    raise Refusal("ballot_already_open" if current is Status.OPEN else "ballot_not_open")


def check_cast(
    status: Status,
    closes_at: datetime | None,
    now: datetime,
    revision_named: int,
    revision_stored: int,
    *,
    closed_at: datetime | None = None,
) -> None:
    """Refuse an answer to a vote that is not open, or one that replaces another than the stored answer."""
    if status is Status.DRAFT:
        raise Refusal("ballot_not_open")
    if status is Status.CLOSED:
        raise Refusal("ballot_closed", closed_at=closed_at or closes_at)
    if closes_at is not None and now >= closes_at:
        raise Refusal("ballot_deadline_passed", closes_at=closes_at)
    if revision_named != revision_stored:
        raise Refusal("answer_changed", revision=revision_stored)


def check_close(
    status: Status,
    closes_at: datetime | None,
    now: datetime,
    silent: int,
    *,
    closed_at: datetime | None = None,
) -> None:
    """Refuse to close a written ballot while silent members still have time: silence may count."""
    check_move(status, Status.CLOSED, closed_at=closed_at)
    if closes_at is not None and now < closes_at and silent:
        raise Refusal("ballot_deadline_not_reached", closes_at=closes_at, silent=silent)


def deadline_bounds(opens_at: datetime, procedure: Procedure, calendar: WorkingCalendar) -> DeadlineBounds:
    """The earliest and latest close that the procedure allows; the day of opening is not counted."""
    opening, earliest, latest = local(opens_at), None, None
    least, most = procedure.ballot_min_working_days.value, procedure.ballot_max_working_days.value
    if least is not None:
        worked = calendar.is_working_day(opening.date())
        hour = min(max(opening.time(), MORNING[0]), AFTERNOON[1]) if worked else AFTERNOON[1]
        earliest = on_day(calendar.add_working_days(opening.date(), least), hour)
    if most is not None:
        latest = calendar.add_working_days(opening.date(), most)
    return DeadlineBounds(earliest, latest)


def check_deadline(
    opens_at: datetime, closes_at: datetime, procedure: Procedure, calendar: WorkingCalendar
) -> None:
    """Refuse a deadline that is not after the opening, or shorter or longer than the procedure allows."""
    if closes_at <= opens_at:
        raise Refusal("deadline_before_opening", opens_at=opens_at, closes_at=closes_at)
    bounds = deadline_bounds(opens_at, procedure, calendar)
    days = calendar.working_days_between(local(opens_at).date(), local(closes_at).date())
    least, most = procedure.ballot_min_working_days, procedure.ballot_max_working_days
    facts: dict[str, object] = {"working_days": days, "min": least.value, "max": most.value}
    if bounds.earliest is not None and closes_at < bounds.earliest:
        facts |= {"earliest": bounds.earliest, "source": least.source, "source_en": least.source_en}
        raise Refusal("deadline_too_short", **facts)
    if bounds.latest_day is not None and local(closes_at).date() > bounds.latest_day:
        facts |= {"latest_day": bounds.latest_day, "source": most.source, "source_en": most.source_en}
        raise Refusal("deadline_too_long", **facts)


def check_lines(lines: Sequence[Line], questions: Sequence[Question]) -> None:
    """Refuse an answer sheet that leaves a question out, or answers one it does not have."""
    given = {line["question"]: line for line in lines}
    if len(given) != len(lines) or set(given) - {question.number for question in questions}:
        raise Refusal("answer_malformed")
    for question in questions:
        line = given.get(question.number)
        if line is None or not line["choice"]:
            raise Refusal("question_unanswered", number=question.number)
        if line["choice"] not in question.choices:
            raise Refusal("choice_unknown", number=question.number)
        if question.other_needs_text and line["choice"] == Choice.OTHER and not line["text"].strip():
            raise Refusal("other_needs_text", number=question.number)


def canonical(lines: Sequence[Line]) -> bytes:
    """The one spelling of an answer: by question, sorted keys, no spaces, NFC text, UTF-8."""
    ordered = sorted(lines, key=lambda line: line["question"])
    plain = [
        {"question": line["question"], "choice": _nfc(line["choice"]), "text": _nfc(line["text"])}
        for line in ordered
    ]
    return json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def digest(salt: str, lines: Sequence[Line]) -> str:
    """What the journal keeps of a named answer: SHA-256 of salt, a zero byte and the canonical answer."""
    return hashlib.sha256(salt.encode() + b"\x00" + canonical(lines)).hexdigest()


def _nfc(text: str) -> str:
    return unicodedata.normalize("NFC", str(text))
