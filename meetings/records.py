"""Minutes as a document that is issued: approved minutes get their number, date and signature."""

from collections.abc import Callable
from uuid import UUID

from django.urls import reverse

from ballots.rules import Tally
from core.http import uuid_in
from core.refusals import Refusal
from meetings.models import Meeting
from meetings.papers.composing import KIND, compose_approved
from meetings.papers.facts import FrozenFacts, VoteFacts
from meetings.papers.keeping import from_facts
from meetings.policies import may_download_minutes, may_write_minutes
from meetings.selectors.minutes import approved_minutes
from people.models import Body, Person
from records.kinds import Composer, Facts, RecordKind


def minutes_kind() -> RecordKind:
    """The minutes of a meeting, from the facts that were frozen at their approval."""
    return RecordKind(
        code="minutes",
        abbreviation="BB",
        name=KIND,
        gather=_gather,
        compose=Composer(from_facts, compose_approved),
        readable=lambda person, subjects: {
            subject for subject in subjects if _may(person, subject, may_download_minutes)
        },
        may_draw_up=lambda person, subject: _may(person, subject, may_write_minutes),
        body=_body,
        page=lambda subject: reverse("minutes", args=[subject.removeprefix("meeting:")]),
    )


def _gather(subject: str) -> Facts:
    minutes = approved_minutes(_meeting(subject))
    if minutes is None:
        raise Refusal("minutes_not_approved")
    frozen = from_facts(minutes.frozen.facts)
    _check_votes(frozen)
    facts: Facts = minutes.frozen.facts
    return facts


def _check_votes(frozen: FrozenFacts) -> None:
    """Refuse minutes with a table of votes that does not add up, or a seat without an office."""
    for item in frozen.facts.items:
        for vote in item.votes:
            if any(not seat.office for seat in vote.seats):
                raise Refusal("minutes_seat_without_office", item=item.order)
            if not _adds_up(vote):
                raise Refusal("minutes_votes_differ", item=item.order)


def _adds_up(vote: VoteFacts) -> bool:
    tally: Tally = vote.tally
    given = [seat.choice for seat in vote.seats]
    silent = given.count(None)
    counted = tally.for_ + tally.against + tally.other + sum(votes for _letter, votes in tally.by_choice)
    return len(given) == tally.electorate and silent == tally.silent and counted == len(given) - silent


def _meeting(subject: str) -> Meeting:
    return Meeting.objects.select_related("body", "chair").get(pk=UUID(subject.removeprefix("meeting:")))


def _body(subject: str) -> Body:
    return _meeting(subject).body


def _may(person: Person, subject: str, policy: Callable[[Person, Meeting], bool]) -> bool:
    key = uuid_in(subject.removeprefix("meeting:"))
    meeting = Meeting.objects.filter(pk=key).first() if key else None
    return meeting is not None and policy(person, meeting)
