"""Opinions that members gave by ballot on a matter that is on an agenda now, side by side."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from ballots.models import Ballot, Elector, OpinionReply
from ballots.rules import OVER
from ballots.selectors import ballots_visible_to, current_answers
from ballots.selectors.replies import current_replies
from meetings.models import AgendaItem
from people.models import Person


@dataclass(frozen=True)
class Opinion:
    """What one seat said to one question, with the reply of the drafting agency."""

    elector: Elector
    choice: str
    text: str
    reply: OpinionReply | None


@dataclass(frozen=True)
class Side:
    """All seats that made the same choice (empty: that did not answer), in protocol order."""

    choice: str
    opinions: Sequence[Opinion]


@dataclass(frozen=True)
class Asked:
    """One question of a ballot with its sides."""

    number: int
    text: str
    sides: Sequence[Side]


def balloted(person: Person, matters: Iterable[UUID]) -> set[UUID]:
    """Of these matters those with a counted ballot that this person may see."""
    found = ballots_visible_to(person).filter(
        matter__in=list(matters), status__in=[each.value for each in OVER]
    )
    return set(found.order_by().values_list("matter", flat=True))


def ballots_on(person: Person, item: AgendaItem) -> list[Ballot]:
    """The counted ballots on the matter of an item that this person may see, the latest first."""
    found = ballots_visible_to(person).filter(matter=item.matter_id, status__in=[each.value for each in OVER])
    return list(found.order_by("-closed_at"))


def side_by_side(ballot: Ballot, *, replies: bool) -> list[Asked]:
    """The answers to each question by choice: those who disagree first, those who agree last."""
    answers = current_answers(ballot)
    replied = current_replies(ballot) if replies else {}
    electors = list(ballot.electors.select_related("seat").order_by("order"))
    found = []
    for question in ballot.questions.all():
        sides: dict[str, list[Opinion]] = {}
        for elector in electors:
            lines = answers[elector.pk].lines if elector.pk in answers else []
            line = next((line for line in lines if line["question"] == question.number), None)
            choice, text = (line["choice"], line["text"]) if line else ("", "")
            reply = replied.get((elector.pk, question.number))
            sides.setdefault(choice, []).append(Opinion(elector, choice, text, reply))
        ordered = sorted(sides.items(), key=lambda side: (_ORDER.get(side[0], 2), side[0]))
        found.append(Asked(question.number, question.text, [Side(*side) for side in ordered]))
    return found


_ORDER = {"against": 0, "other": 1, "for": 3, "": 4}
