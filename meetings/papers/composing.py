"""Minutes in the form of Mẫu 1.9 of Decree 30/2020: facts into elements."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from meetings.papers import sentences
from meetings.papers.facts import Attendee, ItemFacts, MinutesFacts, VoteFacts
from meetings.rules import Presence
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
    Title,
)
from records.wording import initials, roman

KIND = "Biên bản"
DRAFT = "DỰ THẢO"
DEMONSTRATION = "Dữ liệu trình diễn"
DEMONSTRATION_NOTE = (
    "Biên bản này lập từ dữ liệu trình diễn, không phải văn bản chính thức. Báo chí không nêu"
    " thành viên nào dự họp và biểu quyết từ xa, vắng mặt hoặc không biểu quyết; hệ thống gán các thành viên"
    " đó để trình diễn."
)
# Room for a number that is written in by hand or by the register; spaces that are not closed up.
BLANK = "\u00a0" * 8
GROUPS = (
    (Presence.IN_ROOM, "Có mặt tại phòng họp"),
    (Presence.REMOTE, "Dự họp từ xa"),
    (Presence.DEPUTY, "Người dự thay (được phát biểu, không biểu quyết)"),
    (Presence.ABSENT, "Vắng mặt"),
    (Presence.LEFT, "Đã rời cuộc họp"),
    (Presence.EXPECTED, "Chưa ghi nhận có mặt"),
)
VOTE_TABLE = (
    Column("TT", 12, "center"),
    Column("Thành viên", 110),
    Column("Phiếu", 42, "center"),
    Column("Hình thức", 37, "center"),
)


def compose_minutes(facts: MinutesFacts) -> Document:
    """The minutes of a meeting; of one that is not closed, a draft."""
    draft = facts.closed_at is None
    marks = [DRAFT] * draft + [DEMONSTRATION] * facts.demonstration
    votes = [(item, vote) for item in facts.items for vote in item.votes]
    return Document(
        title=f"{KIND} {facts.title}",
        author=facts.body,
        subject=f"{KIND}, nhật ký mục {facts.head_seq}",
        mark=" · ".join(marks),
        elements=(
            *_head(facts),
            *_attendance(facts),
            *chain.from_iterable(_item(item, facts) for item in facts.items),
            *_end(facts),
            *chain.from_iterable(
                _annex(number, len(votes), item, vote, facts)
                for number, (item, vote) in enumerate(votes, start=1)
            ),
            SmallPrint(
                f"Lập từ nhật ký của cuộc họp đến mục số {facts.head_seq};"
                f" mã kiểm tra của mục này bắt đầu bằng {facts.head_hash[:16]}."
            ),
        ),
    )


def _number(facts: MinutesFacts) -> str:
    return f"Số: {facts.number}" if facts.number else f"Số:{BLANK}/BB-{initials(facts.body)}"


def _said(label: str, text: str) -> Paragraph:
    return Paragraph((Run(f"{label}: ", bold=True), Run(text)))


def _head(facts: MinutesFacts) -> Iterator[Element]:
    started = facts.started_at or facts.planned_at
    yield Letterhead(
        facts.body,
        number=_number(facts),
        place_and_date=f"{facts.body_place}, {sentences.day(started)}" if facts.body_place else "",
        mark="" if facts.closed_at else DRAFT,
    )
    yield Title(KIND, facts.title)
    if facts.demonstration:
        yield Note(DEMONSTRATION, DEMONSTRATION_NOTE)
    when = f"{sentences.hour(started)}, {sentences.day(started)}"
    yield _said("Thời gian bắt đầu", f"{when}." if facts.started_at else f"dự kiến {when}.")
    yield _said("Địa điểm", f"{facts.place or BLANK}.")


def _attendance(facts: MinutesFacts) -> Iterator[Element]:
    yield Paragraph("Thành phần tham dự:", bold=True, keep_next=True)
    groups = [_group(facts, presence, label) for presence, label in GROUPS]
    yield Listing((*(group for group in groups if group), *_guests(facts)))
    if facts.quorum:
        yield Paragraph(sentences.attended(facts.quorum, facts.body))
    yield _said("Chủ trì (Chủ tọa)", f"{facts.chair or BLANK}.")
    yield _said("Thư ký (người ghi biên bản)", f"{facts.secretary or BLANK}.")
    if facts.items:
        yield Paragraph("Nội dung (theo diễn biến cuộc họp):", bold=True, keep_next=True)


def _group(facts: MinutesFacts, presence: Presence, label: str) -> str:
    some: list[Attendee] = [attendee for attendee in facts.attendees if attendee.presence is presence]
    names = "; ".join(sentences.attendee(attendee) for attendee in some)
    return f"{label} ({len(some)}): {names}." if some else ""


def _guests(facts: MinutesFacts) -> tuple[str, ...]:
    parts = [f" (nội dung {guest.item})" if guest.item else "" for guest in facts.guests]
    names = [guest.label + part for guest, part in zip(facts.guests, parts, strict=True)]
    return (f"Khách mời ({len(names)}): {'; '.join(names)}.",) if names else ()


def _item(item: ItemFacts, facts: MinutesFacts) -> Iterator[Element]:
    """An item: who presented it, every vote on it, the chair's conclusion; lettered as far as there is."""
    yield Heading(f"{item.order}. {item.title}")
    letters = iter("abcdefghijklmnopqrstuvwxyz")
    if item.presenter:
        yield Paragraph(f"{next(letters)}) Trình bày: {item.presenter}.")
    for number, vote in enumerate(item.votes, start=1):
        times = f" lần {number}" if len(item.votes) > 1 else ""
        yield from _vote(f"{next(letters, 'z')}) Kết quả biểu quyết{times}", vote, facts)
    if item.open_vote:
        yield Paragraph(f"{next(letters, 'z')}) Biểu quyết đang mở; chưa có kết quả.")
    if not item.votes and not item.open_vote and item.ended:
        yield Paragraph(f"{next(letters)}) Nội dung này không biểu quyết.")
    if item.conclusion:
        yield Paragraph(f"{next(letters, 'z')}) Kết luận của Chủ tọa:", keep_next=True)
        yield Paragraph(item.conclusion)
    if not item.ended:
        yield Paragraph("(Nội dung đang được xem xét.)", italic=True)


def _vote(label: str, vote: VoteFacts, facts: MinutesFacts) -> Iterator[Element]:
    about = f" về {vote.subject}" if vote.subject and vote.outcome.choice else ""
    yield Paragraph(f"{label}{about} (lúc {sentences.hour(vote.closed_at)}):", keep_next=True)
    yield Paragraph(sentences.count(vote.tally, vote.seats), keep_next=True)
    yield Paragraph(sentences.decided(vote, facts.body))


def _end(facts: MinutesFacts) -> Iterator[Element]:
    if facts.not_taken:
        yield Paragraph(f"Chương trình còn {facts.not_taken} nội dung chưa được xem xét tại cuộc họp.")
    if facts.closed_at:
        moment = f"{sentences.hour(facts.closed_at)}, {sentences.day(facts.closed_at)}"
        yield Paragraph(f"Cuộc họp kết thúc vào {moment}./.")
    else:
        moment = f"{sentences.hour(facts.written_up_to)}, {sentences.day(facts.written_up_to)}"
        state = "đang diễn ra" if facts.started_at else "chưa bắt đầu"
        yield Paragraph(f"Cuộc họp {state}; dự thảo này ghi đến {moment}./.")
    yield Closing(
        left=Signer(tuple(filter(None, ("Thư ký", facts.secretary)))),
        right=Signer(tuple(filter(None, ("Chủ tọa", facts.chair)))),
    )
    yield Recipients((f"Các {sentences.members(facts.body)}", "Lưu: VT, Hồ sơ"))


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
