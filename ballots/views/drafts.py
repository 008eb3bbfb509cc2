"""The acts on a draft: it is kept while it is typed, thrown away, exchanged for what another device typed."""

from collections.abc import Sequence
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from ballots import services
from ballots.forms import DraftForm
from ballots.models import AnswerDraft, Ballot, Elector, Question
from ballots.policies import may_keep_draft
from ballots.proposals import Kept, kept_for, kept_in
from ballots.selectors import ballot_for, current_answer, elector_of, elector_served_by
from core.http import SignedInRequest, see_other
from core.refusals import NotAllowed, Refusal, require
from core.wording import sentence

STATE = "draft-state"  # the element that a script asks for with X-Fragment


@never_cache
@require_http_methods(["GET", "POST"])
def answer_draft(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Keep what was typed so far; or say what is kept, to a device that has slept meanwhile."""
    found, elector = served(request, pk)
    questions = list(found.questions.all())
    if request.method == "GET":
        return _state(request, found, _kept(request, found, elector, questions))
    form = DraftForm(questions, request.POST)
    if not form.is_valid():
        return _state(request, found, _kept(request, found, elector, questions), status=422)
    try:
        draft = keep(request, found, elector, form)
    except Refusal as no:
        if not _wants_state(request):
            raise
        kept = _kept(request, found, elector, questions)
        return _state(request, found, kept, refused=sentence(no), status=409)
    if not _wants_state(request):
        return see_other(f"{found.get_absolute_url()}?edit=1")
    return _state(request, found, kept_in(draft, questions))


@never_cache
@require_POST
def draft_discard(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Throw the draft away and begin anew."""
    found, elector = served(request, pk)
    services.discard_draft(actor=request.user, elector=elector)
    return see_other(f"{found.get_absolute_url()}?discarded=1")


@never_cache
@require_POST
def draft_restore(request: SignedInRequest, pk: UUID, place: int) -> HttpResponse:
    """Take back what another device had typed."""
    found, elector = served(request, pk)
    services.restore_displaced(actor=request.user, ballot=found, elector=elector, place=place)
    return see_other(f"{found.get_absolute_url()}?edit=1")


def served(request: SignedInRequest, pk: UUID) -> tuple[Ballot, Elector]:
    """The ballot, and the elector whose seat this person holds or assists."""
    found = ballot_for(request.user, pk)
    require(may_keep_draft, request.user, found)
    elector = elector_served_by(request.user, found)
    if elector is None:
        raise NotAllowed("may_keep_draft")
    return found, elector


def keep(request: SignedInRequest, found: Ballot, elector: Elector, form: DraftForm) -> AnswerDraft | None:
    """Keep what a valid form says."""
    return services.save_draft(
        actor=request.user,
        ballot=found,
        elector=elector,
        lines=form.lines(),
        revision=form.cleaned_data["revision"],
        base=form.sent_base or 0,
        device=form.cleaned_data["device"],
        behind=form.cleaned_data["behind"],
    )


def _wants_state(request: SignedInRequest) -> bool:
    return request.headers.get("X-Fragment") == STATE


def _kept(request: SignedInRequest, found: Ballot, elector: Elector, questions: Sequence[Question]) -> Kept:
    held = elector_of(request.user, found)
    stored = current_answer(held) if held else None
    return kept_for(request.user, elector, stored.revision if stored else 0, questions)


def _state(
    request: SignedInRequest, found: Ballot, kept: Kept, *, refused: str = "", status: int = 200
) -> HttpResponse:
    context = {"ballot": found, "kept": kept, "refused_draft": refused}
    return render(request, "ballots/_draft.html", context, status=status)
