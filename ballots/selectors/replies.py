"""Opinions in writing that a drafting agency replies to; they are known to nobody before the closing."""

from collections import Counter
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import Http404

from ballots.models import Answer, Ballot, Elector, OpinionReply
from ballots.rules import OVER, Form, Status
from ballots.selectors.answers import current_answers
from core.prepared import Placeholders, Prepared
from matters.sight import closed_to, open_matters
from people.models import Person
from people.policies import secretariat_reach
from people.selectors import appointments_in_force, seats_served_by

TO_REPLY = 20  # ballots that are put before a person at once


@dataclass(frozen=True)
class WrittenOpinion:
    """What a seat wrote to one question of a closed ballot, and the reply that counts."""

    elector: Elector
    question: int
    asked: str
    choice: str
    text: str
    reply: OpinionReply | None

    @property
    def named(self) -> int:
        """The revision that a new reply would replace."""
        return self.reply.revision if self.reply else 0


@dataclass(frozen=True)
class ReplyRow:
    """One closed ballot of an agency with how many opinions in writing it has, and how many lack a reply."""

    ballot: Ballot
    opinions: int
    missing: int


def ballots_to_reply_to(person: Person) -> QuerySet[Ballot]:
    """Counted written ballots on matters of an agency that this person serves; for the secretariat all."""
    counted = Q(status__in=[status.value for status in OVER])
    counted |= Q(status=Status.RECALLED.value, closed_at__isnull=False)
    found = Ballot.objects.filter(counted, form=Form.WRITTEN.value).select_related("matter__lead", "body")
    reach = secretariat_reach(person)
    if reach.whole:
        return found
    mine = Q(matter__lead__seats__in=seats_served_by(person))
    found = found.filter(mine | reach.where() if reach else mine)
    return found.exclude(closed_to(person, "matter__")).distinct()


def ballot_to_reply_to(person: Person, key: UUID) -> Ballot:
    """The ballot if this person may reply to its opinions; Http404 otherwise."""
    found = ballots_to_reply_to(person).filter(pk=key).first()
    if found is None:
        raise Http404
    return found


def serves_lead(person: Person, ballot: Ballot) -> bool:
    """Whether this person holds, assists or stands in for a seat of the agency that submits the matter."""
    return ballot.matter.lead.seats.filter(pk__in=[seat.pk for seat in seats_served_by(person)]).exists()


def lead_staff(ballot: Ballot) -> list[Person]:
    """Whoever holds, assists or stands in for a seat of the agency that submits the matter, today."""
    served = appointments_in_force().filter(seat__in=ballot.matter.lead.seats.all())
    return list(Person.objects.filter(is_active=True, pk__in=served.values("person")).order_by("username"))


def opinions_of(ballot: Ballot) -> list[WrittenOpinion]:
    """What was written on a counted ballot, question by question in protocol order, with its replies."""
    if ballot.status not in OVER:
        return []
    answers, replies = current_answers(ballot), current_replies(ballot)
    electors = list(ballot.electors.select_related("seat").order_by("order"))
    found = []
    for question in ballot.questions.all():
        for elector in electors:
            lines = answers[elector.pk].lines if elector.pk in answers else []
            line = next((line for line in lines if line["question"] == question.number), None)
            if line and line["text"]:
                reply = replies.get((elector.pk, question.number))
                found.append(
                    WrittenOpinion(
                        elector, question.number, question.text, line["choice"], line["text"], reply
                    )
                )
    return found


def current_replies(ballot: Ballot) -> dict[tuple[UUID, int], OpinionReply]:
    """Elector id and question number → the reply that counts."""
    revisions = ballot.replies.select_related("elector").order_by("revision")
    return {(reply.elector_id, reply.question): reply for reply in revisions}


_awaiting = Prepared(
    lambda: (
        Ballot.objects.filter(
            form=Form.WRITTEN.value,
            status=Status.CLOSED.value,
            matter__lead__seats__in=Placeholders("seats", "uuid"),
        )
        .select_related("matter__lead", "body")
        .distinct()
        .order_by("closed_at")[:TO_REPLY]
    )
)


def replies_kept(ballot: Ballot) -> int:
    """How many opinions have a reply."""
    return ballot.replies.filter(revision=1).count()


def replies_awaited(person: Person) -> list[ReplyRow]:
    """Closed ballots of this person's agencies with opinions that wait for a reply, the oldest first."""
    seats = seats_served_by(person)
    found = _awaiting(seats=[seat.pk for seat in seats]) if seats else []
    seen = open_matters(person, [ballot.matter for ballot in found])
    found = [ballot for ballot in found if ballot.matter_id in seen]
    if not found:
        return []
    lines = {
        answer.elector_id: (answer.ballot_id, answer.lines)
        for answer in Answer.objects.filter(ballot__in=found).order_by("revision")
    }
    replied = set(OpinionReply.objects.filter(ballot__in=found).values_list("elector", "question"))
    written = [
        (ballot, (elector, line["question"]))
        for elector, (ballot, given) in lines.items()
        for line in given
        if line["text"]
    ]
    told, missing = (
        Counter(ballot for ballot, _opinion in written),
        Counter(ballot for ballot, opinion in written if opinion not in replied),
    )
    rows = [ReplyRow(ballot, told[ballot.pk], missing[ballot.pk]) for ballot in found]
    return [row for row in rows if row.missing]
