"""What a ballot asks: numbered questions, each to be agreed to or answered by one of several alternatives."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from core.refusals import Refusal

LETTERS = "ABCDEFGHIJ"
MOST_QUESTIONS = 20


@dataclass(frozen=True)
class Asked:
    """A question as it is composed; without alternatives members agree, disagree or give another opinion."""

    text: str
    alternatives: tuple[str, ...] = ()

    def cleaned(self, clean: Callable[[str], str]) -> "Asked":
        """The same in the spelling in which texts are kept, without empty alternatives."""
        return Asked(clean(self.text), tuple(filter(None, map(clean, self.alternatives))))

    @property
    def lettered(self) -> list[dict[str, str]]:
        """The alternatives with the letters by which they are answered."""
        return [
            {"letter": letter, "text": text} for letter, text in zip(LETTERS, self.alternatives, strict=False)
        ]


def without_label(letter: str, text: str) -> str:
    """What an alternative says behind its own label: *Phương án A: giữ nguyên* → *giữ nguyên*; "" if nothing.

    Its letter stands before it wherever shown; whoever wrote *Phương án A* as well would read it twice.
    """
    label = rf"\s*(?:phương án|alternative|option)\s+{re.escape(letter)}(?!\w)[\s:.;,)–—-]*"
    found = re.match(label, text, re.IGNORECASE)
    return text[found.end() :] if found else text


def check_questions(asked: Sequence[Asked]) -> None:
    """Refuse a ballot that asks nothing, too much, or a question that nobody could answer clearly."""
    if not asked:
        raise Refusal("question_missing", number=1)
    if len(asked) > MOST_QUESTIONS:
        raise Refusal("questions_too_many", number=MOST_QUESTIONS + 1, most=MOST_QUESTIONS)
    for number, question in enumerate(asked, start=1):
        _check_question(number, question)


def _check_question(number: int, question: Asked) -> None:
    offered = question.alternatives
    if not question.text:
        raise Refusal("question_missing", number=number)
    if len(offered) == 1:
        raise Refusal("alternatives_too_few", number=number)
    if len(offered) > len(LETTERS):
        raise Refusal("alternatives_too_many", number=number, most=len(LETTERS))
    if len({text.casefold() for text in offered}) < len(offered):
        raise Refusal("alternatives_repeat", number=number)
