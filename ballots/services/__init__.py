"""Acts on ballots, split by noun: composing, casting, reminding, extending, closing; all call these."""

from ballots.services.approving import approve_ballot, return_ballot, submit_ballot, withdraw_ballot
from ballots.services.binding import rebind_papers
from ballots.services.casting import Receipt, Sheet, cast_answers, cast_at_once, receipt_of
from ballots.services.closing import close_ballot, close_overdue_ballots, count, count_and_close, seat_facts
from ballots.services.composing import change_ballot, compose_ballot, open_ballot, open_session_ballot
from ballots.services.dissenting import keep_dissent
from ballots.services.extending import extend_ballot
from ballots.services.recalling import recall_ballot
from ballots.services.reconfirming import reconfirm_answer
from ballots.services.reminding import Reminded, remind_before_deadlines, remind_members
from ballots.services.replying import keep_replies, reply_facts
from ballots.services.reporting import issue_report, report_digest
from ballots.services.ruling import rule_on_ballot
from ballots.services.scheduling import open_scheduled_ballots

__all__ = [
    "Receipt",
    "Reminded",
    "Sheet",
    "approve_ballot",
    "cast_answers",
    "cast_at_once",
    "change_ballot",
    "close_ballot",
    "close_overdue_ballots",
    "compose_ballot",
    "count",
    "count_and_close",
    "extend_ballot",
    "issue_report",
    "keep_dissent",
    "keep_replies",
    "open_ballot",
    "open_scheduled_ballots",
    "open_session_ballot",
    "rebind_papers",
    "recall_ballot",
    "receipt_of",
    "reconfirm_answer",
    "remind_before_deadlines",
    "remind_members",
    "reply_facts",
    "report_digest",
    "return_ballot",
    "rule_on_ballot",
    "seat_facts",
    "submit_ballot",
    "withdraw_ballot",
]
