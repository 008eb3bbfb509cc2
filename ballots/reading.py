"""What pages show of a ballot after its closing: the report, and the questions with opinions to reply to."""

from collections.abc import Sequence
from dataclasses import dataclass

from ballots.facts import Opinion, QuestionResult, results
from ballots.models import Ballot, BallotReport, Dissent, OpinionReply
from ballots.papers import SavingFacts, saving_of
from ballots.selectors import SeatAnswer, WrittenOpinion, current_replies, dissents_of, report_of
from ballots.wording import STANCES


@dataclass(frozen=True)
class Replied:
    """An opinion in writing beside the reply to it."""

    opinion: Opinion
    reply: OpinionReply | None

    @property
    def stance(self) -> str:
        """Accepted or explained, in the active language; empty without a reply."""
        return str(STANCES[self.reply.stance]) if self.reply else ""


@dataclass(frozen=True)
class ReportPage:
    """A report as a page shows it: results, opinions by question, what is missing, what stands apart."""

    report: BallotReport | None
    results: Sequence[tuple[QuestionResult, Sequence[Replied]]]
    opinions: int
    missing: int
    earlier: Sequence[SeatAnswer]
    dissents: Sequence[Dissent]
    saving: SavingFacts
    electorate: int


@dataclass(frozen=True)
class ReplyTab:
    """One question with the number of opinions on it, and of those that have no reply."""

    number: int
    asked: str
    opinions: int
    missing: int
    current: bool


def report_page(ballot: Ballot) -> ReportPage:
    """What the report on a counted ballot says, in the reader's language."""
    replies = {(reply.elector.seat_id, reply.question): reply for reply in current_replies(ballot).values()}
    told = [
        (
            each,
            [Replied(opinion, replies.get((opinion.seat.seat.pk, each.number))) for opinion in each.opinions],
        )
        for each in results(ballot)
    ]
    replied = [opinion for _result, opinions in told for opinion in opinions]
    assert ballot.closed_at is not None  # it is counted
    report = report_of(ballot)
    return ReportPage(
        report=report,
        results=told,
        opinions=len(replied),
        missing=sum(each.reply is None for each in replied),
        earlier=[seat.row for seat in told[0][0].seats if seat.row.earlier] if told else (),
        dissents=dissents_of(ballot),
        saving=SavingFacts(**report.facts["saving"]) if report else saving_of(ballot.closed_at),
        electorate=len(told[0][0].seats) if told else 0,
    )


def reply_tabs(opinions: Sequence[WrittenOpinion], wanted: str) -> list[ReplyTab]:
    """The questions on which something was written; the one wanted, else the first that lacks a reply."""
    counted: dict[int, list[WrittenOpinion]] = {}
    for opinion in opinions:
        counted.setdefault(opinion.question, []).append(opinion)
    missing = {number: sum(each.reply is None for each in some) for number, some in counted.items()}
    first = next((number for number in counted if missing[number]), next(iter(counted), 0))
    shown = int(wanted) if wanted.isdecimal() and len(wanted) < 4 and int(wanted) in counted else first
    return [
        ReplyTab(number, some[0].asked, len(some), missing[number], number == shown)
        for number, some in counted.items()
    ]
