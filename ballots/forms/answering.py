"""The answer sheet of a member: a choice and a free text for each question."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from django import forms

from ballots.models import Answer, Question
from ballots.rules import Choice, Line, without_label
from core.refusals import Refusal
from core.wording import sentence
from matters.forms import Lines

LONGEST_OPINION = 10_000


@dataclass(frozen=True)
class Offer:
    """One choice of a question as the sheet shows it."""

    value: str
    checked: bool
    hint: str


@dataclass(frozen=True)
class Row:
    """One question of the sheet with what is chosen, typed and wrong."""

    number: int
    question: str
    name: str
    text_name: str
    offers: Sequence[Offer]
    chosen: str
    lettered: bool
    text: str
    errors: Sequence[str]

    @property
    def unanswered(self) -> str:
        """What is said at this question while nothing is chosen and the sheet is sent."""
        return sentence(Refusal("question_unanswered", number=self.number))


class AnswerForm(forms.Form):
    """The answer sheet: a choice and a free text for each question, and the revision that it replaces.

    It starts with the `draft`, when there is one, else with the `stored` answer; `base` is the version of the
    draft on which it goes on.
    """

    revision = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    key = forms.UUIDField(required=False, widget=forms.HiddenInput)
    subject = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)
    base = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)

    def __init__(
        self,
        questions: Iterable[Question],
        data: Mapping[str, Any] | None = None,
        *,
        stored: Answer | None = None,
        draft: Sequence[Line] = (),
    ) -> None:
        self.questions = list(questions)
        self.stored = stored
        super().__init__(data, initial=_initial(stored, draft), auto_id="answer_%s")
        for question in self.questions:
            self.fields[f"choice_{question.number}"] = forms.CharField(required=False, max_length=20)
            self.fields[f"text_{question.number}"] = Lines(
                required=False, max_length=LONGEST_OPINION, strip=False
            )

    def clean(self) -> dict[str, Any]:
        """A sheet that no page of ours has made is refused in one sentence."""
        cleaned = super().clean() or self.cleaned_data
        broken = [name for name in ("revision", "key", "subject", "base") if name in self.errors]
        for name in broken:
            del self.errors[name]
        if broken:
            self.add_error(None, sentence(Refusal("answer_malformed")))
        return cleaned

    @property
    def sent_key(self) -> UUID:
        """The idempotency key that came with the sheet; a fresh one when none came."""
        return self.cleaned_data.get("key") or uuid4()

    @property
    def sent_base(self) -> int | None:
        """The version of the draft that this sheet goes on from; None when it does not say."""
        base = self.cleaned_data.get("base")
        return int(base) if base is not None else None

    def lines(self) -> list[Line]:
        """The answers as the service takes them."""
        return [
            Line(
                question=question.number,
                choice=self.cleaned_data[f"choice_{question.number}"],
                text=self.cleaned_data[f"text_{question.number}"],
            )
            for question in self.questions
        ]

    def refuse(self, refusal: Refusal) -> None:
        """Show a refusal at the question it speaks of, else above the sheet."""
        name = f"choice_{refusal.facts.get('number')}"
        self.add_error(name if name in self.fields else None, sentence(refusal))

    def again(self, revision: int, subject: str) -> dict[str, object]:
        """The hidden fields of the sheet shown again: what it would replace now, on what, and a fresh key."""
        return {"revision": revision, "subject": subject, "key": uuid4()}

    def rows(self) -> Iterator[Row]:
        """The questions with whatever was chosen and typed."""
        for question in self.questions:
            name, text_name = f"choice_{question.number}", f"text_{question.number}"
            chosen = self[name].value() or ""
            lettered = bool(question.alternatives)
            hints = {a["letter"]: without_label(a["letter"], a["text"]) for a in question.alternatives} or {
                choice.value: "" for choice in Choice
            }
            offers = hints | {Choice.OTHER.value: ""}
            yield Row(
                number=question.number,
                question=question.text,
                name=name,
                text_name=text_name,
                offers=[Offer(value, value == chosen, hint) for value, hint in offers.items()],
                chosen=chosen,
                lettered=lettered,
                text=self[text_name].value() or "",
                errors=[*self.errors.get(name, ()), *self.errors.get(text_name, ())] if self.is_bound else (),
            )


class DraftForm(AnswerForm):
    """The sheet as it is kept while it is filled in; `behind`: it was typed before what the server keeps."""

    behind = forms.BooleanField(required=False)
    device = forms.CharField(required=False, max_length=36)


def _initial(stored: Answer | None, draft: Sequence[Line]) -> dict[str, object]:
    facts: dict[str, object] = {"revision": stored.revision if stored else 0}
    for line in draft or (stored.lines if stored else ()):
        facts[f"choice_{line['question']}"] = line["choice"]
        facts[f"text_{line['question']}"] = line["text"]
    return facts
