"""The report on a ballot (Báo cáo tổng hợp ý kiến): facts into elements."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count

from ballots.papers import heads, sentences
from ballots.papers.facts import CountFacts, ReportFacts
from ballots.papers.tables import opinions, seats
from records.elements import (
    Closing,
    Document,
    Element,
    Heading,
    Listing,
    Paragraph,
    Recipients,
    Signer,
    SmallPrint,
    Title,
)
from records.wording import initials

KIND = "Báo cáo"


def compose_report(facts: ReportFacts) -> Document:
    """The report; one that was not issued yet is a draft."""
    head = facts.head
    office = f"Văn phòng {head.body}"
    parts = count(1)
    return Document(
        title=f"{KIND} tổng hợp ý kiến: {head.title}",
        author=office,
        subject=f"Phiếu lấy ý kiến số {head.number}, nhật ký mục {facts.seq}",
        mark=heads.marks(head, draft=facts.draft),
        elements=(
            *_head(facts, office),
            *_course(facts, next(parts)),
            *_results(facts, next(parts)),
            *_opinions(facts, next(parts)),
            *(_dissents(facts, next(parts)) if facts.dissents else ()),
            *_saving(facts, next(parts)),
            *_end(facts, office),
            *seats(facts),
            _source(facts),
        ),
    )


def _head(facts: ReportFacts, office: str) -> Iterator[Element]:
    head = facts.head
    number = f"Số:{heads.BLANK}/BC-{initials(office)}"
    date = "" if facts.draft else sentences.day(facts.reported_at)
    yield from heads.letterhead(head, office, number, date, draft=facts.draft)
    yield Title(KIND, f"Tổng hợp ý kiến {sentences.members(head.body)} về {head.title}")
    yield from heads.notes(head)
    to = sentences.ruler(facts.tie_breaker)
    yield heads.said("Kính gửi", f"{to[:1].upper()}{to[1:]}.")


def _course(facts: ReportFacts, part: int) -> Iterator[Element]:
    head = facts.head
    assert head.opened_at is not None  # what was not sent has no report
    yield Heading(f"{part}. Việc lấy ý kiến")
    to, sent = f"{len(facts.seats)} {sentences.members(head.body)}", sentences.at_moment(head.opened_at)
    yield Paragraph(
        f"Phiếu lấy ý kiến số {head.number} được gửi đến {to} lúc {sent}; hạn trả lời {heads.deadline(head)};"
        f" kết thúc lấy ý kiến lúc {sentences.at_moment(facts.closed_at)}. Cơ quan trình: {head.lead}."
        f" Quy định áp dụng: {head.procedure}."
    )
    for each in facts.extensions:
        yield Paragraph(
            f"Hạn trả lời được gia hạn lúc {sentences.at_moment(each.at)}: từ {sentences.at_moment(each.old)}"
            f" đến {sentences.at_moment(each.new)}. Lý do: {each.reason.rstrip('.')}."
        )
    for replaced in facts.replacements:
        yield Paragraph(
            f"Tài liệu gửi kèm được thay thế lúc {sentences.at_moment(replaced.at)}. Lý do:"
            f" {replaced.reason.rstrip('.')}."
        )
    if facts.papers:
        yield Paragraph("Hồ sơ gửi kèm phiếu:", keep_next=True)
        yield heads.dossier(facts.papers)


def _results(facts: ReportFacts, part: int) -> Iterator[Element]:
    yield Heading(f"{part}. Kết quả")
    yield Paragraph(f"Có {facts.answered}/{len(facts.seats)} thành viên trả lời.{_silent(facts)}")
    yield from _earlier(facts)
    alone = len(facts.counts) == 1
    for each in facts.counts:
        yield heads.asked(each.asked, alone=alone)
        yield from _count(each, facts)
    yield Paragraph(
        f"Kết quả đã được đếm lại độc lập từ {facts.answered} phiếu trả lời được lưu, từng phiếu khớp mã băm"
        " trong nhật ký; hai lần đếm cho cùng kết quả."
    )


def _earlier(facts: ReportFacts) -> Iterator[Element]:
    """Who answered on papers that were replaced since: counted all the same, and said so."""
    some = facts.on_earlier_papers
    if some:
        names = "; ".join(seat.office for seat in some)
        yield Paragraph(
            f"Trả lời trên tài liệu trước khi thay thế và chưa xác nhận lại ({len(some)}): {names}. Ý kiến"
            " vẫn được tính; văn bản không quy định về trường hợp này."
        )


def _silent(facts: ReportFacts) -> str:
    """Who did not answer, and what that counts for: shown apart from the answers given."""
    some = facts.silent
    if not some:
        return ""
    deemed = [seat for seat in some if seat.deemed]
    drafts = any(
        not each.asked.alternatives for each in facts.counts
    )  # nobody's silence picks an alternative
    unproven = [seat for seat in some if not seat.deemed and drafts and facts.silence.value == "deemed_for"]
    names = "; ".join(seat.office for seat in some)
    told = f" Không trả lời trong thời hạn ({len(some)}): {names}."
    if deemed:
        why = sentences.source(facts.silence.source, facts.silence.mark)
        told += f" Trong đó {len(deemed)} thành viên được coi là đồng ý ({why})."
    if unproven:
        offices = "; ".join(seat.office for seat in unproven)
        told += (
            f" Không có căn cứ phiếu đã đến nơi trước thời hạn, không được coi là đồng ý ({len(unproven)}):"
            f" {offices}."
        )
    return told if deemed or unproven else f"{told} Cách tính: {heads.silence(facts.silence)}."


def _count(each: CountFacts, facts: ReportFacts) -> Iterator[Element]:
    tally = each.tally
    if each.asked.alternatives:
        yield Listing(tuple(f"Phương án {letter}: {text}" for letter, text in each.asked.alternatives))
        parts = [f"Phương án {letter}: {votes}/{tally.electorate}" for letter, votes in tally.by_choice]
    else:
        parts = [f"Đồng ý: {tally.for_}/{tally.electorate}", f"không đồng ý: {tally.against}"]
    parts.append(f"ý kiến khác: {tally.other}")
    if tally.deemed_for:
        parts.append(f"không trả lời, được coi là đồng ý: {tally.deemed_for}")
    if tally.silent or not tally.deemed_for:
        parts.append(f"không trả lời: {tally.silent}")
    yield Paragraph(f"{'; '.join(parts)}.")
    setting = sentences.in_writing(facts.tie_breaker)
    yield Paragraph(sentences.decided(each.outcome, facts.head.body, setting), bold=True)


def _opinions(facts: ReportFacts, part: int) -> Iterator[Element]:
    yield Heading(f"{part}. Ý kiến bằng văn bản và tiếp thu, giải trình của cơ quan trình")
    if not facts.opinions:
        yield Paragraph("Không có thành viên nào ghi ý kiến bằng văn bản.")
        return
    left = len(facts.unreplied)
    missing = f" {left} ý kiến chưa có tiếp thu, giải trình." if left else ""
    yield Paragraph(
        f"Có {len(facts.opinions)} ý kiến bằng văn bản, ghi nguyên văn dưới đây cùng tiếp thu, giải trình của"
        f" {facts.head.lead}.{missing}"
    )
    yield from opinions(facts)


def _dissents(facts: ReportFacts, part: int) -> Iterator[Element]:
    """Kept on record after the result, without effect on it."""
    yield Heading(f"{part}. Ý kiến bảo lưu")
    for each in facts.dissents:
        yield heads.said(f"{each.office} ({sentences.at_moment(each.at)})", each.text)


def _saving(facts: ReportFacts, part: int) -> Iterator[Element]:
    some, seats_asked = facts.saving, len(facts.seats)
    yield Heading(f"{part}. Văn bản giấy được thay thế")
    yield Paragraph(
        f"Phiếu này: 1 phiếu × {seats_asked} thành viên = {seats_asked} văn bản giấy. Từ đầu năm {some.year}"
        f" đến phiếu này: {some.ballots} phiếu, {_product(some.ballots, some.papers)} văn bản giấy."
        " Cách tính: số phiếu × số thành viên được gửi."
    )


def _product(ballots: int, papers: int) -> str:
    """*12 × 27 = 324*, where every ballot went to as many; else the sum."""
    told = f"{papers:,}".replace(",", ".")
    return f"{ballots} × {papers // ballots} = {told}" if ballots and papers % ballots == 0 else told


def _end(facts: ReportFacts, office: str) -> Iterator[Element]:
    yield Paragraph(f"{office} kính trình {sentences.ruler(facts.tie_breaker)} xem xét, quyết định./.")
    yield Closing(
        left=Signer(("Người tổng hợp", *filter(None, (facts.reported_by,)))),
        right=Signer(("Lãnh đạo", office)),
    )
    yield Recipients(
        ("Như trên", f"Các {sentences.members(facts.head.body)}", facts.head.lead, "Lưu: VT, Hồ sơ")
    )


def _source(facts: ReportFacts) -> SmallPrint:
    return SmallPrint(
        f"Lập từ nhật ký của phiếu, mục kết thúc số {facts.seq}; mã kiểm tra của mục này bắt đầu bằng"
        f" {facts.hash[:16]}.{f' Mã băm nội dung lấy ý kiến: {facts.content}.' if facts.content else ''}"
    )
