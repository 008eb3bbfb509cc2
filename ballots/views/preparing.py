"""The acts of a seat's staff on the answer they prepare, and the member's adopting it."""

from uuid import UUID

from django.http import HttpResponse, HttpResponseBase
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from ballots import services
from ballots.forms import AnswerForm, DraftForm
from ballots.models import Ballot, Elector
from ballots.policies import may_cast_answer, may_prepare_answer
from ballots.selectors import (
    ballot_for,
    elector_assisted_by,
    elector_of,
    elector_served_by,
    prepared_paper,
)
from ballots.views.answer import answer_page
from ballots.views.drafts import keep
from core.http import SignedInRequest, as_pdf, see_other
from core.refusals import NotAllowed, Refusal, require
from core.wording import sentence
from matters.reading import stream_kept


@never_cache
@require_POST
def prepared_submit(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Submit the proposed answer to the member; a refusal shows everything typed, and the reason."""
    found, elector = _assisted(request, pk)
    form = DraftForm(found.questions.all(), request.POST)
    if not form.is_valid():
        return answer_page(request, found, None, assisted=elector, form=form, status=422)
    try:
        services.submit_prepared(actor=request.user, ballot=found, elector=elector, lines=form.lines())
    except Refusal as refusal:
        form.refuse(refusal)
        return answer_page(request, found, None, assisted=elector, form=form, refusal=refusal, status=409)
    return see_other(f"{found.get_absolute_url()}?submitted=1")


@never_cache
@require_POST
def prepared_take_back(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Take the proposed answer back, to change it."""
    found, elector = _assisted(request, pk)
    services.take_back_prepared(actor=request.user, ballot=found, elector=elector)
    return see_other(found.get_absolute_url())


@never_cache
@require_POST
def prepared_paper_add(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Put a PDF beside the answer; what is typed already is kept with it."""
    found, elector = _assisted(request, pk)
    form = DraftForm(found.questions.all(), request.POST)
    if not form.is_valid():
        return answer_page(request, found, None, assisted=elector, form=form, status=422)
    file = request.FILES.get("file")
    try:
        keep(request, found, elector, form)
        if file is None:
            raise Refusal("paper_not_chosen")
        services.add_prepared_paper(
            actor=request.user, ballot=found, elector=elector, name=file.name or "", content=file.read()
        )
    except Refusal as refusal:
        said, status = sentence(refusal), refusal.status(422)
        return answer_page(request, found, None, assisted=elector, form=form, error=said, status=status)
    return see_other(f"{found.get_absolute_url()}#prepared-papers")


@never_cache
@require_POST
def prepared_paper_remove(request: SignedInRequest, pk: UUID, paper: UUID) -> HttpResponse:
    """Take a PDF off the answer; what is typed already is kept."""
    found, elector = _assisted(request, pk)
    unwanted = prepared_paper(found, elector, paper)
    form = DraftForm(found.questions.all(), request.POST)
    if form.is_valid():
        keep(request, found, elector, form)
    services.remove_prepared_paper(actor=request.user, ballot=found, paper=unwanted)
    return see_other(f"{found.get_absolute_url()}#prepared-papers")


@require_safe
def prepared_paper_read(request: SignedInRequest, pk: UUID, paper: UUID) -> HttpResponseBase:
    """The PDF itself, for the people of this seat."""
    found = ballot_for(request.user, pk)
    kept = prepared_paper(found, elector_served_by(request.user, found), paper)
    response = stream_kept(request, kept.sha256, kept.size)
    as_pdf(response, kept.name, stored=False)
    return response


@never_cache
@require_POST
def prepared_adopt(request: SignedInRequest, pk: UUID, number: int) -> HttpResponse:
    """Take the prepared answer over into the sheet; it is not sent with that."""
    found = ballot_for(request.user, pk)
    require(may_cast_answer, request.user, found)
    elector = elector_of(request.user, found)
    assert elector is not None  # the policy has just said so
    form = AnswerForm(found.questions.all(), request.POST)
    typed = form.lines() if form.is_valid() else ()
    services.adopt_prepared(
        actor=request.user,
        ballot=found,
        elector=elector,
        number=number,
        typed=typed,
        base=form.sent_base if typed else None,
    )
    return see_other(f"{found.get_absolute_url()}?edit=1&adopted={number}")


def _assisted(request: SignedInRequest, pk: UUID) -> tuple[Ballot, Elector]:
    found = ballot_for(request.user, pk)
    require(may_prepare_answer, request.user, found)
    elector = elector_assisted_by(request.user, found)
    if elector is None:
        raise NotAllowed("may_prepare_answer")
    return found, elector
