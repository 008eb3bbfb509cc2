"""What is typed about ballots: a member's answer sheet, and the secretariat's new ballot."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from ballots.models import Answer, Question
from ballots.rules import Choice, DeadlineBounds, Line, check_deadline, deadline_bounds
from core.refusals import Refusal
from core.time import HANOI, now, today
from core.wording import sentence
from core.working_time import AFTERNOON, viet_nam
from matters.forms import TITLE_LENGTH
from matters.forms import Line as TextLine
from matters.models import Matter
from matters.selectors import matters_visible_to
from people.models import Body, Person, in_language
from people.procedure import Procedure, all_procedures, in_force, load

LONGEST_OPINION = 10_000
MATTERS_OFFERED = 200
USUAL_WORKING_DAYS = 3
# Also where no rule names a longest time: a mistyped year must not keep a ballot open for ever.
LONGEST_DAYS = 366


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


class AnswerForm(forms.Form):
    """The answer sheet: a choice and a free text for each question, and the revision that it replaces."""

    revision = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    key = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(
        self,
        questions: Iterable[Question],
        data: Mapping[str, Any] | None = None,
        *,
        stored: Answer | None = None,
    ) -> None:
        self.questions = list(questions)
        self.stored = stored
        super().__init__(data, initial=_initial(stored), auto_id="answer_%s")
        for question in self.questions:
            self.fields[f"choice_{question.number}"] = forms.CharField(required=False, max_length=20)
            self.fields[f"text_{question.number}"] = forms.CharField(
                required=False, max_length=LONGEST_OPINION, strip=False
            )

    def clean(self) -> dict[str, Any]:
        """A sheet that no page of ours has made is refused in one sentence."""
        cleaned = super().clean() or self.cleaned_data
        broken = [name for name in ("revision", "key") if name in self.errors]
        for name in broken:
            del self.errors[name]
        if broken:
            self.add_error(None, sentence(Refusal("answer_malformed")))
        return cleaned

    @property
    def sent_key(self) -> UUID:
        """The idempotency key that came with the sheet; a fresh one when none came."""
        return self.cleaned_data.get("key") or uuid4()

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

    def again(self, revision: int) -> dict[str, object]:
        """The hidden fields of the sheet shown again: the revision it would replace now, and a fresh key."""
        return {"revision": revision, "key": uuid4()}

    def rows(self) -> Iterator[Row]:
        """The questions with whatever was chosen and typed."""
        for question in self.questions:
            name, text_name = f"choice_{question.number}", f"text_{question.number}"
            chosen = self[name].value() or ""
            lettered = bool(question.alternatives)
            hints = {a["letter"]: a["text"] for a in question.alternatives} or {
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


def _initial(stored: Answer | None) -> dict[str, object]:
    facts: dict[str, object] = {"revision": stored.revision if stored else 0}
    for line in stored.lines if stored else ():
        facts[f"choice_{line['question']}"] = line["choice"]
        facts[f"text_{line['question']}"] = line["text"]
    return facts


class BallotForm(forms.Form):
    """A new opinion ballot: on what, which question, under which rules, until when."""

    matter = forms.ModelChoiceField(
        label=_("Matter"), queryset=Matter.objects.none(), empty_label=_("Choose a matter")
    )
    title = TextLine(
        label=_("Title of the ballot"),
        required=False,
        max_length=TITLE_LENGTH,
        help_text=_("Left empty: “Opinion on …” with the title of the matter."),
    )
    question = TextLine(
        label=_("Question"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Members answer: agree, disagree, or another opinion in writing."),
    )
    body = forms.ModelChoiceField(label=_("Asked are the members of"), queryset=Body.objects.none())
    procedure = forms.ChoiceField(label=_("Rules"))
    deadline_day = forms.DateField(
        label=_("Last day for answers"), widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d")
    )
    deadline_time = forms.TimeField(
        label=_("Hour"), initial=AFTERNOON[1], widget=forms.TimeInput({"type": "time"}, format="%H:%M")
    )

    def __init__(
        self, person: Person, data: Mapping[str, Any] | None = None, *, initial: dict[str, Any] | None = None
    ) -> None:
        bodies, matters = Body.objects.order_by("key"), matters_visible_to(person).order_by("-created_at")
        start = {
            "body": bodies.first(),
            "procedure": _usual_procedure(),
            "deadline_day": viet_nam().add_working_days(today(), USUAL_WORKING_DAYS),
        }
        super().__init__(data, initial=start | (initial or {}))
        self._field("matter").queryset = matters
        self._offer_matters(matters[:MATTERS_OFFERED])
        self._field("body").queryset = bodies
        self._field("body").empty_label = None
        self.fields["procedure"].choices = [  # type: ignore[attr-defined]
            (each.key, in_language(each.title_vi, each.title_en)) for each in all_procedures()
        ]

    def _field(self, name: str) -> Any:
        return self.fields[name]

    def _offer_matters(self, newest: Iterable[Matter]) -> None:
        """Offer the newest matters; an older one may still be named by a link to this page."""
        field = self._field("matter")
        offered = [(str(matter.pk), matter.title) for matter in newest]
        named = self.initial.get("matter")
        if isinstance(named, Matter) and str(named.pk) not in dict(offered):
            offered.append((str(named.pk), named.title))
        field.widget.choices = [("", field.empty_label), *offered]

    @property
    def rules(self) -> Procedure:
        """The procedure that is chosen, or the one in force."""
        try:
            return load(str(self["procedure"].value()))
        except Refusal:
            return load(_usual_procedure())

    @property
    def bounds(self) -> DeadlineBounds:
        """Between which moments the deadline may lie, if the ballot were sent now."""
        return deadline_bounds(now(), self.rules, viet_nam())

    def clean_deadline_day(self) -> date:
        """No day further away than a year."""
        day: date = self.cleaned_data["deadline_day"]
        if abs(day - today()).days > LONGEST_DAYS:
            raise forms.ValidationError(_("Choose a day within a year from today."))
        return day

    def clean(self) -> dict[str, Any]:
        """The deadline must suit the procedure, as it must again when the ballot is sent."""
        cleaned = super().clean() or self.cleaned_data
        day, hour = cleaned.get("deadline_day"), cleaned.get("deadline_time")
        if isinstance(day, date) and isinstance(hour, time) and "procedure" in cleaned:
            cleaned["closes_at"] = datetime.combine(day, hour, HANOI)
            try:
                check_deadline(now(), cleaned["closes_at"], load(cleaned["procedure"]), viet_nam())
            except Refusal as refusal:
                self.add_error("deadline_day", sentence(refusal))
        return cleaned


def _usual_procedure() -> str:
    try:
        return in_force(today()).key
    except Refusal:
        return all_procedures()[0].key
