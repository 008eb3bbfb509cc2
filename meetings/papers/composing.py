"""Minutes in the form of Mẫu 1.9 of Decree 30/2020: facts into elements."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, groupby

from meetings.papers import sentences
from meetings.papers.facts import EditionFacts, ItemFacts, MinutesFacts, Sentence, Shape, VoteFacts
from meetings.papers.telling import BLANK, tell
from records.elements import (
    Annex,
    Closing,
    Column,
    Document,
    Element,
    Heading,
    Letterhead,
    Listing,
    Note,
    Paragraph,
    Recipients,
    Run,
    Signer,
    SmallPrint,
    Table,
    Text,
    Title,
)
from records.kinds import Stamp
from records.wording import day, initials, roman

KIND = "Biên bản"
DRAFT = "DỰ THẢO"
LETTERS = "abcdefghijklmnopqrstuvwxyz"
DEMONSTRATION = "Dữ liệu trình diễn"
DEMONSTRATION_NOTE = (
    "Biên bản này lập từ dữ liệu trình diễn, không phải văn bản chính thức. Báo chí không nêu"
    " thành viên nào dự họp và biểu quyết từ xa, vắng mặt hoặc không biểu quyết; hệ thống gán các thành viên"
    " đó để trình diễn."
)
VOTE_TABLE = (
    Column("TT", 12, "center"),
    Column("Thành viên", 110),
    Column("Phiếu", 42, "center"),
    Column("Hình thức", 37, "center"),
)


def compose_minutes(
    facts: MinutesFacts,
    told: Sequence[Sentence] | None = None,
    *,
    draft: bool | None = None,
    edition: EditionFacts | None = None,
    superseded_by: int | None = None,
    stamp: Stamp | None = None,
) -> Document:
    """The minutes of a meeting, in the journal's sentences unless others are given.

    A draft where nothing else is said until the meeting is closed; `edition` tells how they were approved,
    `stamp` what the register and the signatory add.
    """
    stamp = stamp or Stamp()
    draft = facts.closed_at is None if draft is None else draft
    marks = [DRAFT] * draft + [DEMONSTRATION] * facts.demonstration
    marks += [f"ĐÃ ĐƯỢC THAY THẾ BẰNG BẢN {superseded_by}"] * (superseded_by is not None)
    marks += [stamp.mark] * bool(stamp.mark)
    votes = [(item, vote) for item in facts.items for vote in item.votes]
    return Document(
        title=f"{KIND} {facts.title}",
        author=facts.body,
        subject=f"{KIND}, nhật ký mục {facts.head_seq}",
        mark=" · ".join(marks),
        elements=(
            *_head(facts, draft, stamp),
            *_body(tell(facts) if told is None else told),
            *_end(facts, stamp),
            *chain.from_iterable(
                _annex(number, len(votes), item, vote, facts)
                for number, (item, vote) in enumerate(votes, start=1)
            ),
            SmallPrint(
                f"Lập từ nhật ký của cuộc họp đến mục số {facts.head_seq};"
                f" mã kiểm tra của mục này bắt đầu bằng {facts.head_hash[:16]}."
            ),
            *_approved(edition),
        ),
    )


def _number(facts: MinutesFacts, stamp: Stamp) -> str:
    number = stamp.number or facts.number
    return f"Số: {number}" if number else f"Số:{BLANK}/BB-{initials(facts.body)}"


def _head(facts: MinutesFacts, draft: bool, stamp: Stamp) -> Iterator[Element]:
    place = stamp.place or facts.body_place
    dated = day(stamp.dated) if stamp.dated else sentences.day(facts.started_at or facts.planned_at)
    yield Letterhead(
        facts.body,
        number=_number(facts, stamp),
        place_and_date=f"{place}, {dated}" if place else "",
        mark=DRAFT if draft else "",
        urgency=stamp.urgency,
    )
    yield Title(KIND, facts.title)
    if facts.demonstration:
        yield Note(DEMONSTRATION, DEMONSTRATION_NOTE)


def _body(told: Iterable[Sentence]) -> Iterator[Element]:
    """Sentences as paragraphs and lists, lettered anew under every heading."""
    letters = iter(LETTERS)
    for listed, group in groupby(told, key=lambda sentence: sentence.shape is Shape.LINE):
        if listed:
            yield Listing(tuple(sentence.text for sentence in group))
            continue
        for sentence in group:
            if sentence.shape is Shape.HEADING:
                letters = iter(LETTERS)
            yield _element(sentence, f"{next(letters, 'z')}) " if sentence.lettered else "")


def _element(sentence: Sentence, letter: str) -> Element:
    shape = sentence.shape
    if shape is Shape.HEADING:
        return Heading(sentence.text)
    text: Text = letter + sentence.text
    if sentence.label:
        text = (Run(f"{sentence.label}: ", bold=True), Run(sentence.text))
    return Paragraph(
        text,
        bold=shape is Shape.LEAD,
        italic=shape is Shape.ASIDE,
        keep_next=shape in (Shape.LEAD, Shape.KEEP),
    )


def _end(facts: MinutesFacts, stamp: Stamp) -> Iterator[Element]:
    signer = stamp.signer
    # Minutes are signed in the chair, on behalf of nobody (Mẫu 1.9): of the capacity only the office stands.
    office = signer.capacity[-1:] if signer else tuple(filter(None, (facts.chair,)))
    yield Closing(
        left=Signer(tuple(filter(None, ("Thư ký", facts.secretary)))),
        right=Signer(("Chủ tọa", *office), signer.name if signer else ""),
    )
    yield Recipients(stamp.recipients or (f"Các {sentences.members(facts.body)}", "Lưu: VT, Hồ sơ"))


def _approved(edition: EditionFacts | None) -> Iterator[Element]:
    """How the minutes came to be: who wrote, who approved, and which edition they supersede."""
    if edition is None:
        return
    yield SmallPrint(
        f"Bản {edition.number}. Người soạn: {', '.join(edition.drafted_by)}."
        f" Gửi các đại biểu dự họp {sentences.day(edition.circulated_at)};"
        f" {edition.corrections} đề nghị sửa đổi."
        f" Người duyệt: {edition.approved_by}, {sentences.hour(edition.approved_at)},"
        f" {sentences.day(edition.approved_at)}."
    )
    if edition.supersedes:
        yield SmallPrint(
            f"Thay thế bản {edition.number - 1} (mã kiểm tra bắt đầu bằng {edition.supersedes[:16]}):"
            f" {edition.reason}"
        )


def _annex(number: int, of: int, item: ItemFacts, vote: VoteFacts, facts: MinutesFacts) -> Iterator[Element]:
    """The table of one vote, seat by seat."""
    when = facts.started_at or facts.planned_at
    yield Annex(
        label=f"Phụ lục {roman(number)}" if of > 1 else "Phụ lục",
        title=f"Phiếu biểu quyết của {sentences.members(facts.body)}",
        reference=f"Kèm theo {KIND} cuộc họp {sentences.day(when)}",
    )
    times = f", biểu quyết lần {item.votes.index(vote) + 1}" if len(item.votes) > 1 else ""
    yield Paragraph(
        f"Nội dung {item.order}{times}: {item.title}. Đóng biểu quyết lúc {sentences.hour(vote.closed_at)},"
        f" {sentences.day(vote.closed_at)} (mục nhật ký số {vote.seq}).",
        indent=False,
        keep_next=True,
    )
    rows = tuple(
        (str(seat.order), seat.office, sentences.choice(seat), sentences.manner(seat)) for seat in vote.seats
    )
    yield Table(VOTE_TABLE, rows)
