"""Recalling a ballot that is out: its answers stay in the journal and no longer count."""

from django.db import transaction

from ballots.models import Ballot
from ballots.policies import may_recall_ballot
from ballots.rules import Status, check_recall
from ballots.selectors import current_answers, locked_ballot
from ballots.services.announcing import tell_recalled
from core.journal import record
from core.refusals import require
from core.time import now
from matters.rules import clean_text
from people.models import Person


def recall_ballot(*, actor: Person, ballot: Ballot, reason: str) -> Ballot:
    """Take back a ballot that is sent and not reported, with the reason that its members read.

    Recalling it again changes nothing.
    """
    require(may_recall_ballot, actor, ballot)
    reason = clean_text(reason)
    with transaction.atomic():
        ballot = locked_ballot(ballot.pk)
        if ballot.status == Status.RECALLED.value:
            return ballot
        check_recall(Status(ballot.status), reason, closed_at=ballot.closed_at)
        ballot.status, ballot.recalled_at, ballot.recall_reason = Status.RECALLED.value, now(), reason
        ballot.save(update_fields=["status", "recalled_at", "recall_reason"])
        given = current_answers(ballot)
        seats = [elector for elector in ballot.electors.order_by("order") if elector.pk in given]
        facts = {"reason": reason, "answers": [[seat.order, given[seat.pk].digest] for seat in seats]}
        tell_recalled(ballot)
        record(ballot.stream, "ballot.recalled", actor=actor.key, subject=ballot.key, facts=facts)
    return ballot
