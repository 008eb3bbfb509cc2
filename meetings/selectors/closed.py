"""Items of an agenda that are closed to a person: shown to whoever belongs to the body without their subject.

A member and his staff must know the times of the agenda, and so such an item stands there as *Mục hạn chế*,
with its number and minutes and nothing else. A guest is told of the items to which he is invited, and of such
an item nothing at all.
"""

from collections.abc import Sequence
from copy import copy
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q

from core.prepared import Placeholder, Prepared
from matters.models import CLOSED, Matter
from matters.sight import (
    EVERYTHING,
    Sight,
    levels_closed_to,
    named_in,
    reads_restricted,
    sight_of,
)
from meetings.models import AgendaItem, ItemReader, Meeting
from meetings.rules import MeetingStatus
from meetings.wording import CLOSED_ITEM
from people.models import Agency, Person
from people.policies import desk_reach, reads_everything

_closed = Prepared(
    lambda: (
        AgendaItem.objects.filter(
            Q(confidentiality__in=CLOSED)
            | Q(matter__confidentiality__in=CLOSED)
            | Q(matter__documents__confidentiality__in=CLOSED),
            meeting=Placeholder("meeting", "uuid"),
        )
        .order_by()
        .values_list("pk", "matter", "matter__confidentiality", "confidentiality")
        .distinct()
    )
)
EVERY = "named:*"  # the right of whoever reads every closed paper


@dataclass(frozen=True)
class AgendaSight:
    """What a person, or an audience of a room, may not see of an agenda: the items, and the closed papers."""

    shut: frozenset[UUID] = frozenset()
    papers: Sight = EVERYTHING

    @property
    def rights(self) -> tuple[str, ...]:
        """The same as rights of an audience; nothing where nothing on the agenda is closed to some."""
        named = (EVERY,) if self.papers.named is None else (f"named:{key}" for key in self.papers.named)
        return (*sorted(f"shut:{key}" for key in self.shut), *sorted(named))

    @classmethod
    def of_rights(cls, rights: Sequence[str], *, restricted: bool) -> "AgendaSight":
        """The sight of an audience."""
        named = frozenset(
            UUID(right[6:]) for right in rights if right.startswith("named:") and right != EVERY
        )
        papers = Sight(restricted, None if EVERY in rights else named)
        return cls(frozenset(UUID(right[5:]) for right in rights if right.startswith("shut:")), papers)


def agenda_sight(person: Person, meeting: Meeting) -> AgendaSight:
    """What this person may not see of the agenda; one query, and a second where something is closed."""
    rows = _closed(meeting=meeting.pk)
    if not rows:
        return AgendaSight(papers=Sight(reads_restricted(person, meeting.body_id)))
    sight = sight_of(person, [matter for _item, matter, *_levels in rows])
    if sight.named is not None and reads_everything(person, meeting.body_id):
        sight = EVERYTHING  # every matter of this agenda is the desk's: it stands before its body
    items = replace(sight, named=_named_for_items(person, meeting, rows))
    shut = frozenset(
        key
        for key, matter, level, own in rows
        if not (sight.reads(level, matter) and (sight.named is None or items.reads(own, key)))
    )
    return AgendaSight(shut, sight)


def _named_for_items(person: Person, meeting: Meeting, rows: Sequence[Any]) -> frozenset[UUID]:
    if not any(own in CLOSED for *_rest, own in rows):
        return frozenset()
    let_in = ItemReader.objects.filter(named_in(person), item__meeting=meeting)
    return frozenset(let_in.values_list("item", flat=True))


def items_closed_to(person: Person) -> Q:
    """The condition under which an item, by its own level, is closed to this person."""
    reach = desk_reach(person)
    if reach.whole:
        return Q(pk__in=[])
    opened = ItemReader.objects.filter(named_in(person), item=OuterRef("pk"))
    closed = Q(confidentiality__in=levels_closed_to(person)) & ~Q(Exists(opened))
    return closed & ~reach.where("meeting__body") if reach else closed


def closed_items(person: Person, meeting: Meeting) -> frozenset[UUID]:
    """The items of this meeting whose matter the person may not read."""
    if reads_everything(person, meeting.body_id):
        return frozenset()
    return agenda_sight(person, meeting).shut


def all_closed_items(meeting: Meeting) -> frozenset[UUID]:
    """The items closed to anybody: a screen in the hall and an invitation to all do not name them."""
    return frozenset(
        item for item, _matter, level, own in _closed(meeting=meeting.pk) if level in CLOSED or own in CLOSED
    )


def rooms_of_meetings(matter: Matter) -> list[str]:
    """The rooms of the meetings on whose agenda the matter stands, until they are over."""
    over = (MeetingStatus.CLOSED.value, MeetingStatus.CANCELLED.value)
    found = Meeting.objects.filter(items__matter=matter).exclude(status__in=over).distinct()
    return [meeting.stream for meeting in found]


def masked(item: AgendaItem) -> AgendaItem:
    """The item without its subject: a copy that holds number, time and minutes and nothing else."""
    shown = copy(item)
    shown._state = copy(item._state)
    shown._state.fields_cache = dict(item._state.fields_cache)
    shown._prefetched_objects_cache = {"votes": AgendaItem.objects.none()}  # type: ignore[attr-defined]
    shown.matter = Matter(pk=item.pk, title=str(CLOSED_ITEM), lead=Agency(pk=item.pk))
    shown.presenter = None
    shown.conclusion = shown.direction = ""
    shown.released = shown.resubmit_on = shown.vote_at = None
    shown.urgent = False
    shown.shut = True
    return shown
