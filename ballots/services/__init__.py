"""Acts on ballots, split by noun: composing, delivering, preparing, casting, closing and what follows."""

from ballots.services.alerting import look_at_casts
from ballots.services.approving import approve_ballot, return_ballot, submit_ballot, withdraw_ballot
from ballots.services.binding import rebind_papers
from ballots.services.casting import (
    Receipt,
    Sheet,
    cast_answers,
    cast_at_once,
    receipt_of,
)
from ballots.services.closing import (
    close_ballot,
    close_overdue_ballots,
    count,
    count_and_close,
    delivery_facts,
    seat_facts,
)
from ballots.services.composing import change_ballot, compose_ballot, open_ballot, open_session_ballot
from ballots.services.delivering import (
    note_delivered,
    note_delivered_to_all,
    note_listed,
    note_message,
    note_opened,
)
from ballots.services.dissenting import keep_dissent
from ballots.services.drafting import (
    discard_draft,
    forget_drafts,
    restore_displaced,
    save_draft,
    settle_draft,
)
from ballots.services.extending import extend_ballot
from ballots.services.keying import Keyed, check_entries, enter_answers
from ballots.services.preparing import (
    add_prepared_paper,
    adopt_prepared,
    remove_prepared_paper,
    submit_prepared,
    take_back_prepared,
)
from ballots.services.recalling import recall_ballot
from ballots.services.reconfirming import reconfirm_answer
from ballots.services.reminding import Reminded, remind_before_deadlines, remind_members
from ballots.services.replying import keep_replies, reply_facts
from ballots.services.reporting import issue_report, report_digest
from ballots.services.ruling import rule_on_ballot
from ballots.services.scheduling import open_scheduled_ballots
from ballots.services.storing import answer_facts

__all__ = [
    "Keyed",
    "Receipt",
    "Reminded",
    "Sheet",
    "add_prepared_paper",
    "adopt_prepared",
    "answer_facts",
    "approve_ballot",
    "cast_answers",
    "cast_at_once",
    "change_ballot",
    "check_entries",
    "close_ballot",
    "close_overdue_ballots",
    "compose_ballot",
    "count",
    "count_and_close",
    "delivery_facts",
    "discard_draft",
    "enter_answers",
    "extend_ballot",
    "forget_drafts",
    "issue_report",
    "keep_dissent",
    "keep_replies",
    "look_at_casts",
    "note_delivered",
    "note_delivered_to_all",
    "note_listed",
    "note_message",
    "note_opened",
    "open_ballot",
    "open_scheduled_ballots",
    "open_session_ballot",
    "rebind_papers",
    "recall_ballot",
    "receipt_of",
    "reconfirm_answer",
    "remind_before_deadlines",
    "remind_members",
    "remove_prepared_paper",
    "reply_facts",
    "report_digest",
    "restore_displaced",
    "return_ballot",
    "rule_on_ballot",
    "save_draft",
    "seat_facts",
    "settle_draft",
    "submit_ballot",
    "submit_prepared",
    "take_back_prepared",
    "withdraw_ballot",
]
