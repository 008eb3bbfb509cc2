"""Keeping a dissent on record (*bảo lưu ý kiến*): after the result, and without effect on it."""

from django.db import transaction

from ballots.models import Ballot, Dissent
from ballots.policies import may_keep_dissent
from ballots.rules import Status, check_dissent, dissent_digest
from ballots.selectors import elector_of, locked_ballot
from core.journal import record
from core.refusals import require
from matters.rules import clean_paragraphs
from people.models import Person


def keep_dissent(*, actor: Person, ballot: Ballot, text: str) -> Dissent:
    """Keep a member's dissent from the result on record. The same words again change nothing."""
    require(may_keep_dissent, actor, ballot)
    text = clean_paragraphs(text)
    with transaction.atomic():
        ballot = locked_ballot(ballot.pk)
        elector = elector_of(actor, ballot)
        assert elector is not None  # the policy has just said so
        before = Dissent.objects.filter(elector=elector).first()
        if before is not None and before.text == text:
            return before
        check_dissent(Status(ballot.status), text, before.at if before else None)
        digest = dissent_digest(text)
        facts = {"seat": elector.order, "digest": digest}
        entry = record(ballot.stream, "dissent.kept", actor=actor.key, subject=ballot.key, facts=facts)
        return Dissent.objects.create(
            ballot=ballot,
            elector=elector,
            person=actor,
            text=text,
            digest=digest,
            seq=entry.seq,
            at=entry.at,
        )
