"""Sentences about votes in documents, in Vietnamese whatever the reader's screen says: these are official."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from ballots.papers.resolved import AdoptedFacts
from ballots.rules import Choice, Outcome, Reason, without_label
from core.time import local
from records import wording

CHOICES = {Choice.FOR: "Đồng ý", Choice.AGAINST: "Không đồng ý", Choice.OTHER: "Ý kiến khác"}
TIE_BREAKERS = {"prime_minister": "Thủ tướng Chính phủ"}
SHARES = {"1/2": "quá nửa"}
# How surely a rule was read, the screens say. A paper quotes what was read; of the rest it says whose it is.
READ = ("R", "R2")
OF_THE_SYSTEM = "theo thiết lập của hệ thống"


@dataclass(frozen=True, slots=True)
class Setting:
    """What differs between a vote in session and one in writing: how silence is called, and who must rule."""

    silence: str
    ruling: str


IN_SESSION = Setting("không biểu quyết", "Cần Chủ tọa quyết định.")


def in_writing(tie_breaker: str) -> Setting:
    """The setting of a written ballot: whoever receives its report rules."""
    return Setting("không trả lời", f"Cần {ruler(tie_breaker)} xem xét, quyết định.")


def ruler(tie_breaker: str) -> str:
    """The office to which a result is reported."""
    return TIE_BREAKERS.get(tie_breaker, "người có quyền quyết định")


def hour(moment: datetime) -> str:
    """*08 giờ 05*."""
    return f"{local(moment):%H} giờ {local(moment):%M}"


def day(moment: datetime) -> str:
    """*ngày 05 tháng 02 năm 2026*."""
    return wording.day(local(moment))


def at_moment(moment: datetime) -> str:
    """*08 giờ 05, ngày 05 tháng 02 năm 2026*."""
    return f"{hour(moment)}, {day(moment)}"


def members(body: str) -> str:
    """*Thành viên Chính phủ*."""
    return f"Thành viên {body}"


def choice(given: str | None, silence: str) -> str:
    """What a seat gave, in a table."""
    if given is None:
        return silence
    return CHOICES[Choice(given)] if given in CHOICES else f"Phương án {given}"


def alternative(letter: str, text: str) -> str:
    """*Phương án A: giữ nguyên*; whoever wrote the label as well reads it once."""
    labelled = without_label(letter, text) != text
    return text if labelled else f"Phương án {letter}: {text}"


def source(text: str, mark: str) -> str:
    """*theo Khoản 3 Điều 3 …*; what nobody has read is not quoted: this system is set that way."""
    return f"theo {text}" if mark in READ else OF_THE_SYSTEM


def task(text: str, agency: str, due: date | None) -> str:
    """What is to be done, by whom, until when: *Bộ Xây dựng: hoàn thiện hồ sơ (thời hạn: 05/12/2026).*"""
    who = f"{agency}: " if agency else ""
    until = f" (thời hạn: {due:%d/%m/%Y})" if due else ""
    return f"{who}{text.rstrip('.;')}{until}."


def adopted(each: AdoptedFacts) -> str:
    """*Thông qua dự thảo Nghị định …*; of alternatives the one that was chosen."""
    words = each.text.rstrip(" .?")
    chosen = f", theo {alternative(each.choice, each.chosen.rstrip('. '))}" if each.choice else ""
    return f"{words}{chosen}{':' if each.covers else '.'}"


def begun(words: str) -> str:
    """Words at the beginning of a sentence."""
    return f"{words[:1].upper()}{words[1:]}"


def decided(outcome: Outcome, body: str, setting: Setting) -> str:
    """What a vote decided, with its arithmetic and rule."""
    return _OUTCOMES[outcome.reason](outcome, body, setting)


def _rule(outcome: Outcome, body: str) -> str:
    """*quá nửa tổng số Thành viên Chính phủ, cần 14*; a rule that nobody has read is not quoted."""
    told = f" ({outcome.source})" if outcome.mark in READ and outcome.rule == "majority_share" else ""
    share = SHARES.get(outcome.share, f"quá {outcome.share}")
    return f"{share} tổng số {members(body)}, cần {outcome.needed}{told}"


def _subject(outcome: Outcome) -> str:
    return f"Phương án {outcome.choice}" if outcome.choice else "Nội dung"


def _agreed(outcome: Outcome) -> str:
    """*25/27 phiếu đồng ý*, and how many of these were silent."""
    if not outcome.received_deemed:
        return f"{outcome.received}/{outcome.base} phiếu đồng ý"
    return (
        f"{outcome.received}/{outcome.base} thành viên đồng ý ({outcome.received_cast} phiếu trả lời đồng ý"
        f" và {outcome.received_deemed} thành viên không trả lời được coi là đồng ý)"
    )


def _by_majority(outcome: Outcome, body: str, setting: Setting) -> str:
    return f"{_subject(outcome)} được thông qua: {_agreed(outcome)}, {_rule(outcome, body)}."


def _without_majority(outcome: Outcome, body: str, setting: Setting) -> str:
    return f"Nội dung không được thông qua: {_agreed(outcome)}, không {_rule(outcome, body)}."


def _equal(outcome: Outcome) -> str:
    if not outcome.received:
        return "Không có phiếu nào cho bên nào"
    if outcome.received == outcome.against:
        return f"Số phiếu đồng ý và không đồng ý ngang nhau ({outcome.received} - {outcome.against})"
    return f"Số phiếu của các phương án dẫn đầu ngang nhau ({outcome.received} - {outcome.received})"


def _breaker(outcome: Outcome) -> str:
    return TIE_BREAKERS.get(outcome.tie_breaker, "người có quyền quyết định khi ngang phiếu")


def _tie_broken(outcome: Outcome, body: str, setting: Setting) -> str:
    told = f" ({outcome.source})" if outcome.mark in READ else ""
    verdict = "được" if outcome.adopted else "không được"
    return (
        f"{_equal(outcome)}. {_subject(outcome)} {verdict} thông qua theo ý kiến đã biểu quyết của"
        f" {_breaker(outcome)}{told}."
    )


def _votes_missing(outcome: Outcome, body: str, setting: Setting) -> str:
    others = f", {outcome.other} ý kiến khác" if outcome.other else ""
    return (
        f"{_equal(outcome)}{others}, {outcome.silent} thành viên {setting.silence}; không bên nào đạt"
        f" {_rule(outcome, body)}. {setting.ruling}"
    )


def _below_majority(outcome: Outcome, body: str, setting: Setting) -> str:
    return (
        f"{_equal(outcome)}, {outcome.other} ý kiến khác; thêm một phiếu vẫn không {_rule(outcome, body)}."
        f" {setting.ruling}"
    )


def _breaker_apart(outcome: Outcome, body: str, setting: Setting) -> str:
    return f"{_equal(outcome)}; {_breaker(outcome)} có ý kiến khác. {setting.ruling}"


def _breaker_silent(outcome: Outcome, body: str, setting: Setting) -> str:
    return f"{_equal(outcome)}; không có phiếu của {_breaker(outcome)}. {setting.ruling}"


def _silence_decides(outcome: Outcome, body: str, setting: Setting) -> str:
    return (
        f"{_agreed(outcome)}, cần {outcome.needed}; kết quả phụ thuộc cách tính {outcome.silent} thành viên"
        f" không trả lời. {setting.ruling}"
    )


def _undelivered_decides(outcome: Outcome, body: str, setting: Setting) -> str:
    return (
        f"{_agreed(outcome)}, cần {outcome.needed}; kết quả phụ thuộc {outcome.silent} thành viên không trả"
        f" lời mà không có căn cứ phiếu đã đến nơi trước thời hạn. {setting.ruling}"
    )


_OUTCOMES: Mapping[Reason, Callable[[Outcome, str, Setting], str]] = {
    Reason.MAJORITY: _by_majority,
    Reason.NO_MAJORITY: _without_majority,
    Reason.TIE_BROKEN: _tie_broken,
    Reason.TIE_VOTES_MISSING: _votes_missing,
    Reason.TIE_BELOW_MAJORITY: _below_majority,
    Reason.TIE_BREAKER_OTHER: _breaker_apart,
    Reason.TIE_BREAKER_SILENT: _breaker_silent,
    Reason.SILENCE_WOULD_DECIDE: _silence_decides,
    Reason.UNDELIVERED_WOULD_DECIDE: _undelivered_decides,
}
