"""The vote sheet: every seat of a vote in session with its mark, and the sum that must come out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ballots.rules import Choice
from meetings.papers import sentences
from meetings.papers.facts import SeatVote, VoteFacts
from records import stamped
from records.elements import (
    Closing,
    Column,
    Document,
    Element,
    Heading,
    Note,
    Paragraph,
    Run,
    SmallPrint,
    Table,
    Tick,
    Title,
)
from records.kinds import Stamp

KIND = "Phiếu biểu quyết"
LETTERS = {Choice.FOR.value: "Đ", Choice.AGAINST.value: "K", Choice.OTHER.value: "Y"}
LEGEND = "Đ: đồng ý; K: không đồng ý; Y: ý kiến khác; A, B, C…: phương án; –: không biểu quyết."


@dataclass(frozen=True, slots=True)
class VoteSheetFacts:
    """One vote, of which meeting and item; `symbol` ends the number."""

    body: str
    place: str
    symbol: str
    session: str
    item: int
    title: str
    chair: str
    secretary: str
    vote: VoteFacts
    demonstration: bool = False


def compose_vote_sheet(facts: VoteSheetFacts, stamp: Stamp) -> Document:
    """The sheet of all seats in protocol order."""
    return Document(
        title=f"{KIND}: {facts.title}",
        author=facts.body,
        subject=facts.session,
        mark=stamped.margin(stamp, demonstration=facts.demonstration),
        elements=(
            stamped.letterhead(stamp, facts.body, f"PBQ-{facts.symbol}", place=facts.place),
            Title(KIND, f"Về {facts.title[:1].lower()}{facts.title[1:]}"),
            *stamped.remarks(demonstration=facts.demonstration),
            *_body(facts),
            Closing(
                left=stamped.signer(Stamp(), "Thư ký", facts.secretary),
                right=stamped.signer(stamp, "Chủ tọa", facts.chair),
            ),
            SmallPrint(f"Lập từ nhật ký của cuộc họp, mục số {facts.vote.seq}."),
        ),
    )


def _body(facts: VoteSheetFacts) -> Iterator[Element]:
    vote = facts.vote
    closed = f"{sentences.hour(vote.closed_at)}, {sentences.day(vote.closed_at)}"
    yield Paragraph((Run("Cuộc họp: ", bold=True), Run(f"{facts.session}.")))
    yield Paragraph((Run("Nội dung: ", bold=True), Run(f"{facts.item}. {facts.title}.")))
    yield Paragraph((Run("Kết thúc biểu quyết: ", bold=True), Run(f"{closed}.")))
    yield Heading("Kết quả")
    yield Paragraph(sentences.count(vote.tally, vote.seats))
    yield Paragraph(_sum(facts))
    yield Paragraph(sentences.decided(vote, facts.body))
    if vote.corrections:
        yield Note(
            "Báo lại sau khi kết thúc biểu quyết", f"{'; '.join(vote.corrections)}. Kết quả không đổi."
        )
    yield Paragraph(LEGEND, italic=True, indent=False, keep_next=True)
    yield Table(_columns(vote), tuple(_row(seat, _kinds(vote)) for seat in vote.seats))


def _sum(facts: VoteSheetFacts) -> str:
    """*25 + 0 + 0 + 2 = 27*: the sentence by which anybody checks the sheet."""
    tally = facts.vote.tally
    sides = [n for _, n in tally.by_choice] or [tally.for_, tally.against]
    parts = " + ".join(map(str, [*sides, tally.other, tally.silent]))
    return f"Cộng: {parts} = {tally.electorate}, bằng số {sentences.members(facts.body)}."


def _kinds(vote: VoteFacts) -> tuple[str, ...]:
    letters = tuple(letter for letter, _ in vote.tally.by_choice)
    return (*(letters or (Choice.FOR.value, Choice.AGAINST.value)), Choice.OTHER.value)


def _columns(vote: VoteFacts) -> tuple[Column, ...]:
    names = {"for": "Đồng ý", "against": "Không đồng ý", "other": "Ý kiến khác"}
    marks = tuple(Column(names.get(kind, kind), 15, "center") for kind in _kinds(vote))
    return (Column("TT", 10, "center"), Column("Thành viên", 75), *marks, Column("Hình thức", 30, "center"))


def _row(seat: SeatVote, kinds: tuple[str, ...]) -> tuple[str, ...]:
    marks = tuple(Tick(LETTERS.get(kind, kind)) if seat.choice == kind else "" for kind in kinds)
    if seat.choice is None:
        marks = ("–",) * len(kinds)
    return (str(seat.order), seat.office, *marks, sentences.manner(seat))
