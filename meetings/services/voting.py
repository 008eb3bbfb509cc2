"""Votes in session: the meeting announces, opens, closes and publishes them; the ballots count."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction

from ballots.frozen import frozen_facts
from ballots.models import Ballot
from ballots.rules import Form, Status, needed
from ballots.services import count_and_close, open_session_ballot
from core.journal import record
from core.refusals import require
from core.time import now
from matters.models import Matter
from matters.rules import clean_text
from meetings.models import AgendaItem, ItemVote, Meeting
from meetings.policies import may_run_meeting
from meetings.rules import ItemStatus, MeetingStatus, check_not_paused, check_vote_open
from meetings.rules.by_hand import check_spoken_close, check_way, spoken_reason
from meetings.rules.template import check_votes, template_of
from meetings.rules.votes import check_announced, check_announcement, check_publish, check_published
from meetings.selectors import open_vote, quorum_of, recused_from
from meetings.selectors.by_hand import confirmed_any, confirmed_sheets, waiting_sheet
from meetings.selectors.votes import unpublished_vote
from meetings.services.levels import check_voters_read
from meetings.services.locks import locked_item, locked_meeting
from people.models import Person


@dataclass(frozen=True)
class Spoken:
    """That a vote is not given on tablets: by hand or by voice, and why."""

    way: str
    reason: str

    def as_fields(self) -> dict[str, str]:
        """The fields of the vote's row; refused for another way and without a reason."""
        return {"way": check_way(self.way).value, "way_reason": spoken_reason(clean_text(self.reason))}

    def as_facts(self) -> dict[str, str]:
        """The same for the journal."""
        fields = self.as_fields()
        return {"way": fields["way"], "reason": fields["way_reason"]}


def open_vote_on_item(
    *,
    actor: Person,
    meeting: Meeting,
    item: AgendaItem,
    title: str = "",
    about: Mapping[str, object] | None = None,
    also: Sequence[Matter] = (),
    spoken: Spoken | None = None,
    at_once: bool = False,
) -> Ballot:
    """Open a vote of all seats of the body on the running item; the quorum must be there.

    Where more than this item is voted on, `title` and `about` (more facts for the journal) say so, and `also`
    are the other matters, to whose papers the vote is bound as well. `spoken` says that it is not given on
    tablets, `at_once` that it is not to wait for the moment that was announced.
    """
    require(may_run_meeting, actor, meeting)
    with transaction.atomic():
        meeting = locked_meeting(meeting.pk)
        item = locked_item(meeting, item.pk)
        _check_open(meeting, item)
        check_voters_read(item, meeting.body)
        check_announced(item.announced_for, now(), at_once=at_once)
        ballot = open_session_ballot(
            actor=actor,
            body=meeting.body,
            matter=item.matter,
            title=title or item.matter.title,
            procedure=meeting.procedure,
            stream=meeting.stream,
            also=also,
        )
        ItemVote.objects.create(item=item, ballot=ballot, **(spoken.as_fields() if spoken else {}))
        facts = _opened_facts(ballot, item) | {**(about or {}), **(spoken.as_facts() if spoken else {})}
        if item.vote_at is not None:
            _forget_announcement(item)
        record(meeting.stream, "vote.opened", actor=actor.key, subject=ballot.key, facts=facts)
    return ballot


def close_vote(*, actor: Person, meeting: Meeting, ballot: Ballot, publish: bool = False) -> Ballot:
    """Close a vote and count it; closing it again changes nothing.

    What was counted is seen by the chair and the console alone until it is published, by an act of its own or
    (`publish`) by the same press.
    """
    require(may_run_meeting, actor, meeting)
    with transaction.atomic():
        meeting = locked_meeting(meeting.pk)
        ballot = locked_vote(meeting, ballot)
        vote = ballot.item_vote
        if ballot.status != Status.CLOSED.value:
            check_spoken_close(vote.way, waiting=waiting_sheet(vote) is not None, entered=confirmed_any(vote))
            facts = {
                "item": str(vote.item_id),
                "published": False,
                **count_and_close(ballot),
                "recused": recused_from(vote.item_id),
                **_spoken_facts(vote),
            }
            record(meeting.stream, "vote.closed", actor=actor.key, subject=ballot.key, facts=facts)
        if publish:
            _publish(actor, meeting, ballot)
    return ballot


def publish_vote(*, actor: Person, meeting: Meeting, ballot: Ballot) -> Ballot:
    """Show the result of a closed vote to everybody in the meeting; publishing it again changes nothing."""
    require(may_run_meeting, actor, meeting)
    with transaction.atomic():
        meeting = locked_meeting(meeting.pk)
        ballot = locked_vote(meeting, ballot)
        check_publish(Status(ballot.status))
        _publish(actor, meeting, ballot)
    return ballot


def announce_vote(*, actor: Person, meeting: Meeting, item: AgendaItem, seconds: int) -> AgendaItem:
    """Say on every screen that the vote on the running item opens in so many seconds: an act opens it."""
    require(may_run_meeting, actor, meeting)
    with transaction.atomic():
        meeting = locked_meeting(meeting.pk)
        item = locked_item(meeting, item.pk)
        check_announcement(seconds)
        _check_open(meeting, item)
        item.vote_at = now() + timedelta(seconds=seconds)
        item.save(update_fields=["vote_at"])
        facts = {"item": str(item.pk), "seconds": seconds, "opens_at": item.vote_at.isoformat()}
        record(meeting.stream, "vote.announced", actor=actor.key, subject=item.key, facts=facts)
    return item


def withdraw_announcement(*, actor: Person, meeting: Meeting, item: AgendaItem) -> AgendaItem:
    """Take the announcement of a vote back; without one nothing changes."""
    require(may_run_meeting, actor, meeting)
    with transaction.atomic():
        meeting = locked_meeting(meeting.pk)
        item = locked_item(meeting, item.pk)
        if item.vote_at is not None:
            _forget_announcement(item)
            facts = {"item": str(item.pk)}
            kind = "vote.announcement_withdrawn"
            record(meeting.stream, kind, actor=actor.key, subject=item.key, facts=facts)
    return item


def locked_vote(meeting: Meeting, ballot: Ballot) -> Ballot:
    """A vote of this meeting, locked after it."""
    return (
        Ballot.objects.select_for_update(of=("self",))
        .select_related("item_vote")
        .get(pk=ballot.pk, form=Form.SESSION.value, item_vote__item__meeting=meeting)
    )


def _check_open(meeting: Meeting, item: AgendaItem) -> None:
    check_votes(template_of(meeting.kind))
    check_not_paused(meeting.paused_at)
    before = unpublished_vote(meeting)
    check_vote_open(
        MeetingStatus(meeting.status),
        ItemStatus(item.status),
        quorum_of(meeting),
        vote_open=open_vote(meeting) is not None,
    )
    check_published(before.title if before else None)


def _forget_announcement(item: AgendaItem) -> None:
    item.vote_at = None
    item.save(update_fields=["vote_at"])


def _opened_facts(ballot: Ballot, item: AgendaItem) -> dict[str, object]:
    electorate = ballot.electors.count()
    return {
        "ballot": str(ballot.pk),
        "item": str(item.pk),
        "subject": ballot.title,
        "electorate": electorate,
        "needed": needed(ballot.procedure.majority_share.value, electorate),
        "content": ballot.subject,
        **frozen_facts(ballot),
    }


def _spoken_facts(vote: ItemVote) -> dict[str, object]:
    """That a vote was given by hand or voice, why, and by which two persons each sheet was counted."""
    if not vote.way:
        return {}
    sheets = [
        {
            "number": sheet.number,
            "keyed_by": sheet.keyed_by.label_vi,
            "confirmed_by": sheet.settled_by.label_vi if sheet.settled_by else "",
        }
        for sheet in confirmed_sheets(vote)
    ]
    return {"way": vote.way, "reason": vote.way_reason, "sheets": sheets}


def _publish(actor: Person, meeting: Meeting, ballot: Ballot) -> None:
    vote = ballot.item_vote
    if vote.published_at is not None:
        return
    vote.published_at = now()
    vote.save(update_fields=["published_at"])
    assert ballot.result is not None  # a constraint of the table
    counted = {name: ballot.result["questions"][0][name] for name in ("tally", "outcome")}
    facts = {"ballot": str(ballot.pk), "item": str(vote.item_id), "title": ballot.title, **counted}
    if vote.way:
        facts["way"] = vote.way
    record(meeting.stream, "vote.published", actor=actor.key, subject=ballot.key, facts=facts)
