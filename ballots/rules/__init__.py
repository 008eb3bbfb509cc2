"""The rules of a vote: who counted how, what the count decides and why, when an answer is accepted."""

from ballots.rules.answers import Line, Question, canonical, check_lines, digest
from ballots.rules.approval import (
    check_approval,
    check_approved_papers,
    check_return,
    check_schedule,
    check_submission,
)
from ballots.rules.counting import decide, deem, needed, outcome, tally, tie_breaker_choice
from ballots.rules.deadlines import DeadlineBounds, check_deadline, check_extension, deadline_bounds
from ballots.rules.dissents import LONGEST_DISSENT, check_dissent, dissent_digest
from ballots.rules.interruptions import Stretch, unanswered, weighing
from ballots.rules.outcomes import Choice, Decision, Outcome, Reason, Tally, Vote
from ballots.rules.questions import LETTERS, MOST_QUESTIONS, Asked, check_questions
from ballots.rules.reminders import check_reminder, pause_of, reminder_is_due
from ballots.rules.ruling import Ruling, check_ruling
from ballots.rules.states import (
    IN_PREPARATION,
    MOVES,
    OVER,
    Form,
    Status,
    check_cast,
    check_change,
    check_close,
    check_move,
    check_open,
    check_recall,
    check_replaced,
    check_seen,
)
from ballots.rules.subjects import (
    PaperAsked,
    check_rebinding,
    check_subject,
    content_asked,
    on_earlier_papers,
    subject_digest,
)

__all__ = [
    "IN_PREPARATION",
    "LETTERS",
    "LONGEST_DISSENT",
    "MOST_QUESTIONS",
    "MOVES",
    "OVER",
    "Asked",
    "Choice",
    "DeadlineBounds",
    "Decision",
    "Form",
    "Line",
    "Outcome",
    "PaperAsked",
    "Question",
    "Reason",
    "Ruling",
    "Status",
    "Stretch",
    "Tally",
    "Vote",
    "canonical",
    "check_approval",
    "check_approved_papers",
    "check_cast",
    "check_change",
    "check_close",
    "check_deadline",
    "check_dissent",
    "check_extension",
    "check_lines",
    "check_move",
    "check_open",
    "check_questions",
    "check_rebinding",
    "check_recall",
    "check_reminder",
    "check_replaced",
    "check_return",
    "check_ruling",
    "check_schedule",
    "check_seen",
    "check_subject",
    "check_submission",
    "content_asked",
    "deadline_bounds",
    "decide",
    "deem",
    "digest",
    "dissent_digest",
    "needed",
    "on_earlier_papers",
    "outcome",
    "pause_of",
    "reminder_is_due",
    "subject_digest",
    "tally",
    "tie_breaker_choice",
    "unanswered",
    "weighing",
]
