"""Answers that the staff of a seat prepare: submitted to the member, taken back, adopted by the member."""

import secrets
from collections.abc import Sequence

from django.db import transaction
from django.db.models import Max

from ballots.models import AnswerDraft, Ballot, Elector, PreparedAnswer, PreparedPaper
from ballots.policies import may_cast_answer, may_prepare_answer, serves
from ballots.rules import PAPER_MAX_BYTES, Line, Status, check_cast, check_papers, check_prepared, digest
from ballots.selectors import locked_ballot, papers_on_desk, prepared_for
from ballots.services.casting import cleaned_lines, question_rules
from ballots.services.drafting import begun_draft, put_into, save_version
from core.intake import admit
from core.journal import record
from core.refusals import Refusal, require
from core.time import now
from matters.rules import examine
from matters.secrecy import check_file
from matters.services import keep
from people.models import Person


def submit_prepared(
    *, actor: Person, ballot: Ballot, elector: Elector, lines: Sequence[Line]
) -> PreparedAnswer:
    """Submit a proposed answer to the member, with the papers put beside it; nothing of it counts."""
    _require(actor, ballot, elector)
    given = cleaned_lines(lines)
    with transaction.atomic():
        ballot = locked_ballot(ballot.pk)
        _check_open(ballot)
        check_prepared(given, question_rules(ballot))
        newest = PreparedAnswer.objects.filter(elector=elector).aggregate(most=Max("number"))["most"]
        salt = secrets.token_hex(16)
        prepared = PreparedAnswer.objects.create(
            elector=elector,
            number=(newest or 0) + 1,
            author=actor,
            lines=given,
            salt=salt,
            digest=digest(salt, given),
            ready_at=now(),
        )
        prepared.papers.set(papers_on_desk(elector))
        AnswerDraft.objects.filter(elector=elector, author=actor).delete()
        _record(ballot, "prepared.submitted", actor, elector, prepared)
    return prepared


def take_back_prepared(*, actor: Person, ballot: Ballot, elector: Elector) -> PreparedAnswer | None:
    """Take the proposed answer back into the actor's draft; None when there is none any more."""
    _require(actor, ballot, elector)
    with transaction.atomic():
        ballot = locked_ballot(ballot.pk)
        _check_open(ballot)
        prepared = prepared_for(elector)
        if prepared is None:
            return None
        standing = PreparedAnswer.objects.filter(elector=elector, withdrawn_at__isnull=True)
        standing.update(withdrawn_at=now())
        draft = begun_draft(elector, actor)
        put_into(draft, prepared.lines, keep_old=True)
        save_version(draft)
        _record(ballot, "prepared.taken_back", actor, elector, prepared)
    return prepared


def adopt_prepared(
    *,
    actor: Person,
    ballot: Ballot,
    elector: Elector,
    number: int,
    typed: Sequence[Line] = (),
    base: int | None = None,
) -> AnswerDraft:
    """Take the prepared answer with this number over into the member's own draft, which is not sent yet.

    What the member has typed, here from version `base` on or on another device, is put aside, never lost.
    """
    require(may_cast_answer, actor, ballot)
    require(serves, actor, elector)
    with transaction.atomic():
        ballot = locked_ballot(ballot.pk)
        _check_open(ballot)
        prepared = prepared_for(elector)
        if prepared is None or prepared.number != number:
            raise Refusal("prepared_gone")
        draft = begun_draft(elector, actor)
        draft.adopted, draft.revision = prepared, _revision(elector)
        put_into(draft, typed, keep_old=draft.version != base)
        draft.saved_at = now()
        put_into(draft, prepared.lines, keep_old=True)
        save_version(draft)
    return draft


def add_prepared_paper(
    *, actor: Person, ballot: Ballot, elector: Elector, name: str, content: bytes
) -> PreparedPaper:
    """Put a PDF beside the answer that is being prepared; the same bytes are put there once."""
    _require(actor, ballot, elector)
    admit(actor.key, len(content))
    paper = examine(name, content, PAPER_MAX_BYTES)
    check_file(name, content)
    keep(paper)
    with transaction.atomic():
        ballot = locked_ballot(ballot.pk)
        _check_open(ballot)
        there = papers_on_desk(elector)
        if same := next((each for each in there if each.sha256 == paper.sha256), None):
            return same
        check_papers(len(there))
        return PreparedPaper.objects.create(
            elector=elector,
            name=paper.name,
            sha256=paper.sha256,
            size=paper.size,
            pages=paper.pages,
            added_by=actor,
            added_at=now(),
        )


def remove_prepared_paper(*, actor: Person, ballot: Ballot, paper: PreparedPaper) -> None:
    """Take a paper off the answer that is being prepared; what was submitted with it keeps it."""
    _require(actor, ballot, paper.elector)
    PreparedPaper.objects.filter(pk=paper.pk, removed_at__isnull=True).update(removed_at=now())


def _require(actor: Person, ballot: Ballot, elector: Elector) -> None:
    """Only the staff of this very seat prepare its answer."""
    require(may_prepare_answer, actor, ballot)
    require(serves, actor, elector)


def _check_open(ballot: Ballot) -> None:
    """Nothing is prepared for a ballot that takes no answers: the same refusals, in the same order."""
    check_cast(Status(ballot.status), ballot.closes_at, now(), 0, 0, closed_at=ballot.closed_at)


def _revision(elector: Elector) -> int:
    return elector.answers.aggregate(most=Max("revision"))["most"] or 0


def _record(ballot: Ballot, kind: str, actor: Person, elector: Elector, prepared: PreparedAnswer) -> None:
    """The board shows that something is prepared; what it says is nowhere but in its row."""
    record(
        ballot.stream,
        kind,
        actor=actor.key,
        subject=ballot.key,
        facts={"seat": elector.order, "number": prepared.number, "digest": prepared.digest},
    )
