"""What pages show of a ballot after its closing: the report, and the questions with opinions to reply to."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from ballots.facts import Opinion, QuestionResult, results
from ballots.models import Ballot, BallotReport, Dissent, Elector
from ballots.papers import SavingFacts, saving_of
from ballots.rules import Status
from ballots.selectors import SeatAnswer, WrittenOpinion, current_replies, dissents_of, report_of
from ballots.wording import STANCES


@dataclass(frozen=True)
class Replied:
    """An opinion in writing beside the reply to it; no stance, no reply."""

    opinion: Opinion
    stance: str
    reply: str


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
    """What the report on a counted ballot says, in the reader's language; once issued, as it was issued."""
    shown = results(ballot)
    report = report_of(ballot) if ballot.status != Status.CLOSED else None
    replies = _issued_replies(report) if report else _present_replies(ballot)
    told = [(each, [_replied(opinion, each.number, replies) for opinion in each.opinions]) for each in shown]
    replied = [opinion for _result, opinions in told for opinion in opinions]
    rows = [seat.row for seat in shown[0].seats] if shown else []
    assert ballot.closed_at is not None  # it is counted
    return ReportPage(
        report=report,
        results=told,
        opinions=len(replied),
        missing=sum(not each.stance for each in replied),
        earlier=[row for row in rows if row.earlier],
        dissents=_issued_dissents(report, rows) if report else dissents_of(ballot),
        saving=SavingFacts(**report.facts["saving"])
        if report
        else saving_of(ballot.body_id, ballot.closed_at),
        electorate=len(rows),
    )


Replies = Mapping[tuple[int, int], tuple[str, str]]


def _present_replies(ballot: Ballot) -> Replies:
    """Order of the seat and question → stance and text of the reply that counts now."""
    replies = current_replies(ballot).values()
    return {(each.elector.order, each.question): (each.stance, each.text) for each in replies}


def _issued_replies(report: BallotReport) -> Replies:
    return {
        (each["order"], each["question"]): (each["stance"], each["reply"])
        for each in report.facts["opinions"]
        if each["stance"]
    }


def _replied(opinion: Opinion, question: int, replies: Replies) -> Replied:
    stance, text = replies.get((opinion.seat.order, question), ("", ""))
    return Replied(opinion, str(STANCES[stance]) if stance else "", text)


def _issued_dissents(report: BallotReport, rows: Sequence[SeatAnswer]) -> list[Dissent]:
    """The dissents of an issued report with the seats of its ballot."""
    seats = {row.order: row.seat for row in rows}
    return [
        Dissent(
            elector=Elector(seat=seats[each["order"]], order=each["order"]),
            at=datetime.fromisoformat(each["at"]),
            text=each["text"],
        )
        for each in report.facts["dissents"]
    ]


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
