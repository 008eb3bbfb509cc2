"""Sentences of a report: how opinions were asked for, who answered, what came out, what is on record."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ballots.papers import heads, sentences
from ballots.papers.facts import CountFacts, ReportFacts, SeatFacts
from ballots.rules import Tally


def course(facts: ReportFacts) -> Iterator[str]:
    """What was sent to whom until when, and what changed on the way."""
    head, moment = facts.head, sentences.at_moment
    assert head.opened_at is not None  # what was not sent has no report
    yield (
        f"Phiếu lấy ý kiến số {head.number} được gửi đến {len(facts.seats)} {sentences.members(head.body)}"
        f" lúc {moment(head.opened_at)}; hạn trả lời {heads.deadline(head)}; kết thúc lấy ý kiến lúc"
        f" {moment(facts.closed_at)}. Cơ quan trình: {head.lead}. Quy định áp dụng: {head.procedure}."
    )
    for each in facts.extensions:
        yield (
            f"Hạn trả lời được gia hạn lúc {moment(each.at)}: từ {moment(each.old)} đến {moment(each.new)}."
            f" Lý do: {each.reason.rstrip('.')}."
        )
    for replaced in facts.replacements:
        yield (
            f"Tài liệu gửi kèm được thay thế lúc {moment(replaced.at)}. Lý do: {replaced.reason.rstrip('.')}."
        )


def answered(facts: ReportFacts) -> Iterator[str]:
    """How many answered, who did not, and who answered on papers that were replaced since."""
    yield f"Có {facts.answered}/{len(facts.seats)} thành viên trả lời.{_silent(facts)}"
    if facts.on_earlier_papers:
        yield (
            "Trả lời trên tài liệu trước khi thay thế và chưa xác nhận lại"
            f" {_listed(facts.on_earlier_papers)}. Ý kiến vẫn được tính; văn bản không quy định về trường hợp"
            " này."
        )


def _silent(facts: ReportFacts) -> str:
    """Who did not answer, and what that counts for: shown apart from the answers given."""
    some, rule = facts.silent, facts.silence
    if not some:
        return ""
    told = f" Không trả lời trong thời hạn {_listed(some)}."
    deemed = [seat for seat in some if seat.deemed]
    if deemed:
        why = sentences.source(rule.source, rule.mark)
        told += f" Trong đó {len(deemed)} thành viên được coi là đồng ý ({why})."
    # Nobody's silence picks an alternative.
    drafts = any(not each.asked.alternatives for each in facts.counts)
    unproven = [seat for seat in some if not seat.deemed and drafts and rule.value == "deemed_for"]
    if unproven:
        told += (
            f" Không có căn cứ phiếu đã đến nơi trước thời hạn, không được coi là đồng ý {_listed(unproven)}."
        )
    return told if deemed or unproven else f"{told} Cách tính: {heads.silence(rule)}."


def _listed(some: Sequence[SeatFacts]) -> str:
    """*(2): Tổng Thanh tra Chính phủ; …*"""
    return f"({len(some)}): {'; '.join(seat.office for seat in some)}"


def counted(tally: Tally) -> str:
    """The figures of a question."""
    if tally.by_choice:
        parts = [f"Phương án {letter}: {votes}/{tally.electorate}" for letter, votes in tally.by_choice]
    else:
        parts = [f"Đồng ý: {tally.for_}/{tally.electorate}", f"không đồng ý: {tally.against}"]
    parts.append(f"ý kiến khác: {tally.other}")
    if tally.deemed_for:
        parts.append(f"không trả lời, được coi là đồng ý: {tally.deemed_for}")
    if tally.silent or not tally.deemed_for:
        parts.append(f"không trả lời: {tally.silent}")
    return f"{'; '.join(parts)}."


def decided(each: CountFacts, facts: ReportFacts) -> str:
    """What a question came to, with its arithmetic and rule."""
    return sentences.decided(each.outcome, facts.head.body, sentences.in_writing(facts.tie_breaker))


def recounted(facts: ReportFacts) -> str:
    """That a second count, which knows nothing of the first, found the same."""
    return (
        f"Kết quả đã được đếm lại độc lập từ {facts.answered} phiếu trả lời được lưu, từng phiếu khớp mã băm"
        " trong nhật ký; hai lần đếm cho cùng kết quả."
    )


def written(facts: ReportFacts) -> str:
    """How many opinions were written, and how many have no reply."""
    if not facts.opinions:
        return "Không có thành viên nào ghi ý kiến bằng văn bản."
    left = len(facts.unreplied)
    missing = f" {left} ý kiến chưa có tiếp thu, giải trình." if left else ""
    return (
        f"Có {len(facts.opinions)} ý kiến bằng văn bản, ghi nguyên văn dưới đây cùng tiếp thu, giải trình của"
        f" {facts.head.lead}.{missing}"
    )


def dissents(facts: ReportFacts) -> Iterator[tuple[str, str]]:
    """Who keeps what on record after the result, without effect on it."""
    for each in facts.dissents:
        yield f"{each.office} ({sentences.at_moment(each.at)})", each.text


def saving(facts: ReportFacts) -> str:
    """How many papers this ballot and those of the year before it stand for, and how that is counted."""
    some, seats = facts.saving, len(facts.seats)
    return (
        f"Phiếu này: 1 phiếu × {seats} thành viên = {seats} văn bản giấy. Từ đầu năm {some.year}"
        f" đến phiếu này: {some.ballots} phiếu, {_product(some.ballots, some.papers)} văn bản giấy."
        " Cách tính: số phiếu × số thành viên được gửi."
    )


def _product(ballots: int, papers: int) -> str:
    """*12 × 27 = 324*, where every ballot went to as many; else the sum."""
    told = f"{papers:,}".replace(",", ".")
    return f"{ballots} × {papers // ballots} = {told}" if ballots and papers % ballots == 0 else told


def source(facts: ReportFacts) -> str:
    """From which entry of the journal the report was written, and by which digests that is checked."""
    content = f" Mã băm nội dung lấy ý kiến: {facts.content}." if facts.content else ""
    return (
        f"Lập từ nhật ký của phiếu, mục kết thúc số {facts.seq}; mã kiểm tra của mục này bắt đầu bằng"
        f" {facts.hash[:16]}.{content}"
    )
