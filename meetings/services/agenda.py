"""The agenda: put matters on it, change its items, take them off."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction

from core.journal import Happening, record_all
from core.refusals import Refusal, require
from matters.models import Matter
from matters.policies import may_take_up
from meetings.models import AgendaItem, AgendaSection, Meeting
from meetings.policies import may_schedule_meeting
from meetings.rules import ItemPlan, MeetingStatus, check_length, check_open_to_change, clashes, template_of
from meetings.selectors import order_of, sections_of
from meetings.services.locks import locked_item, locked_meeting, locked_section
from meetings.services.order import arrange
from meetings.services.sections import rename_section
from people.models import Person, Seat


@dataclass(frozen=True, slots=True)
class Change:
    """What is wanted of an item, and what stood there when it was written (None: whatever does)."""

    item: UUID
    minutes: int
    presenter: Seat | None
    asks: str
    seen: ItemPlan | None = None

    @property
    def wanted(self) -> ItemPlan:
        """The plan as it is to be."""
        return ItemPlan(self.minutes, str(self.presenter.pk) if self.presenter else "", self.asks)


def plan_of(item: AgendaItem) -> ItemPlan:
    """What is planned of an item as it stands."""
    return ItemPlan(item.minutes, str(item.presenter_id or ""), item.asks)


def add_item(
    *,
    actor: Person,
    meeting: Meeting,
    matter: Matter,
    minutes: int,
    presenter: Seat | None = None,
    asks: str = "",
    section: AgendaSection | None = None,
) -> AgendaItem:
    """Put a matter at the end of a section, or of the whole agenda when none is named.

    Where nobody says what it asks for, it is what meetings of this kind may decide.
    """
    require(may_schedule_meeting, actor, meeting)
    require(may_take_up, actor, matter)
    with transaction.atomic():
        meeting = locked_meeting(meeting.pk)
        check_open_to_change(MeetingStatus(meeting.status))
        lengths = [*meeting.items.order_by("order").values_list("minutes", flat=True), minutes]
        check_length(MeetingStatus(meeting.status), lengths, meeting.minutes_planned)
        below = locked_section(meeting, section.pk) if section else next(reversed(sections_of(meeting)), None)
        item = AgendaItem.objects.create(
            meeting=meeting,
            matter=matter,
            section=below,
            order=len(lengths),
            minutes=minutes,
            presenter=presenter,
            asks=asks or template_of(meeting.kind).asks,
        )
        arrange(meeting, order_of(meeting))
        item.refresh_from_db(fields=["order"])
        _record(actor, meeting, [("agenda.item_added", item, {})])
    return item


def change_items(*, actor: Person, meeting: Meeting, changes: Sequence[Change]) -> int:
    """Change minutes, presenters and what is asked of several items at once: all of them, or none.

    Whoever wrote on an item that somebody else has changed meanwhile is told, and nothing is overwritten.
    """
    require(may_schedule_meeting, actor, meeting)
    with transaction.atomic():
        meeting = locked_meeting(meeting.pk)
        check_open_to_change(MeetingStatus(meeting.status))
        items = {item.pk: item for item in meeting.items.select_related("matter").order_by("order")}
        _check_changes(items, changes)
        altered = [done for change in changes if (done := _alter(items[change.item], change))]
        lengths = [item.minutes for item in items.values()]
        check_length(MeetingStatus(meeting.status), lengths, meeting.minutes_planned)
        if altered:
            AgendaItem.objects.bulk_update(
                [item for _kind, item, _more in altered], ["minutes", "presenter", "asks"]
            )
            _record(actor, meeting, altered)
    return len(altered)


def save_agenda(
    *, actor: Person, meeting: Meeting, changes: Sequence[Change], headings: Mapping[UUID, str]
) -> None:
    """Save what was written on the lines of an agenda: changed items and headings, all or nothing."""
    require(may_schedule_meeting, actor, meeting)
    with transaction.atomic():
        meeting = locked_meeting(meeting.pk)
        change_items(actor=actor, meeting=meeting, changes=changes)
        for section in sections_of(meeting):
            if section.pk in headings:
                rename_section(actor=actor, meeting=meeting, section=section, title=headings[section.pk])


def remove_item(*, actor: Person, meeting: Meeting, item: AgendaItem) -> None:
    """Take an item off the agenda of a meeting that has not begun; the matter itself stays."""
    require(may_schedule_meeting, actor, meeting)
    with transaction.atomic():
        meeting = locked_meeting(meeting.pk)
        check_open_to_change(MeetingStatus(meeting.status))
        item = locked_item(meeting, item.pk)
        _record(actor, meeting, [("agenda.item_removed", item, {})])
        item.delete()
        arrange(meeting, order_of(meeting))


_Happened = tuple[str, AgendaItem, Mapping[str, object]]


def _check_changes(items: Mapping[UUID, AgendaItem], changes: Sequence[Change]) -> None:
    """Refuse to write on an item that is gone, or over what somebody else has written."""
    if any(change.item not in items for change in changes):
        raise Refusal("item_gone")
    clashing = [
        str(items[change.item].order)
        for change in changes
        if clashes(plan_of(items[change.item]), change.seen, change.wanted)
    ]
    if clashing:
        raise Refusal("items_changed_meanwhile", numbers=", ".join(clashing))


def _alter(item: AgendaItem, change: Change) -> _Happened | None:
    """Make an item what is wanted of it; None when it is that already."""
    before = plan_of(item)
    if before == change.wanted:
        return None
    item.minutes, item.presenter, item.asks = change.minutes, change.presenter, change.asks
    return "agenda.item_changed", item, {"minutes_before": before.minutes}


def _record(actor: Person, meeting: Meeting, happened: Sequence[_Happened]) -> None:
    record_all(
        meeting.stream,
        [Happening(kind, actor.key, item.key, {**_facts(item), **more}) for kind, item, more in happened],
    )


def _facts(item: AgendaItem) -> dict[str, object]:
    return {
        "item": str(item.pk),
        "order": item.order,
        "title": item.matter.title,
        "minutes": item.minutes,
        "presenter": item.presenter.office_vi if item.presenter else None,
        "asks": str(item.asks),
    }
