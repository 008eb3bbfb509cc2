"""Votes in session: the meeting opens and closes ballots, and asks where a voter sits before it counts."""

from uuid import UUID

from django.db import transaction

from ballots.models import Ballot
from ballots.rules import Form, Line, Status, needed
from ballots.selectors import was_counted
from ballots.services import Receipt, cast_answers, count_and_close, open_session_ballot
from core.journal import record
from core.refusals import Refusal, require
from meetings.models import AgendaItem, ItemVote, Meeting
from meetings.policies import may_run_meeting, may_vote_in_meeting
from meetings.rules import ItemStatus, MeetingStatus, Presence, check_vote_open, check_voter, may_vote_from
from meetings.selectors import open_vote, quorum_of, seat_in
from meetings.services.locks import locked_item, locked_meeting
from people.models import Person


def open_vote_on_item(*, actor: Person, meeting: Meeting, item: AgendaItem) -> Ballot:
    """Open a vote of all seats of the body on the running item; the quorum must be there."""
    require(may_run_meeting, actor, meeting)
    with transaction.atomic():
        meeting = locked_meeting(meeting.pk)
        item = locked_item(meeting, item.pk)
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
    with transaction.atomic():
        presence = _where(actor, meeting, ballot, key)
        line = Line(question=1, choice=choice, text="")
        return cast_answers(
            actor=actor, ballot=ballot, lines=[line], named=named, key=key, place=presence.value
        )


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
        record(meeting.stream, "vote.closed", actor=actor.key, subject=ballot.key, facts=facts)
    return ballot


def _where(actor: Person, meeting: Meeting, ballot: Ballot, key: UUID) -> Presence:
    """Where the voter sits, locked; refused from elsewhere, unless this very sending was counted before."""
    seat = seat_in(actor, meeting)
    assert seat is not None  # the policy has just said so
    row = meeting.attendances.select_for_update().filter(seat=seat).first()
    if row is None:  # a seat made after the meeting began
        raise Refusal("seat_absent", office=seat.office)
    presence = Presence(row.presence)
    if may_vote_from(presence):  # nearly everybody: the procedure need not be read for them
        return presence
    try:
        check_voter(presence, meeting.procedure, office=seat.office)
    except Refusal:
        if not was_counted(ballot, key):
            raise
    return presence
