"""One vote of a session as its journal tells it, once its result was published."""

from __future__ import annotations

from ballots.models import Ballot
from ballots.rules.adoption import check_adds_up
from core import journal
from core.refusals import Refusal
from meetings.models import ItemVote
from meetings.papers.facts import ItemFacts, MinutesFacts, VoteFacts
from meetings.papers.gathering import read
from meetings.papers.paper_facts import VoteSheetFacts
from people.issuing import issuing_form


def vote_in(facts: MinutesFacts, ballot: str, title: str) -> tuple[ItemFacts, VoteFacts]:
    """The item and the vote on it; a Refusal before the result was published."""
    for item in facts.items:
        for vote in item.votes:
            if vote.ballot == ballot:
                return item, vote
    raise Refusal("vote_unpublished", subject=title)


def gather_vote_sheet(ballot: Ballot, told: MinutesFacts | None = None) -> VoteSheetFacts:
    """The sheet of one vote; one that does not add up is refused. `told`: the journal, if it was read."""
    meeting = ItemVote.objects.select_related("item__meeting__body").get(ballot=ballot).item.meeting
    told = told or read(meeting, journal.entries(meeting.stream))
    item, vote = vote_in(told, str(ballot.pk), ballot.title)
    check_adds_up(vote.tally, [seat.choice for seat in vote.seats])
    return VoteSheetFacts(
        body=told.body,
        place=told.body_place,
        symbol=issuing_form(meeting.procedure_key).symbol,
        session=told.title,
        item=item.order,
        title=vote.subject or item.title,
        chair=told.chair,
        secretary=told.secretary,
        vote=vote,
        demonstration=told.demonstration,
    )
