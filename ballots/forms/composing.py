"""The ballot that the secretariat composes or changes: its matter, questions, rules and deadline."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.utils.functional import lazy
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from ballots.forms.deadline import DeadlineTyped, deadline_in
from ballots.rules import (
    MOST_QUESTIONS,
    Asked,
    DeadlineBounds,
    check_deadline,
    check_questions,
    check_visibility,
    deadline_bounds,
)
from ballots.wording import VISIBILITIES, usual_title
from core.http import uuid_in
from core.refusals import Refusal
from core.time import now, today
from core.wording import sentence
from core.working_time import AFTERNOON, viet_nam
from matters.forms import TITLE_LENGTH, Lines
from matters.forms import Line as TextLine
from matters.models import Matter
from matters.rules import clean_text
from matters.selectors import matters_handled_by
from people.models import Body, Person, in_language
from people.policies import secretariat_reach
from people.procedure import Procedure, all_procedures, in_force, load

LONGEST_QUESTION = 4_000
MATTERS_OFFERED = 200
USUAL_WORKING_DAYS = 3


@dataclass(frozen=True)
class QuestionRow:
    """The fields of one question of the ballot that is being composed."""

    number: int
    text: forms.BoundField
    alternatives: forms.BoundField


class BallotForm(DeadlineTyped, forms.Form):
    """An opinion ballot that is composed or changed: on what, which questions, which rules, until when."""

    seen = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)
    replaces = forms.UUIDField(required=False, widget=forms.HiddenInput)

    matter = forms.ModelChoiceField(
        label=_("Matter"),
        queryset=Matter.objects.none(),
        empty_label=_("Choose a matter"),
        error_messages={"required": _("Choose the matter on which members are asked.")},
    )
    title = TextLine(
        label=_("Title of the ballot"),
        required=False,
        max_length=TITLE_LENGTH,
        help_text=format_lazy(
            _("Left empty: “{usual}” with the title of the matter."), usual=lazy(usual_title, str)("…")
        ),
    )
    body = forms.ModelChoiceField(label=_("Whose members are asked"), queryset=Body.objects.none())
    procedure = forms.ChoiceField(label=_("Rules"))
    answers_visible = forms.ChoiceField(
        label=_("Who sees the answers before the ballot is closed"),
        required=False,
        choices=list(VISIBILITIES.items()),
        help_text=_("After closing everybody who received the ballot sees them with their names."),
    )
    deadline_day = forms.DateField(
        label=_("Last day for answers"), widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d")
    )
    deadline_time = forms.TimeField(
        label=_("Hour"), initial=AFTERNOON[1], widget=forms.TimeInput({"type": "time"}, format="%H:%M")
    )

    def __init__(
        self, person: Person, data: Mapping[str, Any] | None = None, *, initial: dict[str, Any] | None = None
    ) -> None:
        bodies = Body.objects.filter(secretariat_reach(person).where("pk")).order_by("key")
        matters = matters_handled_by(person).order_by("-created_at")
        start = {
            "body": bodies.first(),
            "procedure": _usual_procedure(),
            "answers_visible": load(_usual_procedure()).answers_visible.value,
            "deadline_day": viet_nam().add_working_days(today(), USUAL_WORKING_DAYS),
        }
        super().__init__(data, initial=start | (initial or {}))
        self.asked_in: dict[int, int] = {}
        self.rows_shown = _rows_wanted(self.data if self.is_bound else self.initial)
        for number in range(1, self.rows_shown + 1):
            self._add_question(number)
        self._field("matter").queryset = matters
        self._offer_matters(matters[:MATTERS_OFFERED])
        self._field("body").queryset = bodies
        self._field("body").empty_label = None
        self.fields["procedure"].choices = [  # type: ignore[attr-defined]
            (each.key, in_language(each.title_vi, each.title_en)) for each in all_procedures()
        ]

    def _field(self, name: str) -> Any:
        return self.fields[name]

    def _add_question(self, number: int) -> None:
        self.fields[f"question_{number}"] = TextLine(
            label=_("Question %(number)s") % {"number": number},
            required=False,
            max_length=LONGEST_QUESTION,
            widget=forms.Textarea(attrs={"rows": 3}),
        )
        self.fields[f"alternatives_{number}"] = Lines(
            label=_("Alternatives to choose from"),
            required=False,
            max_length=LONGEST_QUESTION,
            widget=forms.Textarea(attrs={"rows": 2}),
            help_text=_("One a line. Left empty: agree or disagree. Another opinion may always be written."),
        )

    def question_rows(self) -> list[QuestionRow]:
        """The fields of each question, in order."""
        return [
            QuestionRow(number, self[f"question_{number}"], self[f"alternatives_{number}"])
            for number in range(1, self.rows_shown + 1)
        ]

    @property
    def matter_chosen(self) -> UUID | None:
        """The matter that is named, whether or not it may be asked about."""
        chosen = self["matter"].value()
        return chosen.pk if isinstance(chosen, Matter) else uuid_in(str(chosen or ""))

    @property
    def may_ask_more(self) -> bool:
        """Whether one more question fits on the ballot."""
        return self.rows_shown < MOST_QUESTIONS

    def _offer_matters(self, newest: Iterable[Matter]) -> None:
        """Offer the newest matters; an older one may still be named by a link to this page."""
        field = self._field("matter")
        offered = [(str(matter.pk), matter.title) for matter in newest]
        named = self.initial.get("matter")
        if self.is_bound and (key := uuid_in(str(self.data.get("matter", "")))):
            named = field.queryset.filter(pk=key).first()
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

    def refuse(self, refusal: Refusal) -> None:
        """Show a refusal at the question it speaks of, else above the form."""
        at_alternatives = refusal.code.startswith("alternatives")
        row = self.asked_in.get(int(str(refusal.facts.get("number", 0))))
        name = f"{'alternatives' if at_alternatives else 'question'}_{row}"
        self.add_error(name if row else None, sentence(refusal))

    def clean(self) -> dict[str, Any]:
        """The deadline must suit the procedure, as it must again when the ballot is sent."""
        cleaned = super().clean() or self.cleaned_data
        self._clean_questions(cleaned)
        self._clean_visibility(cleaned)
        closes_at = deadline_in(cleaned)
        if closes_at is not None and "procedure" in cleaned:
            cleaned["closes_at"] = closes_at
            try:
                check_deadline(now(), closes_at, load(cleaned["procedure"]), viet_nam())
            except Refusal as refusal:
                self.add_error("deadline_day", sentence(refusal))
        return cleaned

    def _clean_visibility(self, cleaned: dict[str, Any]) -> None:
        """Only what the chosen rules allow."""
        if "procedure" not in cleaned or not cleaned.get("answers_visible"):
            return
        try:
            check_visibility(cleaned["answers_visible"], load(cleaned["procedure"]).answers_visible)
        except Refusal as refusal:
            self.add_error("answers_visible", sentence(refusal))

    def _clean_questions(self, cleaned: dict[str, Any]) -> None:
        """Questions that were left empty are left out; the others are numbered anew."""
        asked: list[Asked] = []
        self.asked_in = {}  # number on the ballot → row of the form
        for row in range(1, self.rows_shown + 1):
            if {f"question_{row}", f"alternatives_{row}"} & set(self.errors):
                return  # too long, for example: that is said already
            offered = tuple(cleaned.get(f"alternatives_{row}", "").splitlines())
            question = Asked(cleaned.get(f"question_{row}", ""), offered).cleaned(clean_text)
            if question != Asked(""):
                asked.append(question)
                self.asked_in[len(asked)] = row
        cleaned["questions"] = asked
        if not asked:
            self.asked_in[1] = 1
        try:
            check_questions(asked)
        except Refusal as refusal:
            self.refuse(refusal)


def _rows_wanted(given: Mapping[str, Any]) -> int:
    """As many questions as were sent or kept, one at least, and one more when it was asked for."""
    rows = [row for row in range(1, MOST_QUESTIONS + 1) if f"question_{row}" in given]
    return min(MOST_QUESTIONS, max(rows, default=1) + ("more" in given))


def _usual_procedure() -> str:
    try:
        return in_force(today()).key
    except Refusal:
        return all_procedures()[0].key
