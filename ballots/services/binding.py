"""Binding a ballot to the exact versions of its papers: at its opening, and when some are replaced."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction

from ballots.models import Answer, Ballot, Binding, BoundPaper
from ballots.policies import may_replace_papers
from ballots.rules import Status, check_bound, check_rebinding, subject_digest
from ballots.selectors import content_offered, locked_ballot, papers_named, papers_offered
from ballots.services.announcing import tell_papers_replaced
from core.journal import record
from core.refusals import Refusal, require
from core.time import now
from matters.models import Matter
from matters.rules import clean_text
from matters.selectors import EVERYTHING, Paper, papers_of
from matters.sight import seats_shut_out
from people.models import Person, Seat


def bind_papers(ballot: Ballot, actor: Person, also: Sequence[Matter] = ()) -> dict[str, Any]:
    """Bind a ballot that is being opened to the dossier as it is; what the entry of the opening says of it.

    `also` are other matters decided by the same vote, whose papers follow. The caller holds the ballot's lock
    and stores its `subject`.
    """
    others = papers_of(also, sight=EVERYTHING) if also else {}
    papers = [*papers_offered(ballot), *(paper for matter in also for paper in others[matter.pk])]
    _bind(ballot, actor, papers, number=1, reason="")
    return {"papers": papers_named(papers), "subject": ballot.subject}


def rebind_papers(*, actor: Person, ballot: Ballot, reason: str, offered: str) -> Ballot:
    """Put the dossier as it is now before the members of an open ballot, with the reason that they read.

    `offered` is the digest of what was shown to whoever decides; pressing twice changes nothing. Answers that
    were given stay and keep the digest of what they were given on.
    """
    require(may_replace_papers, actor, ballot)
    reason = clean_text(reason)
    with transaction.atomic():
        ballot = locked_ballot(ballot.pk)
        if offered and offered == ballot.subject:
            return ballot
        check_rebinding(Status(ballot.status), ballot.closes_at, now(), reason, closed_at=ballot.closed_at)
        check_bound(ballot.subject)
        papers = papers_offered(ballot)
        check_electors_read(
            ballot.matter, [elector.seat for elector in ballot.electors.select_related("seat")]
        )
        if offered != subject_digest(content_offered(ballot, papers)):
            raise Refusal("papers_changed_since")
        before = ballot.subject
        binding = _bind(ballot, actor, papers, number=ballot.bindings.count() + 1, reason=reason)
        ballot.save(update_fields=["subject"])
        facts = {
            "binding": binding.number,
            "reason": reason,
            "subject": ballot.subject,
            "before": before,
            "papers": papers_named(papers),
            "answered": Answer.objects.filter(ballot=ballot, revision=1).count(),
        }
        tell_papers_replaced(ballot)
        record(ballot.stream, "ballot.papers_replaced", actor=actor.key, subject=ballot.key, facts=facts)
    return ballot


def check_electors_read(matter: Matter, seats: Sequence[Seat]) -> None:
    """Raise Refusal electors_shut_out: nobody is asked about what is closed to him."""
    if shut := seats_shut_out(matter, seats):
        raise Refusal("electors_shut_out", seats=", ".join(seat.office for seat in shut))


def _bind(ballot: Ballot, actor: Person, papers: list[Paper], *, number: int, reason: str) -> Binding:
    ballot.subject = subject_digest(content_offered(ballot, papers))
    binding = Binding.objects.create(
        ballot=ballot,
        number=number,
        subject=ballot.subject,
        reason=reason,
        bound_by=actor,
        bound_at=now(),
    )
    BoundPaper.objects.bulk_create(
        BoundPaper(binding=binding, order=order, version_id=paper.version_id, title=paper.title)
        for order, paper in enumerate(papers, start=1)
    )
    return binding
