"""The chair decides on the report of a ballot."""

from django.db import transaction

from ballots.models import Ballot
from ballots.policies import may_rule_on_ballot
from ballots.rules import Decision, Ruling, Status, check_ruling
from ballots.selectors import locked_ballot
from core.journal import record
from core.refusals import require
from matters.rules import clean_text
from people.models import Person


def rule_on_ballot(*, actor: Person, ballot: Ballot, ruling: Ruling, note: str = "") -> Ballot:
    """Sign, put the matter on the next session, or send it back; the same ruling again changes nothing."""
    require(may_rule_on_ballot, actor, ballot)
    note = clean_text(note)
    with transaction.atomic():
        ballot = locked_ballot(ballot.pk)
        if ballot.status == Status.DECIDED.value and ballot.ruling == ruling.value:
            return ballot
        counted = (ballot.result or {}).get("questions", [])
        outcomes = [Decision(each["outcome"]["decision"]) for each in counted]
        check_ruling(Status(ballot.status), ruling, note, outcomes, closed_at=ballot.closed_at)
        facts = {"ruling": ruling.value, "note": note}
        entry = record(ballot.stream, "ballot.decided", actor=actor.key, subject=ballot.key, facts=facts)
        ballot.status, ballot.ruling, ballot.ruled_at = Status.DECIDED.value, ruling.value, entry.at
        ballot.save(update_fields=["status", "ruling", "ruled_at"])
    return ballot
