"""Sentences of the minutes, in Vietnamese whatever language the reader's screen has: minutes are official."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import datetime

from ballots.papers.sentences import IN_SESSION, begun, in_writing
from ballots.papers.sentences import at_moment as at_moment  # said of votes and of sessions alike
from ballots.papers.sentences import choice as given
from ballots.papers.sentences import day as day
from ballots.papers.sentences import decided as decided_words
from ballots.papers.sentences import hour as hour
from ballots.papers.sentences import members as members
from ballots.papers.sentences import task as task_words
from ballots.rules import Tally
from meetings.papers.facts import (
    Attendee,
    BallotFacts,
    CountedFacts,
    DecisionFacts,
    EditionFacts,
    MinutesFacts,
    QuorumFacts,
    SeatVote,
    SpeakerFacts,
    VoteFacts,
)
from meetings.papers.paper_facts import SeatAttendance
from meetings.rules import Presence

PLACES = {"in_room": "Tại phòng họp", "remote": "Từ xa"}
WAYS = {"hands": "giơ tay", "voice": "trả lời bằng lời"}
# Why a seat did not vote: as counted in a sentence, and in its line of the table.
SILENCES = {
    Presence.ABSENT: ("vắng mặt", "Vắng mặt"),
    Presence.LEFT: ("đã rời cuộc họp", "Đã rời cuộc họp"),
    Presence.DEPUTY: ("người dự thay không biểu quyết", "Người dự thay"),
    Presence.EXPECTED: ("chưa ghi nhận có mặt", "Chưa có mặt"),
    Presence.IN_ROOM: ("có mặt, không bỏ phiếu", "Tại phòng họp"),
    Presence.REMOTE: ("dự từ xa, không bỏ phiếu", "Từ xa"),
}
RECUSED = ("không tham gia do xung đột lợi ích", "Không tham gia")
CHANGES = {
    Presence.IN_ROOM: "có mặt tại phòng họp từ",
    Presence.REMOTE: "dự từ xa từ",
    Presence.DEPUTY: "có người dự thay từ",
    Presence.LEFT: "rời cuộc họp lúc",
    Presence.ABSENT: "vắng mặt từ",
    Presence.EXPECTED: "chưa có mặt từ",
}
# The attendance list: how a seat attended, and its moves one by one.
PRESENCES = {
    Presence.IN_ROOM: "Tại phòng họp",
    Presence.REMOTE: "Từ xa",
    Presence.DEPUTY: "",
    Presence.ABSENT: "Vắng mặt",
    Presence.LEFT: "Đã rời cuộc họp",
    Presence.EXPECTED: "Chưa ghi nhận",
}
MOVES = {
    Presence.IN_ROOM: "tại phòng họp",
    Presence.REMOTE: "từ xa",
    Presence.DEPUTY: "người dự thay",
    Presence.ABSENT: "vắng",
    Presence.LEFT: "rời",
}
CONSENTS = {True: "được đồng ý", False: "chưa được đồng ý", None: ""}


def attendee(some: Attendee) -> str:
    """One seat in the list of those who attended, with what changed after the start."""
    text = f"{some.deputy}, dự thay {some.office}" if some.presence is Presence.DEPUTY else some.office
    remarks = [some.reason] if some.reason else []
    if some.consented is not None:
        remarks.append("được đồng ý cho vắng" if some.consented else "chưa được đồng ý cho vắng")
    if some.deputy and some.presence is Presence.REMOTE:
        remarks.append(f"{some.deputy} dự thay tại phòng họp, thành viên biểu quyết từ xa")
    remarks += [f"{CHANGES[presence]} {hour(moment)}" for moment, presence in some.changes]
    return f"{text} ({'; '.join(remarks)})" if remarks else text


def presence(seat: SeatAttendance) -> str:
    """*Vắng mặt; được đồng ý; đi công tác*: how a seat attended, in the list."""
    said = [PRESENCES[seat.presence]]
    if seat.presence is Presence.ABSENT:
        said += [CONSENTS[seat.consented], seat.reason]
    deputy = next((stay.deputy for stay in reversed(seat.stays) if stay.deputy), "")
    return "; ".join(filter(None, [*said, f"{deputy} dự thay" if deputy else ""]))


def times(seat: SeatAttendance) -> str:
    """*từ 07 giờ 45*, or every move: *có mặt 07 giờ 45, rời 09 giờ 10*."""
    if len(seat.stays) == 1:
        [stay] = seat.stays
        return "" if stay.presence is Presence.ABSENT else f"từ {hour(stay.at)}"
    return ", ".join(f"{MOVES[stay.presence]} {hour(stay.at)}" for stay in seat.stays)


def attended(quorum: QuorumFacts, body: str) -> str:
    """Whether enough members attended, with the arithmetic."""
    share = f"{quorum.share} tổng số {members(body)}" if quorum.share else f"tổng số {members(body)}"
    rule = f"cần ít nhất {quorum.needed}/{quorum.seats}, bằng {share}"
    if quorum.source:
        rule += f", {quorum.source}"
    verdict = "đủ" if quorum.attending >= quorum.needed else "chưa đủ"
    return (
        f"Khi bắt đầu có {quorum.attending}/{quorum.seats} thành viên dự họp"
        f" ({quorum.in_room} tại phòng họp, {quorum.remote} từ xa), {verdict} số thành viên để họp ({rule})."
    )


def _places(count: int, room: int, remote: int) -> str:
    """Where the votes were given, when that is known of all of them."""
    return f" ({room} tại phòng họp, {remote} từ xa)" if count and room + remote == count else ""


def count(tally: Tally, seats: tuple[SeatVote, ...]) -> str:
    """The figures of a vote."""
    if tally.by_choice:
        parts = [f"Phương án {letter}: {votes}/{tally.electorate}" for letter, votes in tally.by_choice]
    else:
        agreed = _places(tally.for_, tally.for_room, tally.for_remote)
        against = _places(tally.against, tally.against_room, tally.against_remote)
        parts = [
            f"Số phiếu đồng ý: {tally.for_}/{tally.electorate}{agreed}",
            f"không đồng ý: {tally.against}{against}",
        ]
    parts.append(f"ý kiến khác: {tally.other}{_places(tally.other, tally.other_room, tally.other_remote)}")
    parts.append(f"không biểu quyết: {tally.silent}{_silences(tally, seats)}")
    return "; ".join(parts) + "."


def added_up(tally: Tally, body: str) -> str:
    """*25 + 0 + 0 + 2 = 27*: the sentence by which anybody checks a sheet."""
    sides = [votes for _, votes in tally.by_choice] or [tally.for_, tally.against]
    parts = " + ".join(map(str, [*sides, tally.other, tally.silent]))
    return f"Cộng: {parts} = {tally.electorate}, bằng số {members(body)}."


def chaired(on: datetime, place: str, chair: str, session: str) -> str:
    """*Ngày …, tại …, Thủ tướng Chính phủ đã chủ trì phiên họp …*"""
    where = f", tại {place}" if place else ""
    return f"{begun(day(on))}{where}, {chair} đã chủ trì {session}."


def written_from(seq: int, head: str = "") -> str:
    """From which entries of the journal a paper was written, and the digest by which that is checked."""
    digest = f"; mã kiểm tra của mục này bắt đầu bằng {head[:16]}" if head else ""
    return f"Lập từ nhật ký của cuộc họp đến mục số {seq}{digest}."


def origin(facts: MinutesFacts, edition: EditionFacts | None) -> Iterator[str]:
    """From what minutes were written, who approved them, and which edition they supersede."""
    yield written_from(facts.head_seq, facts.head_hash)
    if edition is None:
        return
    yield (
        f"Bản {edition.number}. Người soạn: {', '.join(edition.drafted_by)}. Gửi các đại biểu dự họp"
        f" {day(edition.circulated_at)}; {edition.corrections} đề nghị sửa đổi. Người duyệt:"
        f" {edition.approved_by}, {at_moment(edition.approved_at)}."
    )
    if edition.supersedes:
        digest = f"mã kiểm tra bắt đầu bằng {edition.supersedes[:16]}"
        yield f"Thay thế bản {edition.number - 1} ({digest}): {edition.reason}"


def spoke(speakers: tuple[SpeakerFacts, ...]) -> str:
    """Who spoke and for how long: *Bộ trưởng Bộ Tư pháp (3 phút 05 giây)*."""
    return "; ".join(f"{each.office} ({_about(each)}{duration(each.seconds)})" for each in speakers)


def _about(speaker: SpeakerFacts) -> str:
    return "về thủ tục, " if speaker.is_order else ""


def duration(seconds: int) -> str:
    """*3 phút 05 giây*."""
    minutes, rest = divmod(seconds, 60)
    return f"{minutes} phút {rest:02} giây" if minutes else f"{rest} giây"


def task(decision: DecisionFacts) -> str:
    """A decision with its agency and due date."""
    return task_words(decision.text, decision.agency, decision.due)


def _silences(tally: Tally, seats: tuple[SeatVote, ...]) -> str:
    """Why members did not vote, when the journal knows it of all of them."""
    silent = [seat for seat in seats if seat.choice is None]
    if not tally.silent or len(silent) != tally.silent:
        return ""
    apart = sum(seat.recused for seat in silent)
    reasons = Counter(seat.presence for seat in silent if not seat.recused)
    known = [f"{reasons[each]} {words}" for each, (words, _) in SILENCES.items() if reasons[each]]
    known += [f"{apart} {RECUSED[0]}"] if apart else []
    return f" ({', '.join(known)})"


def choice(seat: SeatVote) -> str:
    """What a seat gave, in the table."""
    return given(seat.choice, "Không biểu quyết")


def manner(seat: SeatVote) -> str:
    """How a seat voted, or why it did not, in the table."""
    if seat.choice is None:
        return RECUSED[1] if seat.recused else SILENCES[seat.presence][1]
    place, way = PLACES.get(seat.place or "", ""), WAYS.get(seat.way, "")
    return f"{place}, {way}" if place and way else place or way


def spoken_vote(vote: VoteFacts) -> str:
    """How a vote was taken that was not given on tablets, why, and by which two persons it was entered."""
    by = "; ".join(f"{keyed} nhập, {confirmed} xác nhận" for keyed, confirmed in vote.signed)
    way = {"hands": "giơ tay", "voice": "gọi tên từng thành viên"}[vote.way]
    return (
        f"Biểu quyết bằng hình thức {way}, không bỏ phiếu trên máy ({vote.way_reason});"
        f" kết quả từng thành viên do {by}."
    )


def decided(vote: VoteFacts, body: str) -> str:
    """What a vote decided, with its arithmetic and rule."""
    return decided_words(vote.outcome, body, IN_SESSION)


def reported(ballot: BallotFacts, body: str) -> str:
    """An opinion ballot that the session is told of, with the totals of every question."""
    number = f"Phiếu lấy ý kiến số {ballot.number}" if ballot.number else "Phiếu lấy ý kiến"
    about = f" “{ballot.title}”" if ballot.title else " về một hồ sơ hạn chế"
    several = len(ballot.counts) > 1
    results = (_counted(each, body, several=several) for each in ballot.counts)
    return f"{number}{about} (kết thúc {day(ballot.closed_at)}). {' '.join(results)}"


def _counted(counted: CountedFacts, body: str, *, several: bool) -> str:
    tally, question = counted.tally, f"Vấn đề {counted.number}. " if several else ""
    if tally.by_choice:
        parts = [f"phương án {letter} {votes}/{tally.electorate}" for letter, votes in tally.by_choice]
    else:
        parts = [f"đồng ý {tally.for_}/{tally.electorate}", f"không đồng ý {tally.against}"]
    parts += [f"ý kiến khác {tally.other}", f"không trả lời {tally.silent + tally.deemed_for}"]
    figures = "; ".join(parts)
    decided = decided_words(counted.outcome, body, in_writing(counted.outcome.tie_breaker))
    return f"{question}{begun(figures)}. {decided}"
