"""The resolution (Nghị quyết) in the form of Decree 30/2020: what a session or a ballot adopted."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count

from ballots.papers import grounds, sentences
from ballots.papers.resolved import ResolutionFacts
from records import stamped
from records.composition import demonstrating, document
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

KIND, DECIDES, CARRYING_OUT = "Nghị quyết", "QUYẾT NGHỊ:", "Tổ chức thực hiện:"
UNCHECKED = "Cần đối chiếu trước khi ký"


def compose_resolution(facts: ResolutionFacts, stamp: Stamp) -> Document:
    """The resolution; without a number it is a draft, which names what is to be checked before signing."""
    draft = stamped.is_draft(stamp)
    return document(
        stamped.letterhead(stamp, facts.body, f"NQ-{facts.form.symbol}", place=facts.place),
        Title(KIND, facts.about),
        [Authority(facts.body), Grounds(tuple(grounds.lines(facts, draft=draft))), Authority(DECIDES)],
        _articles(facts),
        _end(facts, stamp),
        subject=KIND,
        mark=stamped.margin(stamp, demonstration=facts.demonstration),
        notes=[*demonstrating(demonstration=facts.demonstration), *_unchecked(facts, draft=draft)],
    )


def _unchecked(facts: ResolutionFacts, *, draft: bool) -> Iterator[Note]:
    yield from (Note(UNCHECKED, words) for words in grounds.unchecked(facts) if draft)


def _articles(facts: ResolutionFacts) -> Iterator[Element]:
    numbers = count(1)
    for each in facts.adopted:
        yield Article(next(numbers), sentences.adopted(each))
        yield from [Listing(each.covers, numbered=True)] if each.covers else []
    for text in facts.conclusions:
        yield Article(next(numbers), text)
    if facts.tasks:
        yield Article(next(numbers), CARRYING_OUT)
        tasks = (sentences.task(each.text, each.agency, each.due) for each in facts.tasks)
        yield Listing(tuple(tasks), numbered=True)
    yield Article(next(numbers), facts.form.effect)
    yield Article(next(numbers), f"{facts.form.carried_out_by}./.")


def _end(facts: ResolutionFacts, stamp: Stamp) -> Iterator[Element]:
    yield Closing(
        left=stamped.recipients(stamp, *facts.form.recipients),
        right=stamped.signer(stamp, facts.form.on_behalf, facts.form.signer),
    )
    yield SmallPrint(
        f"Lập từ kết quả biểu quyết ghi tại mục nhật ký số {facts.seq}; mã kiểm tra của mục này"
        f" bắt đầu bằng {facts.hash[:16]}."
    )
