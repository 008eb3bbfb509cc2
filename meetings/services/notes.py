"""Private notes on items: saved while they are typed, for their author, and in no journal."""

from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Q

from core.refusals import require
from core.time import now
from meetings.models import AgendaItem
from meetings.models.notes import ItemNote
from meetings.policies import may_write_note
from people.models import Person


@dataclass(frozen=True)
class NoteSent:
    """What a page sends: its text, the version it was written on, and whether it settles what lies aside.

    What is `behind` was typed before the kept text on a device that could not send it.
    """

    text: str
    shared: bool
    base: int
    device: str = ""
    settles: bool = False
    behind: bool = False


def save_note(*, actor: Person, item: AgendaItem, sent: NoteSent) -> tuple[ItemNote, bool]:
    """Keep a note; False when another page has saved meanwhile, and this text lies beside that one.

    It is in no journal and announced to nobody: what somebody notes for himself is nobody else's business.
    """
    require(may_write_note, actor, item)
    with transaction.atomic():
        ItemNote.objects.get_or_create(person=actor, item=item, defaults={"saved_at": now()})
        note = ItemNote.objects.select_for_update(of=("self",)).get(person=actor, item=item)
        own = bool(sent.device) and note.device == sent.device  # it never heard that its last text was kept
        won = not sent.behind and (own or note.version == sent.base or note.text == sent.text)
        if won:
            _take(note, sent)
        elif note.text != sent.text:
            note.aside[f"{sent.device}-behind" if sent.behind else sent.device] = sent.text
        note.shared = note.shared and (sent.shared or sent.behind)  # what is taken back is taken back at once
        note.save()
    return note, won


def forget_notes() -> int:
    """Delete the notes on meetings that were closed or cancelled long ago, for the clock; how many.

    How long they are kept is `ITEM_NOTES_KEPT_DAYS`; 0 keeps them for ever. What was written since stays.
    """
    if not settings.ITEM_NOTES_KEPT_DAYS:
        return 0
    since = now() - timedelta(days=settings.ITEM_NOTES_KEPT_DAYS)
    over = Q(item__meeting__closed_at__lte=since) | Q(item__meeting__cancellation__at__lte=since)
    found = ItemNote.objects.filter(over, saved_at__lte=since).values_list("pk", flat=True)
    return ItemNote.objects.filter(pk__in=list(found)).delete()[0]


def _take(note: ItemNote, sent: NoteSent) -> None:
    if sent.settles:
        note.aside = {}
    if (note.text, note.shared) != (sent.text, sent.shared):
        note.version += 1
        note.saved_at = now()
    note.text, note.shared, note.device = sent.text, sent.shared, sent.device
    note.aside = {device: text for device, text in note.aside.items() if text != sent.text}
