"""The course of a session as minutes tell it: pauses, the quorum, the chair, items put off or sent back."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from ballots.papers.sentences import hour
from meetings.papers.facts import CourseFact, MinutesFacts, Sentence

KINDS = frozenset(
    (
        "meeting.paused",
        "meeting.resumed",
        "quorum.lost",
        "quorum.restored",
        "chair.handed",
        "chair.returned",
        "item.urgent",
        "item.deferred",
        "item.returned",
        "recusal.noted",
        "recusal.lifted",
    )
)
# What is told after the votes of an item; the rest before them.
AFTER_VOTES = frozenset(("item.deferred", "item.returned"))


def with_fact(course: Iterable[CourseFact], fact: CourseFact) -> list[CourseFact]:
    """The course with one more fact; a recusal that is lifted is told no more, a later direction replaces."""

    def gone(each: CourseFact) -> bool:
        if fact.kind == "recusal.lifted":
            return each.kind == "recusal.noted" and _about(each) == _about(fact)
        return fact.kind == "item.returned" and each.kind == fact.kind and each.item == fact.item

    kept = [each for each in course if not gone(each)]
    return kept if fact.kind == "recusal.lifted" else [*kept, fact]


def _about(fact: CourseFact) -> tuple[str, object]:
    return fact.item, fact.facts["seat"]


def tell_course(facts: MinutesFacts, item: str, *, after_votes: bool) -> Iterator[Sentence]:
    """The sentences of what happened in the course of an item (empty: beside the items)."""
    for each in facts.course_of(item):
        if (each.kind in AFTER_VOTES) == after_votes:
            yield Sentence(f"course:{each.seq}", words(each), (each.seq,), lettered=bool(item))


def words(fact: CourseFact) -> str:
    """One sentence."""
    return WORDS[fact.kind](hour(fact.at), fact.facts)


Words = Callable[[str, Mapping[str, Any]], str]


def _paused(at: str, facts: Mapping[str, Any]) -> str:
    return f"{at}, cuộc họp tạm dừng: {_end(facts['reason'])}"


def _resumed(at: str, facts: Mapping[str, Any]) -> str:
    return f"{at}, cuộc họp tiếp tục."


def _lost(at: str, facts: Mapping[str, Any]) -> str:
    count = f"{facts['attending']}/{facts['seats']} thành viên dự họp, cần {facts['needed']}"
    return f"{at}, sau khi {facts['by']} rời cuộc họp không còn đủ số thành viên để họp ({count})."


def _restored(at: str, facts: Mapping[str, Any]) -> str:
    return f"{at}, đủ lại số thành viên để họp ({facts['attending']}/{facts['seats']} thành viên dự họp)."


def _handed(at: str, facts: Mapping[str, Any]) -> str:
    extent = "nội dung này" if facts.get("item") else "phần còn lại của cuộc họp"
    return f"{at}, {facts['office']} được giao chủ trì {extent}."


def _returned_chair(at: str, facts: Mapping[str, Any]) -> str:
    return f"{at}, {facts['office']} tiếp tục chủ trì cuộc họp."


def _urgent(at: str, facts: Mapping[str, Any]) -> str:
    return f"Nội dung đột xuất, được bổ sung vào chương trình lúc {at}."


def _deferred(at: str, facts: Mapping[str, Any]) -> str:
    return f"Chủ tọa quyết định lùi nội dung này{_day(facts)}: {_end(facts['reason'])}"


def _directed(at: str, facts: Mapping[str, Any]) -> str:
    return f"Chủ tọa chỉ đạo chỉnh lý dự thảo{_day(facts)}: {_end(facts['text'])}"


def _recused(at: str, facts: Mapping[str, Any]) -> str:
    return f"{facts['office']} không tham gia nội dung này: {_end(facts['reason'])}"


def _day(facts: Mapping[str, Any]) -> str:
    day = facts.get("day")
    return f", trình lại ngày {date.fromisoformat(day):%d/%m/%Y}" if day else ""


def _end(text: str) -> str:
    """A text as the end of a sentence, with its full stop."""
    return text if text.endswith((".", "!", "?")) else f"{text}."


WORDS: Mapping[str, Words] = {
    "meeting.paused": _paused,
    "meeting.resumed": _resumed,
    "quorum.lost": _lost,
    "quorum.restored": _restored,
    "chair.handed": _handed,
    "chair.returned": _returned_chair,
    "item.urgent": _urgent,
    "item.deferred": _deferred,
    "item.returned": _directed,
    "recusal.noted": _recused,
}
