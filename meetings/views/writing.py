"""The acts on minutes: writing a sentence, its history, circulating, correcting, approving, superseding."""

from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from core.differences import differences
from core.http import SignedInRequest, see_other
from core.refusals import Refusal, require
from core.wording import sentence
from matters.rules import clean_text
from meetings import services
from meetings.forms.minutes import CirculateForm
from meetings.minuted import anchor_of
from meetings.models import Meeting, MinutesText
from meetings.papers.standing import minutes_lines
from meetings.policies import may_approve_minutes, may_correct_minutes, may_write_minutes
from meetings.selectors.minutes import current_minutes, revisions
from meetings.views.minutes import WRONG, meeting_of, minutes_page
from people.accounts.fresh import confirmation_asked
from people.policies import reads_everything

CONFLICT = 409


def _back(meeting: Meeting, place: str = "", **said: str) -> HttpResponse:
    query = f"?{urlencode(said)}" if said else ""
    return see_other(f"{reverse('minutes', args=[meeting.pk])}{query}{place and '#'}{place}")


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 7 else 0


# -- sentences ----------------------------------------------------------------------------------------------


@never_cache
@require_POST
def sentence_edit(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Write a sentence anew, restore or strike it out; what was typed comes back when it is refused."""
    meeting = meeting_of(request, pk)
    require(may_write_minutes, request.user, meeting)
    key = clean_text(request.POST.get("key", ""))
    try:
        saved = _edited(request, meeting, key)
    except Refusal as no:
        return _refused(request, meeting, key, no)
    if request.headers.get("X-Fragment") == "state":
        return _state(request, meeting, key, saved)
    return _back(meeting, f"line-{anchor_of(key)}", saved=key)


def _edited(request: SignedInRequest, meeting: Meeting, key: str) -> MinutesText:
    posted, act = request.POST, request.POST.get("act", "")
    base = _number(posted.get("over") or posted.get("base", ""))
    if act == "restore":
        return services.restore_sentence(actor=request.user, meeting=meeting, key=key, base=base)
    text = "" if act == "strike" else posted.get("text", "")
    return services.edit_sentence(actor=request.user, meeting=meeting, key=key, text=text, base=base)


def _refused(request: SignedInRequest, meeting: Meeting, key: str, no: Refusal) -> HttpResponse:
    """Say the refusal at its sentence, with the text of the other clerk beside the one that was typed."""
    edition = current_minutes(meeting)
    latest = revisions(edition, key)[:1] if edition else []
    theirs = latest[0] if latest and no.code == "minutes_revised" else None
    if request.headers.get("X-Fragment") == "state":
        more = {"refused": sentence(no), "theirs": theirs}
        return _state(request, meeting, key, latest[0] if latest else None, CONFLICT, **more)
    typed = {
        "refused_key": key,
        "refused": sentence(no),
        "theirs": theirs,
        "typed": request.POST.get("text", ""),
    }
    return minutes_page(request, meeting, CONFLICT, **typed)


def _state(
    request: SignedInRequest,
    meeting: Meeting,
    key: str,
    saved: MinutesText | None,
    status: int = 200,
    **more: object,
) -> HttpResponse:
    shown = {"meeting": meeting, "key": key, "anchor": anchor_of(key), "saved": saved, **more}
    shown["edited"] = saved is not None and (not saved.source or saved.text != saved.source)
    return render(request, "meetings/_minutes_state.html", shown, status=status)


@require_POST
def sentence_add(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Add a sentence by hand."""
    meeting = meeting_of(request, pk)
    after, text = request.POST.get("after", ""), request.POST.get("text", "")
    require(may_write_minutes, request.user, meeting)
    try:
        made = services.add_sentence(actor=request.user, meeting=meeting, after=after, text=text)
    except Refusal as no:
        typed = {"added_after": after, "added_refused": sentence(no), "added_text": text}
        return minutes_page(request, meeting, WRONG, **typed)
    return _back(meeting, f"line-{anchor_of(made.key)}", saved=f"add:{after}")


@never_cache
@require_safe
def sentence_history(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Every revision of a sentence with its writer, against what the journal says."""
    meeting, key = meeting_of(request, pk), clean_text(request.GET.get("sentence", ""))
    if not reads_everything(request.user, meeting.body_id):
        raise Http404
    edition = current_minutes(meeting)
    found = revisions(edition, key) if edition else []
    if not found:
        raise Http404
    source = next((line.source for line in minutes_lines(meeting, edition)[1] if line.key == key), "")
    listed = [(each, differences(each.source, each.text) if each.source else []) for each in found]
    shown = {"active": "meetings", "meeting": meeting, "revisions": listed, "source": source, "key": key}
    shown["anchor"] = anchor_of(key)
    return render(request, "meetings/minutes_sentence.html", shown)


# -- from the draft to the approved text --------------------------------------------------------------------


@require_POST
def minutes_circulate(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Give the minutes to the attendees."""
    meeting, form = meeting_of(request, pk), CirculateForm(request.POST)
    require(may_write_minutes, request.user, meeting)
    if form.is_valid():
        try:
            services.circulate_minutes(actor=request.user, meeting=meeting, until=form.until())
        except Refusal as no:
            form.add_error(None, sentence(no))
        else:
            messages.success(request, _("The minutes are with the attendees now."))
            return _back(meeting)
    return minutes_page(request, meeting, WRONG, circulate_form=form)


@require_POST
def minutes_correct(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Propose a correction; what was typed comes back when it is refused."""
    meeting = meeting_of(request, pk)
    require(may_correct_minutes, request.user, meeting)
    key, text = request.POST.get("key", ""), request.POST.get("text", "")
    try:
        services.propose_correction(actor=request.user, meeting=meeting, key=key, text=text)
    except Refusal as no:
        return minutes_page(request, meeting, WRONG, propose_refused=sentence(no), propose_text=text)
    messages.success(request, _("Your correction is with the secretariat; the answer appears on this page."))
    return _back(meeting, "mine", saved=f"propose:{key}")


@require_POST
def correction_answer(request: SignedInRequest, pk: UUID, number: int) -> HttpResponse:
    """Accept or decline a proposed correction."""
    meeting = meeting_of(request, pk)
    require(may_write_minutes, request.user, meeting)
    accepted, text = request.POST.get("answer") == "accept", request.POST.get("text", "")
    try:
        services.answer_correction(
            actor=request.user, meeting=meeting, number=number, accepted=accepted, text=text
        )
    except Refusal as no:
        typed = {"answered": number, "answer_refused": sentence(no), "answer_text": text}
        return minutes_page(request, meeting, WRONG, **typed)
    return _back(meeting, f"correction-{number}", saved=f"answer:{number}")


@require_POST
def minutes_approve(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Approve and freeze."""
    meeting = meeting_of(request, pk)
    require(may_approve_minutes, request.user, meeting)
    asked = confirmation_asked(request, meeting.procedure_facts)
    if asked is not None:
        return asked
    services.approve_minutes(actor=request.user, meeting=meeting)
    messages.success(request, _("The minutes are approved; they never change again."))
    return _back(meeting)


@require_POST
def minutes_supersede(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Begin a new edition."""
    meeting, reason = meeting_of(request, pk), request.POST.get("reason", "")
    require(may_write_minutes, request.user, meeting)
    try:
        services.supersede_minutes(actor=request.user, meeting=meeting, reason=reason)
    except Refusal as no:
        typed = {"supersede_refused": sentence(no), "supersede_reason": reason}
        return minutes_page(request, meeting, WRONG, **typed)
    return _back(meeting)
