"""The page of a private note: its author writes it, the assistants of the seat read it where it is shared."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from core.http import SignedInRequest, see_other
from core.refusals import require
from meetings import desk
from meetings.forms.notes import NoteForm
from meetings.models import AgendaItem
from meetings.models.notes import ItemNote
from meetings.policies import may_open_note, may_open_sweep, may_write_note
from meetings.room_note import room_note_of
from meetings.selectors import meeting_for
from meetings.selectors.notes import item_at_hand, note_of, note_shared_with
from meetings.services.notes import NoteSent, save_note

IN_ROOM = "room-note"  # the element of the room that a script asks for with X-Fragment
STATE = "draft-state"  # the element that a script asks for with X-Fragment
WRONG = 422  # too long: what was typed comes back


@never_cache
@require_http_methods(["GET", "POST"])
def item_note(request: SignedInRequest, pk: UUID, item: UUID) -> HttpResponse:
    """The note on an item; sent by its author, it is kept."""
    row = _item(request, pk, item)
    if request.method == "POST":
        return _save(request, row)
    if not may_write_note(request.user, row):
        return _page(request, row, note=note_shared_with(request.user, row), reads=True)
    return _page(request, row, **_stored(note_of(request.user, row)))


@never_cache
@require_safe
def note_now(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """The note on the item at hand as the room shows it; without a script, the way to the note's own page."""
    meeting = meeting_for(request.user, pk)
    require(may_open_sweep, request.user, meeting)
    if request.headers.get("X-Fragment") == IN_ROOM:
        shown = {"meeting": meeting, "note": room_note_of(request.user, meeting)}
        return render(request, "meetings/_room_note.html", shown)
    row = item_at_hand(meeting)
    return see_other(f"{meeting.get_absolute_url()}{f'items/{row.pk}/note/' if row else ''}")


def _item(request: SignedInRequest, pk: UUID, item: UUID) -> AgendaItem:
    meeting = meeting_for(request.user, pk)
    row = desk.item_of(request.user, meeting, item)
    row.meeting = meeting
    if not may_open_note(request.user, row):
        raise Http404
    return row


def _save(request: SignedInRequest, row: AgendaItem) -> HttpResponse:
    require(may_write_note, request.user, row)
    form = NoteForm(request.POST)
    if not form.is_valid():
        return _page(request, row, status=WRONG, text=request.POST.get("text_note", ""), wrong=True)
    said, settled = form.cleaned_data, form.cleaned_data["settle"]
    base = said["base"] if settled is None else settled
    text, behind = said["text_note"], said["behind"]
    sent = NoteSent(text, said["shared"], base, said["device"], settled is not None, behind)
    note, won = save_note(actor=request.user, item=row, sent=sent)
    shown = _stored(note) if sent.behind else _stored(note, sent, won)
    if won and request.headers.get("X-Fragment") != STATE:
        return see_other(request.path)
    return _page(request, row, **shown)


def _stored(note: ItemNote | None, sent: NoteSent | None = None, won: bool = True) -> dict[str, Any]:
    """What the page shows: the author's text, and beside it what other pages have sent."""
    if note is None:
        return {"note": None, "text": "", "base": 0}
    mine = sent.device if sent else ""
    beside = [text for device, text in note.aside.items() if sent is None or won or device != mine]
    if sent and not won:
        return {"note": note, "text": sent.text, "base": sent.base, "others": [note.text, *beside]}
    return {"note": note, "text": note.text, "base": note.version, "others": beside}


def _page(request: SignedInRequest, row: AgendaItem, *, status: int = 200, **shown: Any) -> HttpResponse:
    whole = request.headers.get("X-Fragment") != STATE
    template = "meetings/note.html" if whole else "meetings/_note_state.html"
    shown |= {"active": "meetings", "meeting": row.meeting, "item": row}
    shown["kept_days"] = settings.ITEM_NOTES_KEPT_DAYS
    note = shown.get("note")
    shown["since"] = int(note.saved_at.timestamp() * 1000) if note else 0
    return render(request, template, shown, status=status)
