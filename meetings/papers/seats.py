"""Votes in session seat by seat: with marks in columns on a sheet, in words in the annexes of minutes."""

from __future__ import annotations

from collections.abc import Iterator

from ballots.rules import Choice
from meetings.papers import sentences
from meetings.papers.facts import ItemFacts, MinutesFacts, SeatVote, VoteFacts
from records.elements import Annex, Column, Element, Paragraph, Table, Tick
from records.kinds import Stamp
from records.wording import day, roman

LETTERS = {Choice.FOR.value: "Đ", Choice.AGAINST.value: "K", Choice.OTHER.value: "Y"}
NAMES = {Choice.FOR.value: "Đồng ý", Choice.AGAINST.value: "Không đồng ý", Choice.OTHER.value: "Ý kiến khác"}
AGREEMENT, ALTERNATIVES = "Đ: đồng ý; K: không đồng ý", "A, B…: phương án"
LEGEND = "{sides}; Y: ý kiến khác; –: không biểu quyết."
IN_WORDS = (
    Column("TT", 12, "center"),
    Column("Thành viên", 110),
    Column("Phiếu", 42, "center"),
    Column("Hình thức", 37, "center"),
)


def _in_words(vote: VoteFacts) -> Table:
    """What each seat gave, and how."""
    rows = (
        (str(seat.order), seat.office, sentences.choice(seat), sentences.manner(seat)) for seat in vote.seats
    )
    return Table(IN_WORDS, tuple(rows))


def ticked(vote: VoteFacts) -> Iterator[Element]:
    """A column for each side, and the legend of its marks."""
    legend = LEGEND.format(sides=ALTERNATIVES if vote.tally.by_choice else AGREEMENT)
    yield Paragraph(legend, italic=True, indent=False, keep_next=True)
    letters = tuple(letter for letter, _ in vote.tally.by_choice)
    sides = (*(letters or (Choice.FOR.value, Choice.AGAINST.value)), Choice.OTHER.value)
    columns = (
        Column("TT", 18, "center"),
        Column("Thành viên", 155),
        *(Column(NAMES.get(side, side), 33, "center") for side in sides),
        Column("Hình thức", 58, "center"),
    )
    yield Table(columns, tuple(_marked(seat, sides) for seat in vote.seats))


def _marked(seat: SeatVote, sides: tuple[str, ...]) -> tuple[str, ...]:
    marks = tuple(Tick(LETTERS.get(side, side)) if seat.choice == side else "" for side in sides)
    if seat.choice is None:
        marks = ("–",) * len(sides)
    return (str(seat.order), seat.office, *marks, sentences.manner(seat))


def annexes(kind: str, facts: MinutesFacts, stamp: Stamp) -> Iterator[Element]:
    """One annex for each vote, numbered where there are several; each says which paper it belongs to."""
    taken = [(item, vote) for item in facts.items for vote in item.votes]
    for number, (item, vote) in enumerate(taken, start=1):
        yield Annex(
            label=f"Phụ lục {roman(number)}" if len(taken) > 1 else "Phụ lục",
            title=f"Phiếu biểu quyết của {sentences.members(facts.body)}",
            reference=f"Kèm theo {kind} {_reference(facts, stamp)}",
        )
        yield Paragraph(_vote(item, vote), indent=False, keep_next=True)
        yield _in_words(vote)


def _reference(facts: MinutesFacts, stamp: Stamp) -> str:
    """By number and day; before there is a number, by the session's day."""
    if stamp.number and stamp.dated:
        return f"số {stamp.number} {day(stamp.dated)} của {facts.body}"
    return f"cuộc họp {sentences.day(facts.started_at or facts.planned_at)}"


def _vote(item: ItemFacts, vote: VoteFacts) -> str:
    times = f", biểu quyết lần {item.votes.index(vote) + 1}" if len(item.votes) > 1 else ""
    return (
        f"Nội dung {item.order}{times}: {item.title}. Đóng biểu quyết lúc"
        f" {sentences.at_moment(vote.closed_at)} (mục nhật ký số {vote.seq})."
    )
