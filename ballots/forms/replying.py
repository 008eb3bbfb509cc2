"""The drafting agency's replies to what was written on one question: a stance and a text for each opinion."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms

from ballots.models import OpinionReply
from ballots.rules import Reply, Stance
from ballots.selectors import WrittenOpinion
from ballots.wording import STANCES
from core.refusals import Refusal
from core.wording import sentence


@dataclass(frozen=True)
class ReplyRow:
    """One opinion with what was chosen and typed; `stored` is the reply of somebody else that it meets."""

    opinion: WrittenOpinion
    key: str
    offers: Sequence[tuple[str, Any, bool]]
    text: str
    named: int
    stored: OpinionReply | None
    errors: Sequence[str]


class RepliesForm(forms.Form):
    """For each opinion a stance, a text, and the revision of the reply that these were typed over."""

    def __init__(self, opinions: Sequence[WrittenOpinion], data: Mapping[str, Any] | None = None) -> None:
        self.opinions = opinions
        self.refused = ""
        super().__init__(data, initial=_initial(opinions), auto_id="reply_%s")
        for opinion in opinions:
            key = _key(opinion)
            self.fields[f"named_{key}"] = forms.IntegerField(min_value=0, required=False)
            self.fields[f"stance_{key}"] = forms.CharField(required=False, max_length=20)
            self.fields[f"text_{key}"] = forms.CharField(required=False, strip=False)

    def replies(self) -> list[Reply]:
        """The replies as the service takes them."""
        given = self.cleaned_data
        return [
            Reply(
                seat=opinion.elector.order,
                question=opinion.question,
                stance=given[f"stance_{_key(opinion)}"],
                text=given[f"text_{_key(opinion)}"],
                named=given[f"named_{_key(opinion)}"] or 0,
            )
            for opinion in self.opinions
        ]

    def refuse(self, refusal: Refusal, opinions: Sequence[WrittenOpinion]) -> None:
        """Show a refusal at the opinion it speaks of, else above all; `opinions` are those of this moment."""
        self.opinions = opinions
        key = f"{refusal.facts.get('seat')}_{refusal.facts.get('number')}"
        name = f"stance_{key}"
        self.add_error(name if name in self.fields else None, sentence(refusal))
        self.refused = key if refusal.code == "reply_changed" else ""

    def rows(self) -> Iterator[ReplyRow]:
        """The opinions with whatever was chosen and typed."""
        for opinion in self.opinions:
            key = _key(opinion)
            chosen, met = self[f"stance_{key}"].value() or "", key == self.refused
            yield ReplyRow(
                opinion=opinion,
                key=key,
                offers=[(stance.value, STANCES[stance.value], stance.value == chosen) for stance in Stance],
                text=self[f"text_{key}"].value() or "",
                # What was typed over an older reply may replace the one that is shown above it now.
                named=opinion.named if met else self[f"named_{key}"].value() or 0,
                stored=opinion.reply if met else None,
                errors=[*self.errors.get(f"stance_{key}", ())] if self.is_bound else (),
            )


def _key(opinion: WrittenOpinion) -> str:
    return f"{opinion.elector.order}_{opinion.question}"


def _initial(opinions: Sequence[WrittenOpinion]) -> dict[str, object]:
    facts: dict[str, object] = {}
    for opinion in opinions:
        key, reply = _key(opinion), opinion.reply
        facts[f"named_{key}"] = opinion.named
        facts[f"stance_{key}"] = reply.stance if reply else ""
        facts[f"text_{key}"] = reply.text if reply else ""
    return facts
