"""What a resolution rests on: *Căn cứ*, *Theo đề nghị*, *Trên cơ sở*; and what of it nobody has checked."""

from __future__ import annotations

from collections.abc import Iterator

from ballots.papers import sentences
from ballots.papers.resolved import ResolutionFacts, Route
from records.composition import BLANK
from records.wording import within

UNNUMBERED = (
    "Chưa rõ số của Tờ trình; nếu để trống, văn bản ký sẽ không ghi. Hãy ghi “Tờ trình số …” trong tên tài"
    " liệu của hồ sơ rồi lấy lại số liệu."
)


def lines(facts: ResolutionFacts, *, draft: bool) -> Iterator[str]:
    """Each on a line of its own."""
    for each in facts.grounds:
        yield f"Căn cứ {each.text}"
    if facts.proposer.strip():
        # A draft leaves room for a number that nobody knows; what is signed has none that nobody can fill in.
        named = _is_numbered(facts.slip) or (draft and facts.slip.strip())
        yield f"Theo đề nghị của {facts.proposer}" + (f" tại {facts.slip}" if named else "")
    yield _basis(facts)


def unchecked(facts: ResolutionFacts) -> Iterator[str]:
    """What is to be checked before anybody signs."""
    doubtful = [each.text for each in facts.grounds if each.mark != "R"]
    if doubtful:
        yield f"Chưa đối chiếu với văn bản gốc: {'; '.join(doubtful)}."
    if not _is_numbered(facts.slip):
        yield UNNUMBERED


def _is_numbered(slip: str) -> bool:
    """Whether the submission is known by its number."""
    return bool(slip.strip()) and BLANK not in slip


def _basis(facts: ResolutionFacts) -> str:
    members, day = sentences.members(facts.body), sentences.day(facts.decided_at)
    if facts.route is Route.SESSION:
        where = f" tại {within(facts.session)}" if facts.session else ""
        return f"Trên cơ sở kết quả biểu quyết của các {members}{where}, {day}"
    number = f" theo Phiếu lấy ý kiến số {facts.ballot:02}" if facts.ballot else ""
    return f"Trên cơ sở kết quả lấy ý kiến các {members}{number}, kết thúc {day}"
