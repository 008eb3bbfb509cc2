"""The facts of a ballot's papers, gathered from its rows and its journal."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from uuid import UUID

from django.db.models import Count

from ballots.models import Answer, Ballot, Binding, Elector
from ballots.papers.facts import (
    AskedFacts,
    BallotPaperFacts,
    CastFacts,
    CountFacts,
    DissentFacts,
    ExtensionFacts,
    Given,
    HeadFacts,
    OpinionFacts,
    PaperFacts,
    ReplacementFacts,
    ReportFacts,
    RuleFacts,
    SavingFacts,
    SeatFacts,
    SheetFacts,
)
from ballots.papers.verified import Counted, counted_twice
from ballots.rules import OVER, Form, Outcome, Status, Tally, on_earlier_papers
from ballots.selectors import answers_of, bindings_of, current_replies, dissents_of
from core.models import Entry
from core.time import HANOI, local
from matters.selectors import Paper


def gather_ballot_paper(ballot: Ballot, papers: Iterable[Paper]) -> BallotPaperFacts:
    """The facts of the ballot paper, with those papers of the dossier that its reader may see."""
    return BallotPaperFacts(
        head=_head(ballot),
        questions=_questions(ballot),
        papers=tuple(PaperFacts(paper.title, paper.number, paper.sha256) for paper in papers),
        majority=_rule(ballot, "majority_share"),
        silence=_rule(ballot, "ballot_silence"),
    )


def gather_sheet(ballot: Ballot, elector: Elector) -> SheetFacts:
    """The facts of the answer sheet of one seat."""
    answers = answers_of(elector)
    return SheetFacts(
        head=_head(ballot),
        questions=_questions(ballot),
        office=elector.seat.office_vi,
        cast=_cast(ballot, answers[0]) if answers else None,
        earlier=tuple((answer.receipt, answer.at) for answer in answers[1:]),
        deemed=ballot.deemed.filter(elector=elector).exists(),
        silence=_rule(ballot, "ballot_silence"),
    )


def gather_report(ballot: Ballot, at: datetime, by: str, *, draft: bool = False) -> ReportFacts:
    """The facts of the report on a counted ballot; refused where a second count does not find the result."""
    counted = counted_twice(ballot)
    closing, bindings = counted.closing, bindings_of(ballot)
    offices = {seat["order"]: seat["office"] for seat in closing.facts["seats"]}
    assert ballot.closed_at is not None  # it is counted
    return ReportFacts(
        head=_head(ballot),
        closed_at=ballot.closed_at,
        reported_at=at,
        reported_by=by,
        tie_breaker=ballot.procedure.tie_breaker_kind.value,
        silence=_rule(ballot, "ballot_silence"),
        counts=_counts(ballot),
        seats=tuple(_seat(ballot, elector, offices, counted) for elector in counted.electors),
        opinions=tuple(_opinions(ballot, offices, counted)),
        papers=_papers(bindings),
        extensions=_extensions(ballot),
        saving=saving_of(ballot.body_id, ballot.closed_at),
        seq=closing.seq,
        hash=closing.hash,
        content=ballot.subject,
        replacements=tuple(ReplacementFacts(each.bound_at, each.reason) for each in bindings[1:]),
        dissents=_dissents(ballot, offices),
        draft=draft,
    )


def _head(ballot: Ballot) -> HeadFacts:
    assert ballot.closes_at is not None  # a constraint of the table
    return HeadFacts(
        title=ballot.title,
        body=ballot.body.name_vi,
        place=ballot.body.place,
        lead=ballot.matter.lead.name_vi,
        procedure=ballot.procedure.title_vi,
        closes_at=ballot.closes_at,
        number=ballot.number,
        opened_at=ballot.opened_at,
        recalled=ballot.status == Status.RECALLED.value,
        demonstration=ballot.composed_by.is_demo,
    )


def _questions(ballot: Ballot) -> tuple[AskedFacts, ...]:
    return tuple(
        AskedFacts(each.number, each.text, tuple((a["letter"], a["text"]) for a in each.alternatives))
        for each in ballot.questions.all()
    )


def _rule(ballot: Ballot, name: str) -> RuleFacts:
    rule = ballot.procedure_facts[name]
    return RuleFacts(rule["value"], rule["source"], rule["mark"])


def _cast(ballot: Ballot, answer: Answer) -> CastFacts:
    given = tuple(Given(line["question"], line["choice"], line["text"]) for line in answer.lines)
    return CastFacts(
        at=answer.at,
        receipt=answer.receipt,
        revision=answer.revision,
        seq=answer.seq,
        digest=answer.digest,
        given=given,
        content=answer.subject,
        earlier_papers=on_earlier_papers(answer.subject, ballot.subject),
    )


def _counts(ballot: Ballot) -> tuple[CountFacts, ...]:
    assert ballot.result is not None  # it is counted
    asked = {question.number: question for question in _questions(ballot)}
    return tuple(
        CountFacts(asked[row["number"]], Tally.from_facts(row["tally"]), Outcome.from_facts(row["outcome"]))
        for row in ballot.result["questions"]
    )


def _seat(ballot: Ballot, elector: Elector, offices: Mapping[int, str], counted: Counted) -> SeatFacts:
    answer, office = counted.answers.get(elector.order), offices[elector.order]
    if answer is None:
        return SeatFacts(elector.order, office, deemed=elector.order in counted.deemed)
    choices = tuple((line["question"], line["choice"]) for line in answer.lines)
    earlier = on_earlier_papers(answer.subject, ballot.subject)
    return SeatFacts(elector.order, office, answer.at, answer.receipt, choices, earlier_papers=earlier)


def _opinions(ballot: Ballot, offices: Mapping[int, str], counted: Counted) -> Iterable[OpinionFacts]:
    replies = current_replies(ballot)
    for elector in counted.electors:
        answer = counted.answers.get(elector.order)
        for line in answer.lines if answer else ():
            if line["text"]:
                reply = replies.get((elector.pk, line["question"]))
                yield OpinionFacts(
                    elector.order,
                    offices[elector.order],
                    line["question"],
                    line["choice"],
                    line["text"],
                    reply.stance if reply else "",
                    reply.text if reply else "",
                )


def _papers(bindings: Sequence[Binding]) -> tuple[PaperFacts, ...]:
    """The dossier as it was voted on last."""
    rows = bindings[-1].papers.all() if bindings else ()
    return tuple(PaperFacts(row.title, row.version.number, row.version.sha256) for row in rows)


def _dissents(ballot: Ballot, offices: Mapping[int, str]) -> tuple[DissentFacts, ...]:
    return tuple(
        DissentFacts(each.elector.order, offices[each.elector.order], each.at, each.text)
        for each in dissents_of(ballot)
    )


def _extensions(ballot: Ballot) -> tuple[ExtensionFacts, ...]:
    entries = Entry.objects.filter(stream=ballot.stream, kind="ballot.extended").order_by("seq")
    return tuple(
        ExtensionFacts(
            entry.at, _moment(entry.facts["old"]), _moment(entry.facts["new"]), entry.facts["reason"]
        )
        for entry in entries
    )


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text)


def saving_of(body: UUID, closed_at: datetime) -> SavingFacts:
    """Every written ballot of the body counted in that year up to this one: a paper for each seat of each."""
    year = local(closed_at).year
    found = Elector.objects.filter(
        ballot__body=body,
        ballot__form=Form.WRITTEN.value,
        ballot__status__in=[status.value for status in OVER],
        ballot__closed_at__gte=datetime(year, 1, 1, tzinfo=HANOI),
        ballot__closed_at__lte=closed_at,
    ).aggregate(ballots=Count("ballot", distinct=True), papers=Count("pk"))
    return SavingFacts(year, found["ballots"], found["papers"])
