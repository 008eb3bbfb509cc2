"""The rules of a vote: who counted how, what the count decides and why, when an answer is accepted."""

from ballots.rules.answers import Line, Question, canonical, check_lines, digest
from ballots.rules.counting import decide, deem, needed, outcome, tally, tie_breaker_choice
from ballots.rules.deadlines import DeadlineBounds, check_deadline, deadline_bounds
from ballots.rules.outcomes import Choice, Decision, Outcome, Reason, Tally, Vote
from ballots.rules.questions import LETTERS, MOST_QUESTIONS, Asked, check_questions
from ballots.rules.states import (
    MOVES,
    Form,
    Status,
    check_cast,
    check_change,
    check_close,
    check_move,
    check_opening,
    check_recall,
    check_replaced,
)

__all__ = [
    "LETTERS",
    "MOST_QUESTIONS",
    "MOVES",
    "Asked",
    "Choice",
    "DeadlineBounds",
    "Decision",
    "Form",
    "Line",
    "Outcome",
    "Question",
    "Reason",
    "Status",
    "Tally",
    "Vote",
    "canonical",
    "check_cast",
    "check_change",
    "check_close",
    "check_deadline",
    "check_lines",
    "check_move",
    "check_opening",
    "check_questions",
    "check_recall",
    "check_replaced",
    "deadline_bounds",
    "decide",
    "deem",
    "digest",
    "needed",
    "outcome",
    "tally",
    "tie_breaker_choice",
]
