"""Issuing the report on a counted ballot: counted a second time, kept as facts that never change."""

import hashlib

from django.db import transaction

from ballots.models import Ballot, BallotReport
from ballots.papers import as_facts, gather_report
from ballots.policies import may_report_ballot
from ballots.rules import Status, check_report
from ballots.selectors import locked_ballot, report_of
from ballots.services.announcing import tell_reported
from core.chain import canonical
from core.journal import record
from core.refusals import require
from core.time import now
from people.models import Person


def issue_report(*, actor: Person, ballot: Ballot) -> BallotReport:
    """Report a closed ballot to the chair. Reporting it again changes nothing.

    Raises the Refusal that names the difference where the second, independent count of the stored answers
    does not find the announced result, or an answer is not the one that the closing vouches for.
    """
    require(may_report_ballot, actor, ballot)
    with transaction.atomic():
        ballot = locked_ballot(ballot.pk)
        kept = report_of(ballot)
        if kept is not None:
            return kept
        check_report(Status(ballot.status))
        told = gather_report(ballot, now(), actor.label_vi)
        facts = as_facts(told)
        ballot.status = Status.REPORTED.value
        ballot.save(update_fields=["status"])
        tell_reported(ballot)
        digest = report_digest(facts)
        said = {
            "report": digest,
            "answers": told.answered,
            "opinions": len(told.opinions),
            "unreplied": len(told.unreplied),
        }
        entry = record(ballot.stream, "ballot.reported", actor=actor.key, subject=ballot.key, facts=said)
        return BallotReport.objects.create(
            ballot=ballot, facts=facts, digest=digest, seq=entry.seq, at=entry.at
        )


def report_digest(facts: dict[str, object]) -> str:
    """SHA-256 over the one spelling of a report's facts."""
    return hashlib.sha256(canonical(facts)).hexdigest()
