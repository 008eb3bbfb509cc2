"""The resolution (Nghị quyết) in the form of Decree 30/2020: what a session or a ballot adopted."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count

from ballots.papers import sentences
from ballots.papers.resolved import AdoptedFacts, ResolutionFacts, Route
from records import stamped
from records.elements import (
    Article,
    Authority,
    Closing,
    Document,
    Element,
    Grounds,
    Listing,
    Note,
    SmallPrint,
    Title,
)
from records.kinds import Stamp

KIND, DECIDES = "Nghị quyết", "QUYẾT NGHỊ:"
UNCHECKED = "Cần đối chiếu trước khi ký"
CARRYING_OUT = "Tổ chức thực hiện:"


def compose_resolution(facts: ResolutionFacts, stamp: Stamp) -> Document:
    """The resolution; without a number it is a draft, which names what is to be checked before signing."""
    return Document(
        title=f"{KIND}: {facts.about}",
        author=facts.body,
        subject=KIND,
        mark=stamped.margin(stamp, demonstration=facts.demonstration),
        elements=(
            stamped.letterhead(stamp, facts.body, f"NQ-{facts.form.symbol}", place=facts.place),
            Title(KIND, facts.about),
            *stamped.remarks(demonstration=facts.demonstration),
            *_remarks(facts, stamp),
            Authority(facts.body),
            _grounds(facts),
            Authority(DECIDES),
            *_articles(facts),
            Closing(
                left=stamped.recipients(stamp, *facts.form.recipients),
                right=stamped.signer(stamp, facts.form.on_behalf, facts.form.signer),
            ),
            SmallPrint(
                f"Lập từ kết quả biểu quyết ghi tại mục nhật ký số {facts.seq}; mã kiểm tra của mục này"
                f" bắt đầu bằng {facts.hash[:16]}."
            ),
        ),
    )


def _remarks(facts: ResolutionFacts, stamp: Stamp) -> Iterator[Element]:
    unchecked = [each.text for each in facts.grounds if each.mark != "R"]
    if stamped.is_draft(stamp) and unchecked:
        yield Note(UNCHECKED, f"Chưa đối chiếu với văn bản gốc: {'; '.join(unchecked)}.")


def _grounds(facts: ResolutionFacts) -> Grounds:
    """*Căn cứ*, *Theo đề nghị* and *Trên cơ sở*, each on a line of its own."""
    texts = tuple(f"Căn cứ {each.text}" for each in facts.grounds)
    return Grounds((*texts, f"Theo đề nghị của {facts.proposer} tại {facts.slip}", _basis(facts)))


def _basis(facts: ResolutionFacts) -> str:
    members, day = sentences.members(facts.body), sentences.day(facts.decided_at)
    if facts.route is Route.SESSION:
        session = f"{facts.session[:1].lower()}{facts.session[1:]}"
        return f"Trên cơ sở kết quả biểu quyết của các {members} tại {session}, {day}"
    number = f" theo Phiếu lấy ý kiến số {facts.ballot:02}" if facts.ballot else ""
    return f"Trên cơ sở kết quả lấy ý kiến các {members}{number}, kết thúc {day}"


def _articles(facts: ResolutionFacts) -> Iterator[Element]:
    numbers = count(1)
    for each in facts.adopted:
        yield Article(next(numbers), _adopted(each))
        yield from [Listing(each.covers, numbered=True)] if each.covers else []
    for text in facts.conclusions:
        yield Article(next(numbers), text)
    if facts.tasks:
        yield Article(next(numbers), CARRYING_OUT)
        yield Listing(
            tuple(sentences.task(each.text, each.agency, each.due) for each in facts.tasks), numbered=True
        )
    yield Article(next(numbers), facts.form.effect)
    yield Article(next(numbers), f"{facts.form.carried_out_by}./.")


def _adopted(each: AdoptedFacts) -> str:
    """*Thông qua dự thảo Nghị định …*; of alternatives the one that was chosen."""
    words = each.text.rstrip(" .?")
    chosen = f", theo Phương án {each.choice}: {each.chosen.rstrip('. ')}" if each.choice else ""
    return f"{words}{chosen}{':' if each.covers else '.'}"
