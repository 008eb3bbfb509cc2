"""The agenda: put matters on it, change, move and take off its items."""

from django.db import transaction
from django.db.models import F

from core.journal import record
from core.refusals import require
from matters.models import Matter
from meetings.models import AgendaItem, Asks, Meeting
from meetings.policies import may_schedule_meeting
from meetings.rules import MeetingStatus, check_agenda, check_open_to_change
from meetings.services.locks import locked_item, locked_meeting
from people.models import Person, Seat

PARKED = 1000  # items are parked above every real number while they change places


def add_item(
    *,
    actor: Person,
    meeting: Meeting,
    matter: Matter,
    minutes: int,
    presenter: Seat | None = None,
    asks: str = Asks.VOTE,
) -> AgendaItem:
    """Put a matter at the end of the agenda."""
    require(may_schedule_meeting, actor)
    with transaction.atomic():
        meeting = locked_meeting(meeting.pk)
        check_open_to_change(MeetingStatus(meeting.status))
        lengths = [*meeting.items.order_by("order").values_list("minutes", flat=True), minutes]
        check_agenda(lengths, meeting.minutes_planned)
        item = AgendaItem.objects.create(
            meeting=meeting,
            matter=matter,
            order=len(lengths),
            minutes=minutes,
            presenter=presenter,
            asks=asks,
        )
        _record_agenda(actor, meeting, "agenda.item_added", item)
    return item


def change_item(
    *, actor: Person, meeting: Meeting, item: AgendaItem, minutes: int, presenter: Seat | None, asks: str
) -> AgendaItem:
    """Change an item's minutes, presenter and what it asks for; the agenda must still fit the time."""
    require(may_schedule_meeting, actor)
    with transaction.atomic():
        meeting = locked_meeting(meeting.pk)
        check_open_to_change(MeetingStatus(meeting.status))
        item = locked_item(meeting, item.pk)
        item.minutes, item.presenter, item.asks = minutes, presenter, asks
        lengths = {other.pk: other.minutes for other in meeting.items.order_by("order")} | {item.pk: minutes}
        check_agenda(lengths.values(), meeting.minutes_planned)
        item.save(update_fields=["minutes", "presenter", "asks"])
        _record_agenda(actor, meeting, "agenda.item_changed", item)
    return item


def move_item(*, actor: Person, meeting: Meeting, item: AgendaItem, to: int) -> None:
    """Give an item another number; the items between move up or down."""
    require(may_schedule_meeting, actor)
    with transaction.atomic():
        meeting = locked_meeting(meeting.pk)
        check_open_to_change(MeetingStatus(meeting.status))
        item = locked_item(meeting, item.pk)
        others = [other for other in meeting.items.order_by("order") if other.pk != item.pk]
        place = min(max(to, 1), len(others) + 1)
        others.insert(place - 1, item)
        _number(meeting, others)
        item.order = place
        _record_agenda(actor, meeting, "agenda.item_moved", item)


def remove_item(*, actor: Person, meeting: Meeting, item: AgendaItem) -> None:
    """Take an item off the agenda of a meeting that has not begun; the matter itself stays."""
    require(may_schedule_meeting, actor)
    with transaction.atomic():
        meeting = locked_meeting(meeting.pk)
        check_open_to_change(MeetingStatus(meeting.status))
        item = locked_item(meeting, item.pk)
        _record_agenda(actor, meeting, "agenda.item_removed", item)
        item.delete()
        _number(meeting, list(meeting.items.order_by("order")))


def _number(meeting: Meeting, items: list[AgendaItem]) -> None:
    meeting.items.update(order=F("order") + PARKED)
    for number, item in enumerate(items, start=1):
        AgendaItem.objects.filter(pk=item.pk).update(order=number)


def _record_agenda(actor: Person, meeting: Meeting, kind: str, item: AgendaItem) -> None:
    facts = {
        "item": str(item.pk),
        "order": item.order,
        "title": item.matter.title,
        "minutes": item.minutes,
        "presenter": item.presenter.office_vi if item.presenter else None,
        "asks": str(item.asks),
    }
    record(meeting.stream, kind, actor=actor.key, subject=item.key, facts=facts)
