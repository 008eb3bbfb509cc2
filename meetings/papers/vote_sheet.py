"""The vote sheet: every seat of a vote in session with its mark, and the sum that must come out."""

from __future__ import annotations

from collections.abc import Iterator

from meetings.papers import seats, sentences
from meetings.papers.paper_facts import VoteSheetFacts
from records import stamped
from records.composition import demonstrating, document, said
from records.elements import Document, Element, Heading, Note, Paragraph, SmallPrint, Title
from records.kinds import Stamp
from records.wording import within

KIND = "Phiếu biểu quyết"


def compose_vote_sheet(facts: VoteSheetFacts, stamp: Stamp) -> Document:
    """The sheet of all seats in protocol order."""
    return document(
        stamped.letterhead(stamp, facts.body, f"PBQ-{facts.symbol}", place=facts.place),
        Title(KIND, f"Về {within(facts.title)}"),
        _voted(facts),
        _result(facts),
        seats.ticked(facts.vote),
        [
            stamped.signed_by_both(stamp, facts.secretary, facts.chair),
            SmallPrint(f"Lập từ nhật ký của cuộc họp, mục số {facts.vote.seq}."),
        ],
        named=f"{KIND}: {facts.title}",
        subject=facts.session,
        mark=stamped.margin(stamp, demonstration=facts.demonstration),
        notes=demonstrating(demonstration=facts.demonstration),
    )


def _voted(facts: VoteSheetFacts) -> Iterator[Element]:
    yield said("Cuộc họp", f"{facts.session}.")
    yield said("Nội dung", f"{facts.item}. {facts.title}.")
    yield said("Kết thúc biểu quyết", f"{sentences.at_moment(facts.vote.closed_at)}.")


def _result(facts: VoteSheetFacts) -> Iterator[Element]:
    vote = facts.vote
    yield Heading("Kết quả")
    yield Paragraph(sentences.count(vote.tally, vote.seats))
    yield Paragraph(sentences.added_up(vote.tally, facts.body))
    yield Paragraph(sentences.decided(vote, facts.body))
    if vote.corrections:
        told = f"{'; '.join(vote.corrections)}. Kết quả không đổi."
        yield Note("Báo lại sau khi kết thúc biểu quyết", told)
