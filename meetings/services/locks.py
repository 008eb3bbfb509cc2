"""The locks of a meeting, always in the same order: meeting, item, ballot, stream."""

from uuid import UUID

from django.db import transaction

from meetings.models import AgendaItem, Meeting


def locked_meeting(key: UUID) -> Meeting:
    """The meeting's row, locked until the end of the transaction."""
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("a lock lives in a transaction")
    return Meeting.objects.select_for_update(of=("self",)).select_related("body", "chair").get(pk=key)


def locked_item(meeting: Meeting, key: UUID) -> AgendaItem:
    """An item of this meeting, locked after it."""
    found = AgendaItem.objects.select_for_update(of=("self",)).select_related("matter__lead")
    return found.get(pk=key, meeting=meeting)
