"""The minutes sentence by sentence, each with the journal entries it comes from.

Whoever adds a kind of entry to the minutes reads it in `gathering` (its `seq` goes into the facts), puts its
words into `sentences`, and yields a `Sentence` here, where it belongs in the course of the meeting. The
clerk's edits, the page, the PDF and the frozen minutes are all made of what `tell` returns.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain, groupby
from string import ascii_lowercase

from meetings.papers import sentences
from meetings.papers.course import tell_course
from meetings.papers.facts import Attendee, ItemFacts, MinutesFacts, Sentence, Shape, VoteFacts
from meetings.rules import Presence
from records.composition import BLANK, said
from records.elements import Element, Heading, Listing, Paragraph

GROUPS = (
    (Presence.IN_ROOM, "Có mặt tại phòng họp"),
    (Presence.REMOTE, "Dự họp từ xa"),
    (Presence.DEPUTY, "Người dự thay (được phát biểu, không biểu quyết)"),
    (Presence.ABSENT, "Vắng mặt"),
    (Presence.LEFT, "Đã rời cuộc họp"),
    (Presence.EXPECTED, "Chưa ghi nhận có mặt"),
)


def tell(facts: MinutesFacts) -> tuple[Sentence, ...]:
    """Every sentence of the minutes, in the order of Mẫu 1.9."""
    items = chain.from_iterable(_item(item, facts) for item in facts.items)
    return (*_head(facts), *_attendance(facts), *_ballots(facts), *_course(facts), *items, *_end(facts))


def _since(facts: MinutesFacts) -> tuple[int, ...]:
    return (facts.started_seq,) if facts.started_seq else ()


def _head(facts: MinutesFacts) -> Iterator[Sentence]:
    started = facts.started_at or facts.planned_at
    when = f"{sentences.hour(started)}, {sentences.day(started)}"
    yield Sentence(
        "start",
        f"{when}." if facts.started_at else f"dự kiến {when}.",
        _since(facts),
        label="Thời gian bắt đầu",
    )
    yield Sentence("place", f"{facts.place or BLANK}.", label="Địa điểm")


def _attendance(facts: MinutesFacts) -> Iterator[Sentence]:
    yield Sentence("attendance", "Thành phần tham dự:", shape=Shape.LEAD)
    for presence, label in GROUPS:
        yield from _group(facts, presence, label)
    yield from _guests(facts)
    if facts.quorum:
        text = sentences.attended(facts.quorum, facts.body)
        yield Sentence("quorum", text, _since(facts), fixed=True)
    yield Sentence("chair", f"{facts.chair or BLANK}.", _since(facts), label="Chủ trì (Chủ tọa)")
    yield Sentence("secretary", f"{facts.secretary or BLANK}.", label="Thư ký (người ghi biên bản)")


def _ballots(facts: MinutesFacts) -> Iterator[Sentence]:
    """What was decided in writing since the session before: totals only, as all attendees may know them."""
    if not facts.ballots:
        return
    lead = f"Kết quả lấy ý kiến bằng phiếu từ sau phiên họp trước ({len(facts.ballots)} phiếu):"
    yield Sentence("ballots", lead, shape=Shape.LEAD)
    for ballot in facts.ballots:
        yield Sentence(ballot.key, sentences.reported(ballot, facts.body), shape=Shape.LINE, fixed=True)


def _course(facts: MinutesFacts) -> Iterator[Sentence]:
    if facts.items:
        yield Sentence("course", "Nội dung (theo diễn biến cuộc họp):", shape=Shape.LEAD)


def _group(facts: MinutesFacts, presence: Presence, label: str) -> Iterator[Sentence]:
    some: list[Attendee] = [attendee for attendee in facts.attendees if attendee.presence is presence]
    names = "; ".join(sentences.attendee(attendee) for attendee in some)
    seqs = tuple(sorted(chain.from_iterable(attendee.seqs for attendee in some)))
    if some:
        yield Sentence(f"attendance.{presence}", f"{label} ({len(some)}): {names}.", seqs, Shape.LINE)


def _guests(facts: MinutesFacts) -> Iterator[Sentence]:
    parts = [f" (nội dung {guest.item})" if guest.item else "" for guest in facts.guests]
    names = [guest.label + part for guest, part in zip(facts.guests, parts, strict=True)]
    seqs = tuple(chain.from_iterable(guest.seqs for guest in facts.guests))
    if names:
        yield Sentence("guests", f"Khách mời ({len(names)}): {'; '.join(names)}.", seqs, Shape.LINE)


def _item(item: ItemFacts, facts: MinutesFacts) -> Iterator[Sentence]:
    """An item: who presented it, every vote on it, the chair's conclusion."""
    key, begun = f"item:{item.key}", item.of("item.started")
    yield Sentence(key, f"{item.order}. {item.title}", begun, Shape.HEADING)
    if item.presenter:
        yield Sentence(f"{key}.presenter", f"Trình bày: {item.presenter}.", begun, lettered=True)
    yield from tell_course(facts, item.key, after_votes=False)
    if item.speakers:
        said = tuple(chain.from_iterable(each.seqs for each in item.speakers))
        text = f"Phát biểu: {sentences.spoke(item.speakers)}."
        yield Sentence(f"{key}.speakers", text, said, lettered=True)
    for number, vote in enumerate(item.votes, start=1):
        times = f" lần {number}" if len(item.votes) > 1 else ""
        yield from _vote(f"Kết quả biểu quyết{times}", vote, facts)
    if item.open_vote:
        text = "Biểu quyết đang mở; chưa có kết quả."
        yield Sentence(f"{key}.open_vote", text, item.of("vote.opened"), lettered=True)
    if item.held_back:
        text = "Biểu quyết đã kết thúc; kết quả chưa được công bố."
        yield Sentence(f"{key}.held_back", text, item.of("vote.closed"), lettered=True)
    yield from tell_course(facts, item.key, after_votes=True)
    in_block = item.of("item.adopted_in_block")
    if not (item.votes or item.open_vote or item.held_back or in_block or item.deferred) and item.ended:
        text = "Nội dung này không biểu quyết."
        yield Sentence(f"{key}.no_vote", text, item.of("item.ended"), lettered=True)
    yield from _conclusion(key, item)
    if not item.ended:
        yield Sentence(f"{key}.unfinished", "(Nội dung đang được xem xét.)", begun, Shape.ASIDE)


def _conclusion(key: str, item: ItemFacts) -> Iterator[Sentence]:
    """What the chair has released, with the decisions one by one."""
    said = item.of("item.conclusion_released") or item.of("item.concluded", "item.adopted_in_block")
    if item.conclusion or item.decisions:
        yield Sentence(f"{key}.concluded", "Kết luận của Chủ tọa:", said, Shape.KEEP, lettered=True)
    if item.conclusion:
        yield Sentence(f"{key}.conclusion", item.conclusion, said)
    for number, decision in enumerate(item.decisions, start=1):
        text = sentences.task(decision)
        yield Sentence(f"{key}.decision.{number}", text, said, Shape.LINE)


def _vote(label: str, vote: VoteFacts, facts: MinutesFacts) -> Iterator[Sentence]:
    key, seqs = f"vote:{vote.ballot}", (vote.seq,)
    about = f" về {vote.subject}" if vote.subject and vote.outcome.choice else ""
    head = f"{label}{about} (lúc {sentences.hour(vote.closed_at)}):"
    yield Sentence(key, head, seqs, Shape.KEEP, lettered=True)
    if vote.way:
        yield Sentence(f"{key}.way", sentences.spoken_vote(vote), seqs, fixed=True)
    yield Sentence(f"{key}.count", sentences.count(vote.tally, vote.seats), seqs, Shape.KEEP, fixed=True)
    yield Sentence(f"{key}.decided", sentences.decided(vote, facts.body), seqs, fixed=True)
    if vote.corrections:
        said = "; ".join(vote.corrections)
        text = f"Thành viên báo lại sau khi kết thúc biểu quyết ({said}); kết quả không thay đổi."
        yield Sentence(f"{key}.corrections", text, vote.correction_seqs)


def _end(facts: MinutesFacts) -> Iterator[Sentence]:
    ended = (facts.closed_seq,) if facts.closed_seq else ()
    yield from tell_course(facts, "", after_votes=False)
    if facts.not_taken:
        text = f"Chương trình còn {facts.not_taken} nội dung chưa được xem xét tại cuộc họp."
        yield Sentence("not_taken", text, ended)
    if facts.closed_at:
        moment = f"{sentences.hour(facts.closed_at)}, {sentences.day(facts.closed_at)}"
        yield Sentence("end", f"Cuộc họp kết thúc vào {moment}./.", ended)
        return
    moment = f"{sentences.hour(facts.written_up_to)}, {sentences.day(facts.written_up_to)}"
    state = "đang diễn ra" if facts.started_at else "chưa bắt đầu"
    yield Sentence("end", f"Cuộc họp {state}; dự thảo này ghi đến {moment}./.")


def paragraphs(told: Iterable[Sentence]) -> Iterator[Element]:
    """Each sentence in its shape, lettered anew under every heading; lines after each other are one list."""
    letters = iter(ascii_lowercase)
    for listed, group in groupby(told, key=lambda sentence: sentence.shape is Shape.LINE):
        if listed:
            yield Listing(tuple(sentence.text for sentence in group))
            continue
        for sentence in group:
            if sentence.shape is Shape.HEADING:
                letters = iter(ascii_lowercase)
            yield _element(sentence, f"{next(letters, 'z')}) " if sentence.lettered else "")


def _element(sentence: Sentence, letter: str) -> Element:
    shape = sentence.shape
    if shape is Shape.HEADING:
        return Heading(sentence.text)
    if sentence.label:
        return said(sentence.label, sentence.text)
    return Paragraph(
        letter + sentence.text,
        bold=shape is Shape.LEAD,
        italic=shape is Shape.ASIDE,
        keep_next=shape in (Shape.LEAD, Shape.KEEP),
    )
