"""Acts on ballots, split by noun: composing, casting, closing, recalling. Everybody calls these."""

from ballots.services.approving import approve_ballot, return_ballot, submit_ballot, withdraw_ballot
from ballots.services.binding import rebind_papers
from ballots.services.casting import Receipt, cast_answers, receipt_of
from ballots.services.closing import close_ballot, count, count_and_close, seat_facts
from ballots.services.composing import change_ballot, compose_ballot, open_ballot, open_session_ballot
from ballots.services.dissenting import keep_dissent
from ballots.services.recalling import recall_ballot
from ballots.services.reconfirming import reconfirm_answer
from ballots.services.ruling import rule_on_ballot

__all__ = [
    "Receipt",
    "approve_ballot",
    "cast_answers",
    "change_ballot",
    "close_ballot",
    "compose_ballot",
    "count",
    "count_and_close",
    "keep_dissent",
    "open_ballot",
    "open_session_ballot",
    "rebind_papers",
    "recall_ballot",
    "receipt_of",
    "reconfirm_answer",
    "return_ballot",
    "rule_on_ballot",
    "seat_facts",
    "submit_ballot",
    "withdraw_ballot",
]
