"""Setting who reads an item of an agenda: it may be closed to more people than its matter, never to fewer."""

from django.db import transaction

from core.journal import record
from core.live import look_again
from core.refusals import Refusal, require
from matters.levels import Circle, changes, circle_of
from matters.models import CLOSED, Confidentiality
from matters.secrecy import check_level
from meetings.models import AgendaItem, ItemReader, Meeting
from meetings.policies import may_set_item_level
from meetings.selectors import open_vote
from meetings.services.locks import locked_item, locked_meeting
from people.models import Body, Person
from people.selectors import seats_of


def set_item_circle(*, actor: Person, meeting: Meeting, item: AgendaItem, wanted: Circle, seen: str) -> None:
    """Set who reads the item, with both circles in the meeting's journal; the same again changes nothing.

    `seen` is the digest of the circle that the form showed. A level that shuts nobody out has no names.
    """
    require(may_set_item_level, actor, meeting)
    check_level(wanted.level)
    if wanted.level not in CLOSED:
        wanted = Circle(wanted.level)
    with transaction.atomic():
        meeting = locked_meeting(meeting.pk)
        item = locked_item(meeting, item.pk)
        before = circle_of(item)
        if not changes(actor, meeting.body_id, before, wanted, seen):
            return
        item.confidentiality = wanted.level
        item.save(update_fields=["confidentiality"])
        item.readers.all().delete()
        rows = [ItemReader(item=item, person=each) for each in wanted.persons]
        ItemReader.objects.bulk_create([*rows, *(ItemReader(item=item, seat=each) for each in wanted.seats)])
        voted = open_vote(meeting)
        if voted is not None and item.votes.filter(ballot=voted.pk).exists():
            check_voters_read(item, meeting.body)
        facts = {"item": str(item.pk), "order": item.order, "before": before.facts, "after": wanted.facts}
        record(meeting.stream, "item.level_set", actor=actor.key, subject=item.key, facts=facts)
        stream = meeting.stream

        def close_rooms() -> None:
            look_again(stream)

        transaction.on_commit(close_rooms, robust=True)


def check_voters_read(item: AgendaItem, body: Body) -> None:
    """Raise Refusal electors_shut_out: nobody votes on an item that is closed to him."""
    if item.confidentiality != Confidentiality.NAMED.value:
        return
    named = set(item.readers.filter(seat__isnull=False).values_list("seat", flat=True))
    if shut := [seat for seat in seats_of(body) if seat.pk not in named]:
        raise Refusal("electors_shut_out", seats=", ".join(seat.office for seat in shut))
