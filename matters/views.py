"""The pages of matters: the list, a dossier, and the papers themselves."""

from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core.http import SignedInRequest, as_pdf, back_to, way_back
from core.refusals import Refusal, require
from core.time import now
from core.wording import sentence
from matters import selectors
from matters.access import Use, uses_of
from matters.copies import copy_for
from matters.forms import MatterForm, PaperForm
from matters.levels import circle_of
from matters.models import HowOpened, Matter, Version
from matters.policies import (
    may_follow_copies,
    may_follow_readers,
    may_hand_out,
    may_keep_matter,
    may_set_level,
    may_submit_matter,
)
from matters.reading import stream_kept
from matters.search import search
from matters.services import add_paper, note_opening, submit_matter

PER_PAGE = 25
OPENINGS_PER_PAGE = 50
ABOUT_MAKERS = {"paper_signed", "paper_not_cleaned"}
WRONG = 422  # the form comes back with what was typed and what is wrong


@require_safe
def matter_list(request: SignedInRequest) -> HttpResponse:
    """The matters that this person may see, newest first, narrowed down by words."""
    wanted = request.GET.get("q", "")[:200]
    visible = selectors.matters_visible_to(request.user).order_by("-created_at", "pk")
    page = Paginator(search(visible, wanted), PER_PAGE).get_page(request.GET.get("page"))
    may_submit = may_submit_matter(request.user)
    shown = {"active": "matters", "page": page, "wanted": wanted, "may_submit": may_submit}
    return render(request, "matters/list.html", shown)


@require_http_methods(["GET", "HEAD", "POST"])
def matter_new(request: SignedInRequest) -> HttpResponseBase:
    """Register a matter."""
    require(may_submit_matter, request.user)
    form = MatterForm(request.user, request.POST or None)
    if request.method == "POST" and form.is_valid():
        matter = submit_matter(actor=request.user, **form.cleaned_data)
        if matter.closed:  # who is let in by name is said next
            return back_to(request, f"{reverse('matter_level', args=[matter.pk])}?made=1")
        return back_to(request, f"{matter.get_absolute_url()}?made=1")
    shown = {"active": "matters", "form": form, "leads": form.fields["lead"]}
    return render(request, "matters/form.html", shown, status=WRONG if form.errors else 200)


@require_safe
def matter(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """A matter with its dossier."""
    found = selectors.matter_for(request.user, pk)
    form = PaperForm(found) if may_keep_matter(request.user, found) else None
    return _dossier(request, found, form)


@require_POST
def paper_add(request: SignedInRequest, pk: UUID) -> HttpResponseBase:
    """Add a paper; what is wrong with the file is said beside it and the rest stays typed."""
    found = selectors.matter_for(request.user, pk)
    require(may_keep_matter, request.user, found)
    form = PaperForm(found, request.POST, request.FILES)
    if form.is_valid():
        typed = dict(form.cleaned_data)
        file = typed.pop("file")
        try:
            add_paper(actor=request.user, matter=found, name=file.name, content=file.read(), **typed)
        except Refusal as no:
            if no.code == "paper_tells_of_makers":  # a question, and no mistake of whoever uploads it
                form.asked = sentence(no)
            else:
                form.add_error("makers" if no.code in ABOUT_MAKERS else "file", sentence(no))
            return _dossier(request, found, form, no.status(WRONG))
        return back_to(request, found.get_absolute_url())
    return _dossier(request, found, form, WRONG)


@require_safe
def paper(request: SignedInRequest, pk: UUID) -> HttpResponseBase:
    """The PDF itself, for the browser's own viewer."""
    version = selectors.version_for(request.user, pk)
    if selectors.is_restricted(version.document):
        return _closed_paper(request, version)
    etag = f'"{version.sha256}"'
    cached = get_conditional_response(request, etag=etag)
    response = cached or stream_kept(request, version.sha256, version.size)
    as_pdf(response, version.name, stored=True)
    response["ETag"] = etag
    return response


def _closed_paper(request: SignedInRequest, version: Version) -> HttpResponse:
    """A closed paper is read as a copy that bears the reader's name, and that it was opened is recorded."""
    response = HttpResponse()
    if request.method != "HEAD":
        response.content = copy_for(request.user, version, now())
        note_opening(person=request.user, versions=[version], how=HowOpened.READ)
    as_pdf(response, version.name, stored=False)
    return response


@require_safe
def matter_openings(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Who has opened the closed papers of a matter, for whoever submits it, the head and the auditor."""
    found = selectors.matter_for(request.user, pk)
    require(may_follow_readers, request.user, found)
    page = Paginator(selectors.openings_of(found), OPENINGS_PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "matters/openings.html", {"active": "matters", "matter": found, "page": page})


def _dossier(
    request: SignedInRequest, found: Matter, form: PaperForm | None, status: int = 200
) -> HttpResponse:
    papers = selectors.papers_of([found], sight=selectors.sight_of(request.user, [found]))[found.pk]
    uses = uses_of(request.user, found)
    shown: dict[str, Any] = {
        "active": "matters",
        "matter": found,
        "papers": [(paper, _other_versions(paper, uses)) for paper in papers],
        "form": form,
        "readers": circle_of(found).names if found.closed and may_set_level(request.user, found) else [],
        "on_paper": found.on_paper.all(),
        "may_hand_out": may_hand_out(request.user, found),
        "may_follow_copies": may_follow_copies(request.user, found),
        "may_follow": may_follow_readers(request.user, found),
        "may_set_level": may_set_level(request.user, found),
        "back": way_back(request),
    }
    return render(request, "matters/matter.html", shown, status=status)


def _other_versions(paper: selectors.Paper, uses: list[Use]) -> list[Use]:
    """What is about an older version of a paper than the one that the dossier shows."""
    return [use for use in uses if use.document_id == paper.document_id and use.number != paper.number]
