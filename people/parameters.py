"""One rule of a procedure: its value, where it stands, how surely it was read; and how a file spells it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Generic, TypeVar

# What a file writes where nobody has read the rule: never an empty place, never a guess.
UNKNOWN = "unknown"
# domain.md 0: read in the source, read second-hand, general knowledge, unsure.
MARKS = ("R", "R2", "GK", "?")

Value = TypeVar("Value", covariant=True)
Known = TypeVar("Known")


@dataclass(frozen=True, slots=True)
class Parameter(Generic[Value]):
    """One rule: its value (None = not known), the text it stands in, and how surely it was read."""

    value: Value
    source: str
    mark: str
    source_en: str = ""

    @property
    def certain(self) -> bool:
        """Whether a screen may state the rule without a warning (domain.md 0: never claim a "?")."""
        return self.mark != "?"


def rule_of(facts: Mapping[str, object], name: str) -> Parameter[object]:
    """The rule of this name as the file says it, with a mark that is known."""
    rule = facts[name]
    if not isinstance(rule, Mapping):
        raise TypeError(f"{name}: a rule has value, source and mark")
    mark = text(rule["mark"])
    if mark not in MARKS:
        raise ValueError(f"{name}: {mark!r} is not a mark")
    return Parameter(rule["value"], text(rule["source"]), mark, text(rule["source_en"]))


def with_value(rule: Parameter[object], value: Known) -> Parameter[Known]:
    """The same rule with its value read."""
    return Parameter(value, rule.source, rule.mark, rule.source_en)


def share(facts: Mapping[str, object], name: str) -> Parameter[Fraction]:
    """A share of the seats, written "1/2"."""
    rule = rule_of(facts, name)
    value = Fraction(text(rule.value))
    if not 0 < value <= 1:
        raise ValueError(f"{name}: {value} is not a share of the seats")
    return with_value(rule, value)


def share_or_unknown(facts: Mapping[str, object], name: str) -> Parameter[Fraction | None]:
    """A share, or None where nobody has said any."""
    rule = rule_of(facts, name)
    return with_value(rule, None) if rule.value == UNKNOWN else share(facts, name)


def flag(facts: Mapping[str, object], name: str) -> Parameter[bool]:
    """True or false."""
    rule = rule_of(facts, name)
    if not isinstance(rule.value, bool):
        raise TypeError(f"{name}: true or false")
    return with_value(rule, rule.value)


def flag_or_unknown(facts: Mapping[str, object], name: str) -> Parameter[bool | None]:
    """True, false, or None where nobody has said."""
    rule = rule_of(facts, name)
    return with_value(rule, None) if rule.value == UNKNOWN else flag(facts, name)


def count(facts: Mapping[str, object], name: str) -> Parameter[int | None]:
    """A whole number, or None where nobody has said any."""
    rule = rule_of(facts, name)
    if rule.value == UNKNOWN:
        return with_value(rule, None)
    if isinstance(rule.value, bool) or not isinstance(rule.value, int) or rule.value < 1:
        raise TypeError(f'{name}: a whole number of at least 1, or "{UNKNOWN}"')
    return with_value(rule, rule.value)


def counts(facts: Mapping[str, object], name: str) -> Parameter[tuple[int, ...]]:
    """Whole numbers, the largest first; none where nobody has said any."""
    rule = rule_of(facts, name)
    values = [] if rule.value == UNKNOWN else rule.value
    if not isinstance(values, list) or not all(type(each) is int and each > 0 for each in values):
        raise TypeError(f"{name}: a list of whole numbers of at least 1")
    return with_value(rule, tuple(sorted(values, reverse=True)))


def word(facts: Mapping[str, object], name: str) -> Parameter[str]:
    """One word."""
    rule = rule_of(facts, name)
    return with_value(rule, text(rule.value))


def words(facts: Mapping[str, object], name: str) -> Parameter[tuple[str, ...]]:
    """Several words."""
    rule = rule_of(facts, name)
    if not isinstance(rule.value, list):
        raise TypeError(f"{name}: a list of words")
    return with_value(rule, tuple(map(text, rule.value)))


def words_or_unknown(facts: Mapping[str, object], name: str) -> Parameter[tuple[str, ...] | None]:
    """Several words, or None where nobody has said any."""
    rule = rule_of(facts, name)
    return with_value(rule, None) if rule.value == UNKNOWN else words(facts, name)


def one_of(facts: Mapping[str, object], name: str, *allowed: str) -> Parameter[str]:
    """One of the words allowed."""
    rule = word(facts, name)
    if rule.value not in allowed:
        raise ValueError(f"{name}: {rule.value!r} is none of {', '.join(allowed)}")
    return rule


def text(value: object) -> str:
    """A text that is not empty."""
    if not isinstance(value, str) or not value:
        raise TypeError(f"{value!r} is not a text")
    return value


def day(value: object) -> date | None:
    """A day, or None where nobody knows it."""
    if value == UNKNOWN:
        return None
    return value if isinstance(value, date) else date.fromisoformat(text(value))
