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
    use_words,
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
from ballots.wording.reports import REPORT_REFUSALS, STANCES

__all__ = [
    "CHOICES",
    "DECISIONS",
    "FORMS",
    "LISTS",
    "MARKS",
    "PHASES",
    "REASONS",
    "REFUSALS",
    "REPORT_REFUSALS",
    "RULINGS",
    "SILENCES",
    "STANCES",
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
    "use_words",
]
