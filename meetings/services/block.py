"""The consent block: announced by the desk or the chair, thinned out by any member, adopted by one vote.

The vote is an ordinary vote in session of all seats, held while the first item of the block is the running
one; it is bound to the papers of every item, each of which the entry of its opening names.
"""

from collections.abc import Sequence
from uuid import UUID

from django.db import transaction

from ballots.models import Ballot
from ballots.rules import Status
from core.journal import record
from core.refusals import Refusal, require
from core.time import now
from matters.rules import clean_text
from meetings.models import AgendaItem, BlockItem, ConsentBlock, Meeting
from meetings.policies import may_pull_item, may_run_meeting
from meetings.rules import ItemStatus, MeetingStatus
from meetings.rules.block import check_announce, check_block_vote, check_pull, check_settle
from meetings.rules.votes import check_published
from meetings.selectors import block_of, digest_of, positions_matrix, proposals, standing_in_block
from meetings.selectors.votes import unpublished_vote
from meetings.services.locks import locked_item, locked_meeting
from meetings.services.running import start_item
from meetings.services.voting import open_vote_on_item
from meetings.wording.block import BLOCK_CONCLUSION, BLOCK_TITLE
from people.models import Person


def announce_block(*, actor: Person, meeting: Meeting, items: Sequence[UUID]) -> ConsentBlock:
    """Propose these items for adoption in one block; more may be added until the vote on it opens."""
    require(may_run_meeting, actor, meeting)
    with transaction.atomic():
        meeting = locked_meeting(meeting.pk)
        block = block_of(meeting)
        check_announce(MeetingStatus(meeting.status), voted=block is not None and block.ballot_id is not None)
        found = [
            each for each in proposals(meeting, positions_matrix(meeting).rows) if each.row.item.pk in items
        ]
        for each in found:
            if not each.in_block and not each.fit:
                raise Refusal("block_item_unfit", number=each.row.item.order)
        chosen = [each.row for each in found if each.fit]
        if not chosen:
            raise Refusal("block_empty")
        if block is None:
            block = ConsentBlock.objects.create(meeting=meeting, announced_by=actor, announced_at=now())
        BlockItem.objects.bulk_create(
            BlockItem(block=block, item=row.item, papers=digest_of(row.papers)) for row in chosen
        )
        facts = {
            "numbers": _numbers([row.item for row in chosen]),
            "items": [_named(row.item, digest_of(row.papers)) for row in chosen],
        }
        record(meeting.stream, "block.announced", actor=actor.key, subject=meeting.stream, facts=facts)
    return block


def pull_item(*, actor: Person, meeting: Meeting, item: AgendaItem, reason: str = "") -> None:
    """Take an item out of the block, so that it is talked about; doing it twice changes nothing."""
    require(may_pull_item, actor, meeting)
    with transaction.atomic():
        meeting = locked_meeting(meeting.pk)
        member = BlockItem.objects.filter(item=item, block__meeting=meeting).select_related("block").first()
        settled = member is not None and member.block.settled_at is not None
        check_pull(MeetingStatus(meeting.status), settled=settled, number=item.order)
        if member is not None and member.pulled_at is None:
            _pull(actor, meeting, member, item, clean_text(reason))


def open_block_vote(*, actor: Person, meeting: Meeting) -> Ballot:
    """Call the first item of the block and open the one vote on all of it.

    What is not fit any more, by a remark given since, papers replaced or a conflict of interest, leaves it.
    """
    require(may_run_meeting, actor, meeting)
    with transaction.atomic():
        meeting = locked_meeting(meeting.pk)
        block = block_of(meeting)
        fit, unfit = _sorted_out(meeting)
        check_block_vote(items=len(fit), voted=block is not None and block.ballot_id is not None)
        assert block is not None  # there are items in it
        for each in unfit:
            _leave(actor, meeting, each)
        first = fit[0].item
        start_item(actor=actor, meeting=meeting, item=first)
        block.ballot = open_vote_on_item(
            actor=actor,
            meeting=meeting,
            item=first,
            title=BLOCK_TITLE % {"numbers": _numbers([each.item for each in fit])},
            about={"block": [_named(each.item, each.papers) for each in fit]},
            also=[each.item.matter for each in fit[1:]],
        )
        block.save(update_fields=["ballot"])
    return block.ballot


def _sorted_out(meeting: Meeting) -> tuple[list[BlockItem], list[BlockItem]]:
    """The items of the block that are fit to be voted on together, and those that are not any more."""
    fit: list[BlockItem] = []
    unfit: list[BlockItem] = []
    for each in proposals(meeting, positions_matrix(meeting).rows):
        if each.member is not None and each.in_block:
            same = digest_of(each.row.papers) == each.member.papers
            each.member.item = each.row.item
            (fit if same and each.obstacle is None else unfit).append(each.member)
    return fit, unfit


def settle_block(*, actor: Person, meeting: Meeting) -> ConsentBlock:
    """Conclude the block by the result of its vote: what was not pulled out is adopted, or nothing."""
    require(may_run_meeting, actor, meeting)
    with transaction.atomic():
        meeting = locked_meeting(meeting.pk)
        block = block_of(meeting)
        ballot = block.ballot if block else None
        waits = unpublished_vote(meeting)
        check_published(waits.title if waits else None)
        check_settle(
            voted=ballot is not None,
            closed=ballot is not None and ballot.status == Status.CLOSED.value,
            settled=block is not None and block.settled_at is not None,
        )
        assert block is not None  # the rule has just said so
        assert ballot is not None
        decision = str((ballot.result or {})["questions"][0]["outcome"]["decision"])
        block.adopted, block.settled_at = decision.startswith("adopted"), now()
        block.save(update_fields=["adopted", "settled_at"])
        items = [locked_item(meeting, each.item_id) for each in standing_in_block(block)]
        items = [
            item for item in items if item.status in (ItemStatus.WAITING.value, ItemStatus.RUNNING.value)
        ]
        facts = {"ballot": str(ballot.pk), "numbers": _numbers(items)}
        kind = "block.adopted" if block.adopted else "block.not_adopted"
        record(meeting.stream, kind, actor=actor.key, subject=meeting.stream, facts=facts)
        for item in items if block.adopted else []:
            _adopt(actor, meeting, item, ballot, _numbers(items))
    return block


def _adopt(actor: Person, meeting: Meeting, item: AgendaItem, ballot: Ballot, numbers: str) -> None:
    item.status, item.ended_at = ItemStatus.DONE.value, now()
    item.started_at = item.started_at or ballot.opened_at
    item.conclusion = BLOCK_CONCLUSION % {"numbers": numbers}
    item.released = {"at": now().isoformat(), "text": item.conclusion, "decisions": []}
    item.save(update_fields=["status", "started_at", "ended_at", "conclusion", "released"])
    facts = {
        "item": str(item.pk),
        "order": item.order,
        "title": item.matter.title,
        "ballot": str(ballot.pk),
        "text": item.conclusion,
    }
    record(meeting.stream, "item.adopted_in_block", actor=actor.key, subject=item.key, facts=facts)


def _pull(actor: Person, meeting: Meeting, member: BlockItem, item: AgendaItem, reason: str) -> None:
    member.pulled_by, member.pulled_at, member.reason = actor, now(), reason[:300]
    member.save(update_fields=["pulled_by", "pulled_at", "reason"])
    facts = {"item": str(item.pk), "order": item.order, "by": actor.label_vi, "reason": member.reason}
    record(meeting.stream, "block.item_pulled", actor=actor.key, subject=item.key, facts=facts)


def _leave(actor: Person, meeting: Meeting, member: BlockItem) -> None:
    """Out of the block without saying who has a remark."""
    member.pulled_at = now()
    member.save(update_fields=["pulled_at"])
    facts = {"item": str(member.item_id), "order": member.item.order}
    record(meeting.stream, "block.item_left", actor=actor.key, subject=member.item.key, facts=facts)


def _named(item: AgendaItem, papers: str) -> dict[str, object]:
    return {"item": str(item.pk), "order": item.order, "title": item.matter.title, "papers": papers}


def _numbers(items: Sequence[AgendaItem]) -> str:
    return ", ".join(str(item.order) for item in items)
