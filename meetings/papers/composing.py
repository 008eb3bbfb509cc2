"""Minutes in the form of Mẫu 1.9 of Decree 30/2020: facts into elements."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from meetings.papers import seats, sentences
from meetings.papers.facts import EditionFacts, FrozenFacts, MinutesFacts, Sentence
from meetings.papers.telling import paragraphs, tell
from records import composition
from records.composition import BLANK, DEMONSTRATION, DRAFT, dated, demonstrating, marks
from records.elements import Closing, Document, Element, Letterhead, Recipients, Signer, SmallPrint, Title
from records.kinds import Stamp
from records.wording import day, initials

KIND, SUPERSEDED = "Biên bản", "ĐÃ ĐƯỢC THAY THẾ"
DEMONSTRATION_NOTE = (
    "Biên bản này lập từ dữ liệu trình diễn, không phải văn bản chính thức. Báo chí không nêu"
    " thành viên nào dự họp và biểu quyết từ xa, vắng mặt hoặc không biểu quyết; hệ thống gán các thành viên"
    " đó để trình diễn."
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
    marked = DRAFT if (facts.closed_at is None if draft is None else draft) else ""
    later = "" if superseded_by is None else f"BẰNG BẢN {superseded_by}"
    demonstration = DEMONSTRATION if facts.demonstration else ""
    return composition.document(
        _head(facts, marked, stamp),
        Title(KIND, facts.title),
        paragraphs(tell(facts) if told is None else told),
        _end(facts, stamp),
        seats.annexes(KIND, facts, stamp),
        map(SmallPrint, sentences.origin(facts, edition)),
        named=f"{KIND} {facts.title}",
        subject=f"{KIND}, nhật ký mục {facts.head_seq}",
        mark=marks(marked, demonstration, f"{SUPERSEDED} {later}" if later else "", stamp.mark),
        notes=demonstrating(demonstration=facts.demonstration, note=DEMONSTRATION_NOTE),
        watermark=f"{SUPERSEDED}\n{later}" if later else "",
    )


def compose_approved(kept: FrozenFacts, stamp: Stamp) -> Document:
    """Approved minutes as the register numbers them."""
    return compose_minutes(kept.facts, kept.told, draft=not stamp.number, edition=kept.edition, stamp=stamp)


def _head(facts: MinutesFacts, mark: str, stamp: Stamp) -> Letterhead:
    number = stamp.number or facts.number
    told = f"Số: {number}" if number else f"Số:{BLANK}/BB-{initials(facts.body)}"
    on = day(stamp.dated) if stamp.dated else sentences.day(facts.started_at or facts.planned_at)
    return Letterhead(facts.body, "", told, dated(stamp.place or facts.body_place, on), mark, stamp.urgency)


def _end(facts: MinutesFacts, stamp: Stamp) -> Iterator[Element]:
    signer = stamp.signer
    # Minutes are signed in the chair, on behalf of nobody (Mẫu 1.9): of the capacity only the office stands.
    office = signer.capacity[-1:] if signer else tuple(filter(None, (facts.chair,)))
    yield Closing(
        left=Signer(tuple(filter(None, ("Thư ký", facts.secretary)))),
        right=Signer(("Chủ tọa", *office), signer.name if signer else ""),
    )
    yield Recipients(stamp.recipients or (f"Các {sentences.members(facts.body)}", "Lưu: VT, Hồ sơ"))
