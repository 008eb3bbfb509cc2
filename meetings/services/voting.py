"""Votes in session: the meeting opens and closes ballots, and asks where a voter sits before it counts."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.utils.functional import lazy

from ballots.frozen import frozen_facts
from ballots.models import Ballot
from ballots.rules import Form, Line, Status, needed
from ballots.services import Receipt, cast_answers, count_and_close, open_session_ballot
from core.journal import record
from core.refusals import Refusal, require
from meetings.models import AgendaItem, ItemVote, Meeting
from meetings.policies import may_run_meeting, may_vote_in_meeting
from meetings.rules import (
    ItemStatus,
    MeetingStatus,
    Presence,
    check_not_paused,
    check_vote_open,
    check_voter,
    may_vote_from,
)
from meetings.rules.template import check_votes, template_of
from meetings.selectors import open_vote, quorum_of, recused_from
from meetings.services.locks import locked_item, locked_meeting, locked_presences
from people.models import Person, Seat


def open_vote_on_item(*, actor: Person, meeting: Meeting, item: AgendaItem) -> Ballot:
    """Open a vote of all seats of the body on the running item; the quorum must be there."""
    require(may_run_meeting, actor, meeting)
    with transaction.atomic():
        meeting = locked_meeting(meeting.pk)
        item = locked_item(meeting, item.pk)
        check_votes(template_of(meeting.kind))
        check_not_paused(meeting.paused_at)
        check_vote_open(
            MeetingStatus(meeting.status),
            ItemStatus(item.status),
            quorum_of(meeting),
            vote_open=open_vote(meeting) is not None,
        )
        ballot = open_session_ballot(
            actor=actor,
            body=meeting.body,
            matter=item.matter,
            title=item.matter.title,
            procedure=meeting.procedure,
            stream=meeting.stream,
        )
        ItemVote.objects.create(item=item, ballot=ballot)
        electorate = ballot.electors.count()
        facts = {
            "ballot": str(ballot.pk),
            "item": str(item.pk),
            "subject": ballot.title,
            "electorate": electorate,
            "needed": needed(ballot.procedure.majority_share.value, electorate),
            "content": ballot.subject,
            **frozen_facts(ballot),
        }
        record(meeting.stream, "vote.opened", actor=actor.key, subject=ballot.key, facts=facts)
    return ballot


def cast_vote(
    *, actor: Person, meeting: Meeting, ballot: Ballot, choice: str, named: int, key: UUID
) -> Receipt:
    """Count a member's vote: from the room or remotely, never a deputy's and never an absent seat's."""
    require(may_vote_in_meeting, actor, meeting)
    if ballot.stream != meeting.stream:
        raise Refusal("ballot_not_open")  # of another meeting, or not of any: here it was never opened
    return cast_answers(
        actor=actor,
        ballot=ballot,
        lines=[Line(question=1, choice=choice, text="")],
        named=named,
        key=key,
        seating=_Seating(meeting, ballot.pk),
    )


@dataclass(frozen=True)
class _Seating:
    """Where the voters of a meeting sit, locked for all whose votes are counted together."""

    meeting: Meeting
    ballot: UUID

    def __call__(self, seats: Collection[Seat]) -> dict[UUID, str | Refusal]:
        rows = locked_presences(self.meeting, self.ballot, [seat.pk for seat in seats])
        found = {seat: (presence, recused) for seat, presence, recused in rows}
        # A seat made after the meeting began is not among them.
        return {seat.pk: self._place(seat, *found.get(seat.pk, ("", False))) for seat in seats}

    def _place(self, seat: Seat, presence: str, recused: bool) -> str | Refusal:
        if not presence:
            return Refusal("seat_absent", office=_office(seat, "office"))
        # Of nearly nobody: only for them the procedure is read.
        if recused or not may_vote_from(Presence(presence)):
            procedure, office = self.meeting.procedure, _office(seat, "office")
            try:
                check_voter(Presence(presence), procedure, office=office, recused=recused)
            except Refusal as no:
                return no
        return presence


# In the language of whoever is refused, which need not be that of the thread that counts.
_office = lazy(getattr, str)


def close_vote(*, actor: Person, meeting: Meeting, ballot: Ballot) -> Ballot:
    """Close a vote and count it; closing it again changes nothing."""
    require(may_run_meeting, actor, meeting)
    with transaction.atomic():
        meeting = locked_meeting(meeting.pk)
        ballot = (
            Ballot.objects.select_for_update(of=("self",))
            .select_related("item_vote")
            .get(pk=ballot.pk, form=Form.SESSION.value, item_vote__item__meeting=meeting)
        )
        if ballot.status == Status.CLOSED.value:
            return ballot
        facts = {"item": str(ballot.item_vote.item_id), **count_and_close(ballot)}
        facts["recused"] = recused_from(ballot.item_vote.item_id)
        record(meeting.stream, "vote.closed", actor=actor.key, subject=ballot.key, facts=facts)
    return ballot
