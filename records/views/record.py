"""The page of one document, its file, and the acts on it."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core import pace
from core.http import SignedInRequest, as_pdf, see_other
from core.refusals import Refusal, require
from core.time import now, today
from core.wording import sentence
from people.accounts.fresh import confirmation_asked
from people.models import Person
from people.procedure import in_force
from records import services
from records.forms import CompletionForm, DrawUpForm, ReasonForm, UploadForm
from records.history import history_of
from records.kinds import known_kinds, record_kind
from records.layout import render as lay_out
from records.models import CopyStage, Opened, Record
from records.papers import composed, difference, marked, office_lines
from records.policies import may_follow_record, may_work_on_record, signs_here
from records.rules import IN_WORK, OUT, Status
from records.selectors import copy_of, just_unstamped, latest_facts, record_for, successor_of
from records.showing import acts_of, due_of, kind_name, next_step, page_of_subject, receipts_of, steps_of
from records.signing.forms import VerifyForm
from records.signing.views import judged

WRONG = 422
SIGNED = (Status.SIGNED.value, Status.SEALED.value, *(status.value for status in OUT))
ENDED = (Status.RECALLED.value, Status.SUPERSEDED.value)

Act = Callable[..., Record]
# What is said when it is done.
PLAIN: dict[str, tuple[Act, Any]] = {
    "circulate": (services.circulate_record, _("The document is with whoever approves it.")),
    "take-facts": (services.take_new_facts, _("The new facts were taken; check the draft once more.")),
    "approve": (services.approve_record, _("Approved. It now waits for the signature.")),
    "number": (
        services.number_record,
        _("The number is given. Have the file signed, then upload it."),
    ),
    "sign": (services.sign_record, _("Signed; number and date were given with the signature.")),
    "seal": (services.seal_record, _("Sealed. It can be issued.")),
    "issue": (services.issue_record, _("Issued; the recipients were told.")),
}
BY_NAME = ("approve", "sign", "seal")  # what somebody answers for with his name
UNSTAMPED = _(
    "The timestamp service gave no answer that can be used, so there is no timestamp: the time is the"
    " signer's own statement. The signature itself is valid and was kept."
)
REASONED: dict[str, tuple[Act, Any]] = {
    "return": (services.return_record, _("Returned to the secretariat.")),
    "withdraw": (services.withdraw_record, _("Withdrawn.")),
    "recall": (services.recall_record, _("Recalled; the recipients were told.")),
}


@never_cache
@require_safe
def record(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Where a document stands, what is to be done next, its history, recipients and openings."""
    found = record_for(request.user, pk)
    page = record_page(request, found)
    services.note_opened(actor=request.user, record=found, what=Opened.PAGE.value)
    return page


def record_page(request: SignedInRequest, found: Record, status: int = 200, **typed: Any) -> HttpResponse:
    """The page of the desk, or that of recipients; `typed` is what comes back with what is wrong."""
    desk, acts = may_follow_record(request.user, found), acts_of(request.user, found)
    follows = desk or signs_here(request.user, found)
    changes = difference(found) if found.status in IN_WORK and follows else None
    shown: dict[str, Any] = {
        "active": "records",
        "record": found,
        "kind": kind_name(found),
        "lines": office_lines(found),
        "steps": steps_of(found),
        "due": due_of(found, now()),
        "acts": acts,
        "next_step": next_step(found),
        "changes": changes,
        "changes_refused": sentence(changes.refused) if changes and changes.refused else "",
        "history": history_of(found) if follows else [],
        "receipts": receipts_of(found) if desk else [],
        "successor": successor_of(found),
        "subject_page": page_of_subject(found) if follows else "",
        "ended": found.status in ENDED,
        "signed": found.status in SIGNED,
        "reason_form": ReasonForm(),
        "upload_form": UploadForm(),
        **typed,
    }
    template = "records/record_desk.html" if desk else "records/record.html"
    return render(request, template, shown, status=status)


@require_safe
def record_pdf(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """The file: the draft, the furthest copy, or the marked one of what ended (`?copy=issued`: itself)."""
    found = record_for(request.user, pk)
    original = request.GET.get("copy") == "issued"
    if original and not may_follow_record(request.user, found):
        raise Http404
    with pace.aside():
        content = _content(found, original=original)
    response = HttpResponse(content)
    as_pdf(response, file_name(found), stored=False)
    what = Opened.MARKED if found.status in ENDED else Opened.FILE
    services.note_opened(actor=request.user, record=found, what=what.value)
    return response


def _content(found: Record, *, original: bool) -> bytes:
    if found.status in ENDED and not original:
        return lay_out(marked(found))
    copy = copy_of(found)
    if copy is not None:
        return bytes(copy.content)
    return lay_out(composed(found, latest_facts(found).facts))


def file_name(found: Record) -> str:
    """`01-BB-CP.pdf`, or a name for the draft."""
    return f"{found.number.replace('/', '-') or f'du-thao-{found.symbol}'}.pdf"


@never_cache
@require_safe
def record_verify(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """What the signatures of the kept file are worth now, in words."""
    found = record_for(request.user, pk)
    copy = copy_of(found)
    if copy is None or copy.stage == CopyStage.LAID_OUT.value:
        raise Http404
    with pace.aside():
        said = judged(bytes(copy.content))
    shown = {"active": "records", "record": found, "name": found.number, "form": VerifyForm(), **said}
    return render(request, "records/verify.html", shown)


@never_cache
@require_http_methods(["GET", "POST"])
def record_change(request: SignedInRequest, pk: UUID) -> HttpResponseBase:
    """Complete a draft: place, urgency, signatory, recipients."""
    found = record_for(request.user, pk)
    require(may_work_on_record, request.user, found)
    form = CompletionForm(found, request.POST or None, initial=CompletionForm.kept(found))
    if form.is_valid():
        try:
            services.change_record(actor=request.user, record=found, completion=form.completion())
        except Refusal as no:
            form.add_error(None, sentence(no))
        else:
            return see_other(found.get_absolute_url())
    shown = {"active": "records", "record": found, "kind": kind_name(found), "form": form}
    return render(request, "records/change.html", shown, status=WRONG if form.errors else 200)


@require_POST
def record_draw_up(request: SignedInRequest) -> HttpResponseBase:
    """Draw up a document of a kind about a subject."""
    form = DrawUpForm(request.POST)
    if not form.is_valid() or form.cleaned_data["kind"] not in known_kinds():
        raise Http404
    code, subject = form.cleaned_data["kind"], form.cleaned_data["subject"]
    if not _draws_up(request.user, code, subject):
        raise Http404
    made = services.draw_up_record(actor=request.user, kind=code, subject=subject)
    messages.success(request, _("Drawn up. Check signatory, place and recipients, then circulate it."))
    return see_other(made.get_absolute_url())


def _draws_up(person: Person, code: str, subject: str) -> bool:
    """Whether this person may; a subject that is none, or is gone, is nobody's."""
    try:
        return record_kind(code).may_draw_up(person, subject)
    except (ValueError, ObjectDoesNotExist):
        return False


@require_POST
def record_act(request: SignedInRequest, pk: UUID, act: str) -> HttpResponseBase:
    """Do one act on a document; refused, the page comes back with the sentence."""
    found = record_for(request.user, pk)
    if act in PLAIN:
        asked = confirmation_asked(request, in_force(today()).snapshot()) if act in BY_NAME else None
        if asked is not None:
            return asked
        do, said = PLAIN[act]
        return _done(request, found, lambda: do(actor=request.user, record=found), said)
    if act not in REASONED:
        raise Http404
    do, said = REASONED[act]
    form = ReasonForm(request.POST)
    again = {"reason_form": form, "refused_act": act}
    if not form.is_valid():
        refused = " ".join(map(str, form.errors.get("reason", [])))
        return record_page(request, found, WRONG, refused=refused, **again)
    reason = form.cleaned_data["reason"]
    return _done(request, found, lambda: do(actor=request.user, record=found, reason=reason), said, **again)


@require_POST
def record_upload(request: SignedInRequest, pk: UUID) -> HttpResponseBase:
    """Take the file that was signed or sealed elsewhere."""
    found = record_for(request.user, pk)
    form = UploadForm(request.POST, request.FILES)
    if not form.is_valid():
        return record_page(request, found, WRONG, upload_form=form)
    content, sealing = form.cleaned_data["file"].read(), found.status == Status.SIGNED.value
    take = services.take_sealed_elsewhere if sealing else services.take_signed_elsewhere
    said = _("The file was checked and kept.")
    return _done(request, found, lambda: take(actor=request.user, record=found, uploaded=content), said)


def _done(
    request: SignedInRequest, found: Record, do: Callable[[], Record], said: Any, **typed: Any
) -> HttpResponseBase:
    try:
        done = do()
    except Refusal as no:
        fresh = record_for(request.user, found.pk)
        return record_page(request, fresh, no.status(WRONG), refused=sentence(no), **typed)
    messages.success(request, said)
    if just_unstamped(done):
        messages.warning(request, UNSTAMPED)
    return see_other(found.get_absolute_url())
