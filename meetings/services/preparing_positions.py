"""Positions that the staff prepare: proposed by an assistant, and nothing until the member adopts them."""

import secrets
from collections.abc import Mapping, Sequence
from uuid import UUID

from django.db import transaction

from core.journal import record
from core.refusals import Refusal, require
from core.time import now
from matters.rules import clean_paragraphs
from meetings.models import AgendaItem, Meeting, Position, PreparedPosition
from meetings.policies import may_prepare_position, may_state_position
from meetings.rules import (
    ItemStatus,
    MeetingStatus,
    Stance,
    check_papers_seen,
    check_stance,
    check_stating,
    position_digest,
)
from meetings.selectors import (
    current_prepared,
    digest_of,
    papers_now,
    seat_assisted_in,
    sweep_sheet,
    unrestricted,
)
from meetings.services.locks import locked_item, locked_meeting
from meetings.services.positions import (
    keep_position,
    locked_for_position,
    new_position,
    seat_of_member,
    store_positions,
)
from people.models import Person, Seat


def prepare_position(
    *, actor: Person, meeting: Meeting, item: AgendaItem, stance: str, text: str = "", seen: str
) -> PreparedPosition:
    """Propose a position to the member; it counts for nothing. An empty stance takes the proposal back."""
    require(may_prepare_position, actor, meeting)
    with transaction.atomic():
        meeting = locked_meeting(meeting.pk)
        item = locked_item(meeting, item.pk)
        check_stating(MeetingStatus(meeting.status), ItemStatus(item.status), item.order)
        papers = digest_of(unrestricted(papers_now([item.matter])[item.matter_id]))
        check_papers_seen(seen, papers)
        words = clean_paragraphs(text)
        wanted, words = check_stance(stance, words) if stance else ("", "")
        seat = seat_assisted_in(actor, meeting)
        assert seat is not None  # the policy has just said so
        return _propose(actor, meeting, item, seat, str(wanted), words, papers)


def adopt_position(*, actor: Person, meeting: Meeting, item: AgendaItem, number: int, seen: str) -> Position:
    """Make what the staff prepared under this number the member's own position."""
    require(may_state_position, actor, meeting)
    with transaction.atomic():
        meeting, item, papers = locked_for_position(meeting, item)
        check_papers_seen(seen, papers)
        prepared = current_prepared(meeting, item.matter_id, seat_of_member(actor, meeting))
        if prepared is None or not prepared.stance or prepared.number != number:
            raise Refusal("position_prepared_gone")
        return keep_position(actor, meeting, item, Stance(prepared.stance), prepared.text, papers, prepared)


def adopt_all_prepared(
    *, actor: Person, meeting: Meeting, seen: Mapping[UUID, str], numbers: Mapping[UUID, int]
) -> Sequence[Position]:
    """Adopt what the staff prepared for every item not answered yet, as it was shown (item → number)."""
    require(may_state_position, actor, meeting)
    with transaction.atomic():
        meeting = locked_meeting(meeting.pk)
        seat = seat_of_member(actor, meeting)
        made = []
        for row in sweep_sheet(meeting, seat, preparing=False):
            offer = row.offered
            if offer is None or not row.adoptable or seen.get(row.item.pk) != row.seen:
                continue
            if numbers.get(row.item.pk) == offer.number:
                stance, text = Stance(offer.stance), offer.text
                made.append(
                    (row.item, new_position(actor, meeting, row.item, seat, stance, text, row.seen, offer))
                )
        if not made:
            raise Refusal("position_prepared_gone")
        return store_positions(actor, meeting, made)


def _propose(
    actor: Person, meeting: Meeting, item: AgendaItem, seat: Seat, stance: str, text: str, papers: str
) -> PreparedPosition:
    before = current_prepared(meeting, item.matter_id, seat)
    if before and (before.stance, before.text, before.papers) == (stance, text, papers):
        return before
    if before is None and not stance:
        raise Refusal("position_prepared_gone")
    salt = secrets.token_hex(16)
    prepared = PreparedPosition.objects.create(
        meeting=meeting,
        matter=item.matter,
        seat=seat,
        number=before.number + 1 if before else 1,
        author=actor,
        stance=stance,
        text=text,
        papers=papers,
        salt=salt,
        digest=position_digest(salt, stance, text, papers),
        at=now(),
    )
    facts = {
        "item": str(item.pk),
        "order": item.order,
        "seat": seat.order,
        "number": prepared.number,
        "digest": prepared.digest,
    }
    kind = "position.prepared" if stance else "position.prepared_taken_back"
    record(meeting.stream, kind, actor=actor.key, subject=item.key, facts=facts)
    return prepared
