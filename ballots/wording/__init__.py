"""The words for ballots, split by noun: labels, outcomes, and the sentence of every refusal."""

from ballots.wording.labels import (
    CHOICES,
    FORMS,
    LISTS,
    MARKS,
    PHASES,
    RULINGS,
    SILENCES,
    STATUSES,
    mark_words,
    silence_rule_words,
)
from ballots.wording.outcomes import (
    DECISIONS,
    REASONS,
    TIE_BREAKERS,
    Facts,
    agreement_words,
    arithmetic_words,
    decided_words,
    decision_words,
    shortfall_words,
    silence_words,
    sum_words,
)
from ballots.wording.refusals import REFUSALS

__all__ = [
    "CHOICES",
    "DECISIONS",
    "FORMS",
    "LISTS",
    "MARKS",
    "PHASES",
    "REASONS",
    "REFUSALS",
    "RULINGS",
    "SILENCES",
    "STATUSES",
    "TIE_BREAKERS",
    "Facts",
    "agreement_words",
    "arithmetic_words",
    "decided_words",
    "decision_words",
    "mark_words",
    "shortfall_words",
    "silence_rule_words",
    "silence_words",
    "sum_words",
]
