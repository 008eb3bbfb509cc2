"""The papers of a ballot as PDFs: ballot paper, answer sheet, report. Whoever may not read one finds none."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_safe

from ballots.papers import (
    as_facts,
    compose_ballot_paper,
    compose_report,
    compose_sheet,
    from_facts,
    gather_ballot_paper,
    gather_report,
    gather_sheet,
)
from ballots.papers.keeping import plain
from ballots.policies import may_read_report, may_read_sheet, may_read_unsigned
from ballots.rules import OVER
from ballots.selectors import ballot_for, ballot_papers, bound_of, elector_at, report_of
from core.http import SignedInRequest
from core.time import now
from matters.selectors import reads_restricted
from records.downloads import draft, paper
from records.kinds import record_kind


@require_safe
def ballot_paper(request: SignedInRequest, pk: UUID, form: str = "pdf") -> HttpResponse:
    """The ballot paper; before the ballot is sent, a draft for those who prepare it."""
    found = ballot_for(request.user, pk)
    papers = ballot_papers(
        found, bound_of(found), restricted=reads_restricted(request.user, found.body_id)
    ).bound
    facts = gather_ballot_paper(found, [each.paper for each in papers])
    name = f"phieu-lay-y-kien-{found.number or 'du-thao'}"
    return paper(compose_ballot_paper(facts), plain(facts), form, name)


@require_safe
def answer_sheet(request: SignedInRequest, pk: UUID, order: int, form: str = "pdf") -> HttpResponse:
    """The answer sheet of the seat in this place."""
    found = ballot_for(request.user, pk)
    elector = elector_at(found, order)
    if elector is None or not may_read_sheet(request.user, elector):
        raise Http404
    facts = gather_sheet(found, elector)
    if facts.cast is None and found.status not in OVER:
        raise Http404
    return paper(compose_sheet(facts), plain(facts), form, f"phieu-tra-loi-{found.number}-{order}")


@require_safe
def report_pdf(request: SignedInRequest, pk: UUID, form: str = "pdf") -> HttpResponse:
    """The report from the facts that were kept when it was issued; to the desks before that, as a draft."""
    found = ballot_for(request.user, pk)
    if not may_read_report(request.user, found):
        raise Http404
    kept = report_of(found)
    facts = from_facts(kept.facts) if kept else gather_report(found, now(), request.user.label_vi, draft=True)
    name = f"bao-cao-phieu-{found.number}{'' if kept else '-du-thao'}"
    return paper(compose_report(facts), as_facts(facts), form, name)


@require_safe
def ballot_resolution(request: SignedInRequest, pk: UUID, form: str) -> HttpResponse:
    """The resolution that the ballot led to, as a draft."""
    found = ballot_for(request.user, pk)
    if not may_read_unsigned(request.user, found):
        raise Http404
    return draft(record_kind("resolution"), found.key, form, f"nghi-quyet-phieu-{found.number}")
