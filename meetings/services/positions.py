"""Positions before the session: what a member says of each item, confirmed when its papers are replaced."""

import secrets
from collections.abc import Mapping, Sequence
from uuid import UUID

from django.db import transaction

from core.journal import Happening, record_all
from core.refusals import Refusal, require
from matters.rules import clean_paragraphs
from meetings.models import AgendaItem, Meeting, Position, PreparedPosition
from meetings.policies import may_state_position
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
    current_position,
    digest_of,
    papers_now,
    seat_in,
    sweep_sheet,
)
from meetings.services.locks import locked_item, locked_meeting
from people.models import Person, Seat


def state_position(
    *, actor: Person, meeting: Meeting, item: AgendaItem, stance: str, text: str = "", seen: str
) -> Position:
    """Say what the actor's seat thinks of an item; saying the same again changes nothing.

    `seen` is the digest of the papers that were on the page.
    """
    require(may_state_position, actor, meeting)
    with transaction.atomic():
        meeting, item, papers = locked_for_position(meeting, item)
        check_papers_seen(seen, papers)
        wanted, words = check_stance(stance, clean_paragraphs(text))
        return keep_position(actor, meeting, item, wanted, words, papers)


def confirm_position(*, actor: Person, meeting: Meeting, item: AgendaItem, seen: str) -> Position:
    """Let what was said before count for the papers as they are now."""
    require(may_state_position, actor, meeting)
    with transaction.atomic():
        meeting, item, papers = locked_for_position(meeting, item)
        check_papers_seen(seen, papers)
        before = current_position(meeting, item.matter_id, seat_of_member(actor, meeting))
        if before is None:
            raise Refusal("position_nothing_to_confirm")
        return keep_position(actor, meeting, item, Stance(before.stance), before.text, papers)


def state_no_objection_to_rest(
    *, actor: Person, meeting: Meeting, seen: Mapping[UUID, str]
) -> Sequence[Position]:
    """No objection to every item that has a paper and no answer yet, of those in `seen` (item → digest).

    An item whose papers were replaced since the page was drawn is left for the member to look at.
    """
    require(may_state_position, actor, meeting)
    with transaction.atomic():
        meeting = locked_meeting(meeting.pk)
        seat = seat_of_member(actor, meeting)
        rows = [
            row
            for row in sweep_sheet(meeting, seat, preparing=False)
            if row.coverable and seen.get(row.item.pk) == row.seen
        ]
        if not rows:
            raise Refusal("position_rest_empty")
        found = [new_position(actor, meeting, row.item, seat, Stance.NONE, "", row.seen) for row in rows]
        return store_positions(
            actor, meeting, [(row.item, each) for row, each in zip(rows, found, strict=True)]
        )


def locked_for_position(meeting: Meeting, item: AgendaItem) -> tuple[Meeting, AgendaItem, str]:
    """Meeting and item, locked and open for positions, with the digest of the item's papers as they are."""
    meeting = locked_meeting(meeting.pk)
    item = locked_item(meeting, item.pk)
    check_stating(MeetingStatus(meeting.status), ItemStatus(item.status), item.order)
    return meeting, item, digest_of(papers_now([item.matter])[item.matter_id])


def seat_of_member(actor: Person, meeting: Meeting) -> Seat:
    seat = seat_in(actor, meeting)
    assert seat is not None  # the policy has just said so
    return seat


def keep_position(
    actor: Person,
    meeting: Meeting,
    item: AgendaItem,
    stance: Stance,
    text: str,
    papers: str,
    adopted: PreparedPosition | None = None,
) -> Position:
    seat = seat_of_member(actor, meeting)
    before = current_position(meeting, item.matter_id, seat)
    if before and (before.stance, before.text, before.papers) == (stance.value, text, papers):
        return before
    position = new_position(actor, meeting, item, seat, stance, text, papers, adopted)
    position.revision = before.revision + 1 if before else 1
    return store_positions(actor, meeting, [(item, position)])[0]


def new_position(
    actor: Person,
    meeting: Meeting,
    item: AgendaItem,
    seat: Seat,
    stance: Stance,
    text: str,
    papers: str,
    adopted: PreparedPosition | None = None,
) -> Position:
    salt = secrets.token_hex(16)
    return Position(
        meeting=meeting,
        matter_id=item.matter_id,
        seat=seat,
        revision=1,
        person=actor,
        stance=stance.value,
        text=text,
        papers=papers,
        adopted=adopted,
        salt=salt,
        digest=position_digest(salt, stance.value, text, papers),
    )


def store_positions(
    actor: Person, meeting: Meeting, made: Sequence[tuple[AgendaItem, Position]]
) -> list[Position]:
    """Record each by its digest alone, and keep it under the number and moment of its entry."""
    happenings = [
        Happening(
            "position.stated",
            actor=actor.key,
            subject=item.key,
            facts={
                "item": str(item.pk),
                "order": item.order,
                "seat": each.seat.order,
                "revision": each.revision,
                "digest": each.digest,
                "papers": each.papers,
                "of": [str(each.seat_id), str(each.matter_id)],
            },
        )
        for item, each in made
    ]
    rows = [each for _item, each in made]
    for row, entry in zip(rows, record_all(meeting.stream, happenings), strict=True):
        row.seq, row.at = entry.seq, entry.at
    return Position.objects.bulk_create(rows)
