"""An answer sheet: whether it is complete, its one spelling, and its digest."""

import hashlib
import json
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypedDict

from ballots.rules.outcomes import Choice
from ballots.rules.states import Form
from core.refusals import Refusal


class Line(TypedDict):
    """One answered question of an answer sheet."""

    question: int
    choice: str
    text: str


@dataclass(frozen=True, slots=True)
class Question:
    """What may be answered to one numbered question."""

    number: int
    choices: tuple[str, ...]
    other_needs_text: bool

    @classmethod
    def on_draft(cls, number: int, form: Form) -> "Question":
        """For, against or another opinion; on a written ballot another opinion is written down."""
        return cls(number, tuple(Choice), form is Form.WRITTEN)

    @classmethod
    def on_alternatives(cls, number: int, letters: Sequence[str], form: Form) -> "Question":
        """One of the lettered alternatives, or another opinion."""
        return cls(number, (*letters, Choice.OTHER), form is Form.WRITTEN)


def check_lines(lines: Sequence[Line], questions: Sequence[Question]) -> None:
    """Refuse an answer sheet that leaves a question out, or answers one it does not have."""
    given = {line["question"]: line for line in lines}
    if len(given) != len(lines) or set(given) - {question.number for question in questions}:
        raise Refusal("answer_malformed")
    for question in questions:
        line = given.get(question.number)
        if line is None or not line["choice"]:
            raise Refusal("question_unanswered", number=question.number)
        if line["choice"] not in question.choices:
            raise Refusal("choice_unknown", number=question.number)
        if question.other_needs_text and line["choice"] == Choice.OTHER and not line["text"].strip():
            raise Refusal("other_needs_text", number=question.number)


def canonical(lines: Sequence[Line]) -> bytes:
    """The one spelling of an answer: by question, sorted keys, no spaces, NFC text, UTF-8."""
    ordered = sorted(lines, key=lambda line: line["question"])
    plain = [
        {"question": line["question"], "choice": _nfc(line["choice"]), "text": _nfc(line["text"])}
        for line in ordered
    ]
    return json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def digest(salt: str, lines: Sequence[Line]) -> str:
    """What the journal keeps of a named answer: SHA-256 of salt, a zero byte and the canonical answer."""
    return hashlib.sha256(salt.encode() + b"\x00" + canonical(lines)).hexdigest()


def _nfc(text: str) -> str:
    return unicodedata.normalize("NFC", str(text))
