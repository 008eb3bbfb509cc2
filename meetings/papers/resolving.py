"""The facts of a resolution, read from a vote that a session adopted and what the chair released on it."""

from __future__ import annotations

from dataclasses import replace

from ballots.models import Ballot
from ballots.papers.resolved import AdoptedFacts, ResolutionFacts, Route, TaskFacts
from ballots.papers.resolving import adopted_of, common_facts
from core.journal import entries
from core.refusals import Refusal
from meetings.models import ItemVote, Meeting
from meetings.papers.facts import MinutesFacts, VoteFacts
from meetings.papers.gathering import read
from meetings.papers.voted import vote_in
from records.wording import within


def gather_session_resolution(ballot: Ballot, told: MinutesFacts | None = None) -> ResolutionFacts:
    """Of a vote whose result was published and adopted; conclusion and tasks as far as they were released.

    `told` is the journal, if it was read already.
    """
    vote = ItemVote.objects.select_related("item__meeting__body").get(ballot=ballot)
    meeting = vote.item.meeting
    told = told or read(meeting, entries(meeting.stream))
    item, counted = vote_in(told, str(ballot.pk), ballot.title)
    adopted = adopted_of(ballot)
    if not adopted:
        raise Refusal("resolution_not_adopted")
    return ResolutionFacts(
        **common_facts(ballot),
        route=Route.SESSION,
        adopted=tuple(_named(each, ballot, meeting) for each in adopted),
        seq=counted.seq,
        hash=_hash_of(meeting, counted),
        session=meeting.title,
        conclusions=tuple(filter(None, item.conclusion.split("\n"))),
        tasks=tuple(TaskFacts(each.text, each.agency, each.due) for each in item.decisions),
    )


def _named(each: AdoptedFacts, ballot: Ballot, meeting: Meeting) -> AdoptedFacts:
    """What was voted on: the draft by its title, or the items of a block one by one."""
    covers = _block_of(ballot, meeting)
    text = "Thông qua các nội dung sau đây" if covers else f"Thông qua {within(ballot.title)}"
    return replace(each, text=text, covers=covers)


def _block_of(ballot: Ballot, meeting: Meeting) -> tuple[str, ...]:
    opened = entries(meeting.stream).filter(kind="vote.opened", subject=ballot.key).first()
    return tuple(each["title"] for each in (opened.facts.get("block") or ())) if opened else ()


def _hash_of(meeting: Meeting, vote: VoteFacts) -> str:
    return entries(meeting.stream).get(seq=vote.seq).hash
