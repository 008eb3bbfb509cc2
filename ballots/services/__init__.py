"""Acts on ballots, split by noun: composing, casting, closing, recalling. Everybody calls these."""

from ballots.services.casting import Receipt, cast_answers, receipt_of
from ballots.services.closing import close_ballot, count, count_and_close, seat_facts
from ballots.services.composing import change_ballot, compose_ballot, open_ballot, open_session_ballot
from ballots.services.recalling import recall_ballot

__all__ = [
    "Receipt",
    "cast_answers",
    "change_ballot",
    "close_ballot",
    "compose_ballot",
    "count",
    "count_and_close",
    "open_ballot",
    "open_session_ballot",
    "recall_ballot",
    "receipt_of",
    "seat_facts",
]
