"""The page of a meeting: its programme as everybody may see it, and for the secretariat how it is built."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from core.http import SignedInRequest
from core.refusals import Refusal
from core.time import now
from core.wording import sentence
from meetings import desk
from meetings.forms import (
    AgendaForm,
    FollowingForm,
    GuestForm,
    NewItemForm,
    PapersDueForm,
    SectionForm,
    title_of,
)
from meetings.forms.minutes import NoticeForm
from meetings.forward import FEW, put_forward
from meetings.invited import reply_page
from meetings.lines import lines_of
from meetings.models import AgendaItem, AgendaSection, Kind, Meeting
from meetings.policies import (
    may_download_minutes,
    may_note_notice,
    may_open_console,
    may_open_sweep,
    may_schedule_meeting,
    may_see_positions,
    may_show_screen,
)
from meetings.rules import MeetingStatus, template_of
from meetings.selectors import Programme, changes_for, meeting_for, readiness, sections_of
from meetings.selectors import programme as programme_of
from meetings.selectors.notices import notice_of
from meetings.selectors.opinions import balloted
from meetings.wording import journal_words
from people.models import Person, Seat
from people.policies import may_read_the_record

ENTRIES_PER_PAGE = 50
WRONG = 422  # the form comes back with what was typed and what is wrong
OPEN_TO_CHANGE = (MeetingStatus.DRAFT, MeetingStatus.SENT)


@require_safe
def meeting(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """The programme; for the secretariat with everything to build it."""
    return meeting_page(request, meeting_for(request.user, pk))


def meeting_page(request: SignedInRequest, found: Meeting, **typed: Any) -> HttpResponse:
    """The page of a meeting; `typed` are forms that come back with what is wrong."""
    person, programme = request.user, programme_of(found, request.user)
    schedules = may_schedule_meeting(person, found)
    audits = may_read_the_record(person, found.body_id)
    shown: dict[str, Any] = {
        "active": "meetings",
        "meeting": found,
        "programme": programme,
        "changes": changes_for(person, found, programme),
        "may_console": may_open_console(person, found),
        "may_screen": may_show_screen(person, found),
        "may_minutes": may_download_minutes(person, found),
        "may_sweep": may_open_sweep(person, found),
        "balloted": balloted(person, [row.item.matter_id for row in programme.rows]),
        "may_positions": may_see_positions(person, found),
        "in_room": found.status in (MeetingStatus.SENT, MeetingStatus.RUNNING),
    }
    shown |= reply_page(person, found, typed.get("reply"))
    if not (schedules or audits):
        return render(request, "meetings/programme.html", shown, status=WRONG if typed else 200)
    editable = schedules and found.status in OPEN_TO_CHANGE
    shown |= _preparation(found, programme) | _journal_page(request, found, programme)
    shown |= _forms(request, found, programme, typed) | _proposed(request, found) if editable else {}
    shown |= {"may_set_level": schedules}
    shown |= {"editable": editable, **_notice_form(found, person, typed)}
    return render(request, "meetings/meeting.html", shown, status=WRONG if typed else 200)


def _notice_form(found: Meeting, person: Person, typed: dict[str, Any]) -> dict[str, Any]:
    """The form of the notice after a closed meeting, for whoever may note it."""
    if found.closed_at is None or not may_note_notice(person, found):
        return {}
    return {"may_note_notice": True, "notice_form": typed.get("notice_form") or NoticeForm()}


def _preparation(found: Meeting, programme: Programme) -> dict[str, Any]:
    return {
        "procedure": found.procedure,
        "procedure_title": title_of(found.procedure),
        "readiness": readiness(found, programme),
        "too_long": max(0, programme.minutes - found.minutes_planned),
        "notice": notice_of(found, now()),
    }


def _forms(
    request: SignedInRequest, found: Meeting, programme: Programme, typed: dict[str, Any]
) -> dict[str, Any]:
    items, sections, seats = [row.item for row in programme.rows], sections_of(found), desk.presenters(found)
    form = typed.get("lines") or AgendaForm(items, sections, seats)
    lines = lines_of(programme, sections, form)
    moved = request.GET.get("moved")
    return {
        "agenda_form": form,
        "lines": lines,
        "said": next((line for line in lines if moved and line.key.endswith(moved)), None),
        "new_item": typed.get("new_item") or new_item_form(request, found, seats, sections),
        "section_form": typed.get("section") or SectionForm(auto_id="id_section_%s"),
        "guest_form": typed.get("guest") or guest_form(request, found, items),
        "find": _wanted(request),
        "deadline_form": typed.get("deadline") or PapersDueForm(initial=PapersDueForm.of(found)),
        "following": FollowingForm() if found.kind == Kind.REGULAR else None,
        "standing_items": template_of(found.kind).standing_items,
    }


def _proposed(request: SignedInRequest, found: Meeting) -> dict[str, Any]:
    every = request.GET.get("proposed") == "all"
    proposed = put_forward(found, few=not every)
    return {
        "forward": proposed if every else proposed[:FEW],
        "more_forward": not every and len(proposed) > FEW,
    }


def _journal_page(request: SignedInRequest, found: Meeting, programme: Programme) -> dict[str, Any]:
    pages = Paginator(desk.history(found), ENTRIES_PER_PAGE)
    page = pages.get_page(_page_with(request.GET.get("entry", ""), pages.count) or request.GET.get("page"))
    offices = desk.offices_of(found)
    numbers = {str(row.item.pk): row.item.order for row in programme.rows}
    lines = [(entry, journal_words(entry, offices, numbers)) for entry in page]
    return {"journal": page, "journal_lines": lines}


def _page_with(seq: str, head: int) -> int | None:
    """The page of the journal on which this entry stands, when a sentence of the minutes leads to it."""
    wanted = seq.isascii() and seq.isdigit() and 1 <= int(seq[:9]) <= head
    return (head - int(seq)) // ENTRIES_PER_PAGE + 1 if wanted else None


def say(no: Refusal, form: Form, field: str | None, found: Meeting) -> None:
    """Say a refusal at its form; once the meeting has begun the page has no forms, and it is said above."""
    if found.status not in OPEN_TO_CHANGE:
        raise no
    form.add_error(field, sentence(no))


def agenda_form(found: Meeting, typed: Mapping[str, str]) -> AgendaForm:
    """The lines of the agenda with what was typed into them."""
    items = list(found.items.select_related("presenter").order_by("order"))
    return AgendaForm(items, sections_of(found), desk.presenters(found), typed)


def new_item_form(
    request: SignedInRequest,
    found: Meeting,
    seats: Sequence[Seat],
    sections: Sequence[AgendaSection],
) -> NewItemForm:
    """The form of an item to be added, with what was typed and the matters that are offered."""
    allowed = desk.addable_matters(found, request.user)
    offered = desk.offered_matters(allowed, _wanted(request))
    typed = request.POST if request.method == "POST" and "matter" in request.POST else None
    return NewItemForm(
        typed,
        allowed=allowed,
        offered=offered,
        seats=seats,
        sections=sections,
        initial={"asks": template_of(found.kind).asks},
        auto_id="id_new_%s",
    )


def guest_form(request: SignedInRequest, found: Meeting, items: list[AgendaItem]) -> GuestForm:
    """The form by which a guest is invited, with what was typed."""
    persons = list(desk.invitable()[: desk.PERSONS_OFFERED])
    typed = request.POST if request.method == "POST" and "person" in request.POST else None
    return GuestForm(typed, persons=persons, items=items, auto_id="id_guest_%s")


def _wanted(request: SignedInRequest) -> str:
    """The words by which matters are looked for, kept through a form that comes back."""
    return (request.POST.get("find") or request.GET.get("find") or "")[:200]
