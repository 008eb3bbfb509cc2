"""Rooms: the list from which the secretariat chooses where a meeting is held."""

from django.db import transaction

from core.journal import record
from core.refusals import Refusal, require
from matters.rules import clean_text
from meetings.models import Room
from meetings.policies import may_keep_rooms
from people.models import Person

# The journal of what belongs to no meeting: the rooms of the house.
STREAM = "rooms"


def add_room(*, actor: Person, name: str, capacity: int) -> Room:
    """Add a room."""
    require(may_keep_rooms, actor)
    with transaction.atomic():
        name = _free_name(name)
        room = Room.objects.create(name=name, capacity=capacity)
        _record(actor, room, "room.added")
    return room


def change_room(*, actor: Person, room: Room, name: str, capacity: int, in_use: bool) -> Room:
    """Change a room; meetings planned in it keep the words of their place. Nothing new changes nothing."""
    require(may_keep_rooms, actor)
    with transaction.atomic():
        room = Room.objects.select_for_update().get(pk=room.pk)
        wanted = (_free_name(name, room), capacity, in_use)
        if wanted == (room.name, room.capacity, room.in_use):
            return room
        room.name, room.capacity, room.in_use = wanted
        room.save()
        _record(actor, room, "room.changed")
    return room


def _free_name(name: str, of: Room | None = None) -> str:
    name = clean_text(name)
    others = Room.objects.exclude(pk=of.pk) if of else Room.objects.all()
    if others.filter(name=name).exists():
        raise Refusal("room_exists", name=name)
    return name


def _record(actor: Person, room: Room, what: str) -> None:
    facts = {"name": room.name, "capacity": room.capacity, "in_use": room.in_use}
    record(STREAM, what, actor=actor.key, subject=room.key, facts=facts)
