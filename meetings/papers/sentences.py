"""Sentences of the minutes, in Vietnamese whatever language the reader's screen has: minutes are official."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from datetime import datetime

from ballots.rules import Choice, Outcome, Reason, Tally
from core.time import local
from meetings.papers.facts import Attendee, QuorumFacts, SeatVote, VoteFacts
from meetings.rules import Presence
from records import wording

CHOICES = {Choice.FOR: "Đồng ý", Choice.AGAINST: "Không đồng ý", Choice.OTHER: "Ý kiến khác"}
PLACES = {"in_room": "Tại phòng họp", "remote": "Từ xa"}
TIE_BREAKERS = {"prime_minister": "Thủ tướng Chính phủ"}
SHARES = {"1/2": "quá nửa"}
# Why a seat did not vote: as counted in a sentence, and in its line of the table.
SILENCES = {
    Presence.ABSENT: ("vắng mặt", "Vắng mặt"),
    Presence.LEFT: ("đã rời cuộc họp", "Đã rời cuộc họp"),
    Presence.DEPUTY: ("người dự thay không biểu quyết", "Người dự thay"),
    Presence.EXPECTED: ("chưa ghi nhận có mặt", "Chưa có mặt"),
    Presence.IN_ROOM: ("có mặt, không bỏ phiếu", "Tại phòng họp"),
    Presence.REMOTE: ("dự từ xa, không bỏ phiếu", "Từ xa"),
}
CHANGES = {
    Presence.IN_ROOM: "có mặt tại phòng họp từ",
    Presence.REMOTE: "dự từ xa từ",
    Presence.DEPUTY: "có người dự thay từ",
    Presence.LEFT: "rời cuộc họp lúc",
    Presence.ABSENT: "vắng mặt từ",
    Presence.EXPECTED: "chưa có mặt từ",
}


def hour(moment: datetime) -> str:
    """*08 giờ 05*."""
    return f"{local(moment):%H} giờ {local(moment):%M}"


def day(moment: datetime) -> str:
    """*ngày 05 tháng 02 năm 2026*."""
    return wording.day(local(moment))


def members(body: str) -> str:
    """*Thành viên Chính phủ*."""
    return f"Thành viên {body}"


def attendee(some: Attendee) -> str:
    """One seat in the list of those who attended, with what changed after the start."""
    text = f"{some.deputy}, dự thay {some.office}" if some.presence is Presence.DEPUTY else some.office
    remarks = [some.reason] if some.reason else []
    remarks += [f"{CHANGES[presence]} {hour(moment)}" for moment, presence in some.changes]
    return f"{text} ({'; '.join(remarks)})" if remarks else text


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


def _silences(tally: Tally, seats: tuple[SeatVote, ...]) -> str:
    """Why members did not vote, when the journal knows it of all of them."""
    reasons = Counter(seat.presence for seat in seats if seat.choice is None)
    if not tally.silent or reasons.total() != tally.silent:
        return ""
    known = (f"{reasons[each]} {words}" for each, (words, _) in SILENCES.items() if reasons[each])
    return f" ({', '.join(known)})"


def choice(seat: SeatVote) -> str:
    """What a seat gave, in the table."""
    if seat.choice is None:
        return "Không biểu quyết"
    return CHOICES[Choice(seat.choice)] if seat.choice in CHOICES else f"Phương án {seat.choice}"


def manner(seat: SeatVote) -> str:
    """How a seat voted, or why it did not, in the table."""
    if seat.choice is None:
        return SILENCES[seat.presence][1]
    return PLACES.get(seat.place or "", "")


def _rule(outcome: Outcome, body: str) -> str:
    """*quá nửa tổng số Thành viên Chính phủ, cần 14*; a rule that nobody has read is not quoted."""
    source = f" ({outcome.source})" if outcome.mark != "?" and outcome.rule == "majority_share" else ""
    share = SHARES.get(outcome.share, f"quá {outcome.share}")
    return f"{share} tổng số {members(body)}, cần {outcome.needed}{source}"


def _subject(outcome: Outcome) -> str:
    return f"Phương án {outcome.choice}" if outcome.choice else "Nội dung"


def _by_majority(outcome: Outcome, body: str) -> str:
    votes = f"{outcome.received}/{outcome.base} phiếu đồng ý"
    return f"{_subject(outcome)} được thông qua: {votes}, {_rule(outcome, body)}."


def _without_majority(outcome: Outcome, body: str) -> str:
    return (
        f"Nội dung không được thông qua: {outcome.received}/{outcome.base} phiếu đồng ý,"
        f" không {_rule(outcome, body)}."
    )


def _equal(outcome: Outcome) -> str:
    if outcome.received == outcome.against:
        return f"Số phiếu đồng ý và không đồng ý ngang nhau ({outcome.received} - {outcome.against})"
    return f"Số phiếu của các phương án dẫn đầu ngang nhau ({outcome.received} - {outcome.received})"


def _breaker(outcome: Outcome) -> str:
    return TIE_BREAKERS.get(outcome.tie_breaker, "người có quyền quyết định khi ngang phiếu")


def _tie_broken(outcome: Outcome, body: str) -> str:
    source = f" ({outcome.source})" if outcome.mark != "?" else ""
    verdict = "được" if outcome.adopted else "không được"
    return (
        f"{_equal(outcome)}. {_subject(outcome)} {verdict} thông qua theo ý kiến đã biểu quyết của"
        f" {_breaker(outcome)}{source}."
    )


def _votes_missing(outcome: Outcome, body: str) -> str:
    return (
        f"{_equal(outcome)}, {outcome.silent} thành viên không biểu quyết; không bên nào đạt"
        f" {_rule(outcome, body)}. Cần Chủ tọa quyết định."
    )


def _below_majority(outcome: Outcome, body: str) -> str:
    return (
        f"{_equal(outcome)}, {outcome.other} ý kiến khác; thêm một phiếu vẫn không {_rule(outcome, body)}."
        " Cần Chủ tọa quyết định."
    )


def _breaker_apart(outcome: Outcome, body: str) -> str:
    return f"{_equal(outcome)}; {_breaker(outcome)} có ý kiến khác. Cần Chủ tọa quyết định."


def _breaker_silent(outcome: Outcome, body: str) -> str:
    return f"{_equal(outcome)}; không có phiếu của {_breaker(outcome)}. Cần Chủ tọa quyết định."


def _silence_decides(outcome: Outcome, body: str) -> str:
    return (
        f"{outcome.received}/{outcome.base} phiếu đồng ý, cần {outcome.needed}; kết quả phụ thuộc cách tính"
        f" {outcome.silent} thành viên không trả lời. Cần Chủ tọa quyết định."
    )


_OUTCOMES: Mapping[Reason, Callable[[Outcome, str], str]] = {
    Reason.MAJORITY: _by_majority,
    Reason.NO_MAJORITY: _without_majority,
    Reason.TIE_BROKEN: _tie_broken,
    Reason.TIE_VOTES_MISSING: _votes_missing,
    Reason.TIE_BELOW_MAJORITY: _below_majority,
    Reason.TIE_BREAKER_OTHER: _breaker_apart,
    Reason.TIE_BREAKER_SILENT: _breaker_silent,
    Reason.SILENCE_WOULD_DECIDE: _silence_decides,
}


def decided(vote: VoteFacts, body: str) -> str:
    """What a vote decided, with its arithmetic and rule."""
    return _OUTCOMES[vote.outcome.reason](vote.outcome, body)
