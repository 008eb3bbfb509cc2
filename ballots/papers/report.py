"""The report on a ballot (Báo cáo tổng hợp ý kiến): facts into elements."""

from __future__ import annotations

from collections.abc import Iterator

from ballots.papers import heads, reporting, sentences
from ballots.papers.facts import ReportFacts
from ballots.papers.tables import opinions, seats
from records import stamped
from records.composition import BLANK, numbered, said
from records.elements import Closing, Document, Element, Paragraph, Recipients, Signer, SmallPrint, Title
from records.kinds import Stamp
from records.wording import initials, within

KIND = "Báo cáo"


def compose_report(facts: ReportFacts, stamp: Stamp | None = None) -> Document:
    """The report; one that was not issued yet is a draft."""
    head, members = facts.head, sentences.members(facts.head.body)
    office = f"Văn phòng {head.body}"
    parts = {
        "Việc lấy ý kiến": _course(facts),
        "Kết quả": _results(facts),
        "Ý kiến bằng văn bản và tiếp thu, giải trình của cơ quan trình": _opinions(facts),
        "Ý kiến bảo lưu": (said(*each) for each in reporting.dissents(facts)),
        "Văn bản giấy được thay thế": [Paragraph(reporting.saving(facts))],
    }
    document = heads.document(
        head,
        Title(KIND, f"Tổng hợp ý kiến {members} về {within(head.title)}"),
        [said("Kính gửi", f"{sentences.begun(sentences.ruler(facts.tie_breaker))}.")],
        numbered(parts),
        _end(facts, office),
        seats(facts),
        [SmallPrint(reporting.source(facts))],
        on=None if facts.draft else facts.reported_at,
        draft=facts.draft,
        named=f"{KIND} tổng hợp ý kiến: {head.title}",
        subject=f"Phiếu lấy ý kiến số {head.number}, nhật ký mục {facts.seq}",
        issuer=office,
        symbol=f"{BLANK}/BC-{initials(office)}",
    )
    return stamped.onto(document, stamp)


def _course(facts: ReportFacts) -> Iterator[Element]:
    yield from map(Paragraph, reporting.course(facts))
    if facts.papers:
        yield Paragraph("Hồ sơ gửi kèm phiếu:", keep_next=True)
        yield heads.dossier(facts.papers)


def _results(facts: ReportFacts) -> Iterator[Element]:
    yield from map(Paragraph, reporting.answered(facts))
    for each in facts.counts:
        yield from heads.restated(each.asked, alone=len(facts.counts) == 1)
        yield Paragraph(reporting.counted(each.tally))
        yield Paragraph(reporting.decided(each, facts), bold=True)
    yield Paragraph(reporting.recounted(facts))


def _opinions(facts: ReportFacts) -> Iterator[Element]:
    yield Paragraph(reporting.written(facts))
    yield from opinions(facts)


def _end(facts: ReportFacts, office: str) -> Iterator[Element]:
    members, lead = sentences.members(facts.head.body), facts.head.lead
    yield Paragraph(f"{office} kính trình {sentences.ruler(facts.tie_breaker)} xem xét, quyết định./.")
    yield Closing(
        left=Signer(("Người tổng hợp", *filter(None, (facts.reported_by,)))),
        right=Signer(("Lãnh đạo", office)),
    )
    yield Recipients(("Như trên", f"Các {members}", lead, "Lưu: VT, Hồ sơ"))
