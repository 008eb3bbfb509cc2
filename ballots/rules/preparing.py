"""What a draft and a prepared answer may be: less than an answer, and never one."""

from collections.abc import Sequence
from typing import Any

from ballots.rules.answers import Line, Question
from core.refusals import Refusal

MOST_PAPERS = 5
PAPER_MAX_BYTES = 10 * 2**20
MOST_DISPLACED = 20  # what other devices had typed; nobody looks through more

Displaced = list[dict[str, Any]]


def is_empty(lines: Sequence[Line]) -> bool:
    """Whether nothing is chosen and nothing written."""
    return not any(line["choice"] or line["text"].strip() for line in lines)


def check_prepared(lines: Sequence[Line], questions: Sequence[Question]) -> None:
    """Refuse a proposal that proposes nothing, or what a question does not offer; some may be left open."""
    choices = {question.number: question.choices for question in questions}
    for line in lines:
        if line["question"] not in choices:
            raise Refusal("answer_malformed")
        if line["choice"] and line["choice"] not in choices[line["question"]]:
            raise Refusal("choice_unknown", number=line["question"])
    if is_empty(lines):
        raise Refusal("prepared_empty")


def check_papers(kept: int) -> None:
    """Refuse one more paper beside a prepared answer than a member can look through."""
    if kept >= MOST_PAPERS:
        raise Refusal("prepared_papers_too_many", most=MOST_PAPERS)


def displacing(displaced: Displaced, lines: Sequence[Line], at: str) -> Displaced:
    """What is kept aside, with these lines in front: the newest few, each text once, nothing empty."""
    if is_empty(lines) or any(each["lines"] == list(lines) for each in displaced):
        return displaced
    return [{"at": at, "lines": list(lines)}, *displaced][:MOST_DISPLACED]
