"""The tables of a report: opinions beside their replies, and every seat with its answers and times."""

from __future__ import annotations

from collections.abc import Iterator

from ballots.papers import sentences
from ballots.papers.facts import OpinionFacts, ReportFacts, SeatFacts
from ballots.rules import Choice
from core.time import local
from records.elements import Annex, Column, Element, Paragraph, Table

STANCES = {"accepted": "Tiếp thu", "explained": "Giải trình"}
NO_REPLY = "Chưa có tiếp thu, giải trình."
OPINIONS = (
    Column("TT", 11, "center"),
    Column("Thành viên", 36),
    Column("Ý kiến", 62),
    Column("Tiếp thu, giải trình", 56),
)
LETTERS = {Choice.FOR: "Đ", Choice.AGAINST: "K", Choice.OTHER: "Y"}
LEGEND = (
    "Đ: đồng ý; K: không đồng ý; Y: ý kiến khác; A, B, C…: phương án; (Đ): không trả lời, được coi là đồng ý;"
    " –: không trả lời."
)
EARLIER = "(*): trả lời trên tài liệu trước khi thay thế, chưa xác nhận lại."
NUMBER = Column("TT", 10, "center")
MOMENT = Column("Trả lời lúc", 33, "center")
# Millimetres: the whole width, a question beside few others and beside many.
WHOLE, ROOMY, NARROW, FEW = 165, 15, 12, 3
# One question leaves room for every office of the Government on a line of its own, or nearly.
IN_WORDS = (
    Column("TT", 10, "center"),
    Column("Thành viên", 86),
    Column("Ý kiến", 36, "center"),
    Column("Trả lời lúc", 33, "center"),
)
# As many questions as fit beside the offices and the times.
ABREAST = 5


def opinions(facts: ReportFacts) -> Iterator[Element]:
    """One table of opinions for each question that has some."""
    alone = len(facts.counts) == 1
    for counted in facts.counts:
        some = [each for each in facts.opinions if each.question == counted.asked.number]
        if some and not alone:
            yield Paragraph(f"Về câu {counted.asked.number}:", italic=True, keep_next=True)
        if some:
            yield Table(OPINIONS, tuple(_opinion(order, each) for order, each in enumerate(some, start=1)))


def _opinion(order: int, each: OpinionFacts) -> tuple[str, ...]:
    choice = sentences.choice(each.choice, "")
    stance = STANCES.get(each.stance, "")
    reply = f"{stance}. {each.reply}".rstrip() if stance else NO_REPLY
    return str(order), f"{each.office} ({choice.lower()})", each.text, reply


def seats(facts: ReportFacts) -> Iterator[Element]:
    """The annex: the whole electorate in protocol order, as many tables as its questions need."""
    yield Annex(
        label="Phụ lục",
        title=f"Ý kiến của {sentences.members(facts.head.body)}",
        reference=f"Kèm theo Báo cáo về Phiếu lấy ý kiến số {facts.head.number}",
    )
    if facts.on_earlier_papers:
        yield Paragraph(EARLIER, italic=True, indent=False, keep_next=True)
    numbers = [counted.asked.number for counted in facts.counts]
    if len(numbers) == 1:
        yield Table(IN_WORDS, tuple(_in_words(seat) for seat in facts.seats))
        return
    yield Paragraph(LEGEND, italic=True, indent=False, keep_next=True)
    lettered = {counted.asked.number for counted in facts.counts if counted.asked.alternatives}
    for start in range(0, len(numbers), ABREAST):
        some = numbers[start : start + ABREAST]
        rows = [
            (str(seat.order), seat.office + _earlier(seat), *_in_letters(seat, some, lettered))
            for seat in facts.seats
        ]
        # The moments stand in the first table; the others go on with the questions.
        if not start:
            rows = [(*row, _moment(seat)) for row, seat in zip(rows, facts.seats, strict=True)]
        yield Table(_columns(some, *[MOMENT] * (not start)), tuple(rows))


def _columns(numbers: list[int], *more: Column) -> tuple[Column, ...]:
    """Number, office, and a narrow column for each question; what these leave is the office's."""
    room = ROOMY if len(numbers) <= FEW else NARROW
    answers = (*(Column(f"Câu {number}", room, "center") for number in numbers), *more)
    left = WHOLE - sum(column.share for column in (NUMBER, *answers))
    return (NUMBER, Column("Thành viên", left), *answers)


def _in_words(seat: SeatFacts) -> tuple[str, ...]:
    [(_number, given)] = seat.choices or ((0, None),)
    silence = "Không trả lời, được coi là đồng ý" if seat.deemed else "Không trả lời"
    return str(seat.order), seat.office, sentences.choice(given, silence) + _earlier(seat), _moment(seat)


def _in_letters(seat: SeatFacts, numbers: list[int], lettered: set[int]) -> list[str]:
    given = dict(seat.choices)
    return [_letter(given.get(n), deemed=seat.deemed and n not in lettered) for n in numbers]


def _letter(given: str | None, *, deemed: bool) -> str:
    if given is None:
        return "(Đ)" if deemed else "–"
    return LETTERS[Choice(given)] if given in LETTERS else given


def _earlier(seat: SeatFacts) -> str:
    """The mark of an answer given on papers that were replaced since."""
    return " (*)" if seat.earlier_papers else ""


def _moment(seat: SeatFacts) -> str:
    return f"{local(seat.at):%H:%M %d/%m/%Y}" if seat.at else ""
