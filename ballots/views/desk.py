"""The pages of the desks: the list of ballots, a new one, its board of seats, sending and closing it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from ballots import live, services
from ballots.facts import majority_rule, silence_rule
from ballots.forms import BallotForm
from ballots.models import Ballot
from ballots.policies import may_compose_ballot, may_follow_ballots
from ballots.rules.phases import Phase, phase_of
from ballots.selectors import ballot_for, ballot_rows, ballots_listed, phase_counts
from ballots.wording import LISTS
from core.http import SignedInRequest
from core.live import sections as live_sections
from core.refusals import require
from core.time import now
from matters.forms import TITLE_LENGTH
from matters.selectors import matter_for, papers_of
from matters.wording import DOCUMENT_KINDS
from people.models import Person
from people.procedure import load

PER_PAGE = 30
DESK_LISTS = ("all", "draft", "open", "past", "closed")
MEMBER_LISTS = ("all", "waiting", "answered", "past", "closed")


@never_cache
@require_GET
def ballot_list(request: SignedInRequest) -> HttpResponse:
    """The ballots that this person may see, filtered by where they stand."""
    moment, desk = now(), may_follow_ballots(request.user)
    names = DESK_LISTS if desk else MEMBER_LISTS
    chosen = request.GET.get("show", "")
    shown = chosen if chosen in names else "all"
    counts = phase_counts(request.user, moment)
    paginator = Paginator(ballots_listed(request.user, shown, moment), PER_PAGE)
    paginator.count = counts[shown]
    page = paginator.get_page(request.GET.get("page"))
    context = {
        "active": "ballots",
        "page": page,
        "rows": ballot_rows(request.user, page.object_list, moment),
        "tabs": [
            {"name": name, "label": LISTS[name], "count": counts[name], "current": name == shown}
            for name in names
        ],
        "shown": shown,
        "may_compose": may_compose_ballot(request.user),
    }
    return render(request, "ballots/list_desk.html" if desk else "ballots/list.html", context)


@never_cache
@require_http_methods(["GET", "POST"])
def ballot_new(request: SignedInRequest) -> HttpResponse:
    """Compose an opinion ballot with one question."""
    require(may_compose_ballot, request.user)
    if request.method == "POST":
        form = BallotForm(request.user, request.POST)
        if form.is_valid():
            made = _compose(request.user, form.cleaned_data)
            messages.success(request, _("The ballot is composed and not sent yet. Check it, then send it."))
            return redirect(made)
    else:
        form = BallotForm(request.user, initial=_suggested(request))
    context = {
        "active": "ballots",
        "form": form,
        "bounds": form.bounds,
        "rules": form.rules,
        "silence": silence_rule(form.rules),
        "majority": majority_rule(form.rules),
    }
    return render(request, "ballots/new.html", context, status=422 if form.errors else 200)


@require_POST
def ballot_open(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Send a ballot to its electorate."""
    require(may_compose_ballot, request.user)
    sent = services.open_ballot(actor=request.user, ballot=ballot_for(request.user, pk))
    messages.success(
        request,
        _("Ballot No. %(number)s was sent to %(count)s members.")
        % {"number": sent.number, "count": sent.electors.count()},
    )
    return redirect(sent)


@require_POST
def ballot_close(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Announce that a ballot is over, and its result."""
    require(may_compose_ballot, request.user)
    closed = services.close_ballot(actor=request.user, ballot=ballot_for(request.user, pk))
    messages.success(request, _("The ballot is closed and its result announced."))
    return redirect(closed)


def board_page(request: SignedInRequest, found: Ballot) -> HttpResponse:
    """The board of seats: who has answered, when; the result once it is closed."""
    phase = phase_of(found.status, found.closes_at, now())
    audience = live.audience_of(request.user, "board", get_language() or "vi")
    papers = papers_of([found.matter], restricted=True)[found.matter_id]
    context = {
        "active": "ballots",
        "ballot": found,
        "phase": phase.value,
        "draft": phase is Phase.DRAFT,
        "may_act": may_compose_ballot(request.user),
        "questions": found.questions.all(),
        "papers": [{"paper": paper, "kind": DOCUMENT_KINDS[paper.kind]} for paper in papers],
        "procedure": found.procedure,
        "silence": silence_rule(found.procedure),
        "majority": majority_rule(found.procedure),
        "sections": live_sections.draw(found.stream, audience).sections,
    }
    return render(request, "ballots/board.html", context)


def _compose(person: Person, given: dict[str, Any]) -> Ballot:
    matter = given["matter"]
    usual = _("Opinion on %(matter)s") % {"matter": matter.title}
    return services.compose_ballot(
        actor=person,
        body=given["body"],
        matter=matter,
        title=given["title"] or usual[:TITLE_LENGTH],
        questions=[given["question"]],
        procedure=load(given["procedure"]),
        closes_at=given["closes_at"],
    )


def _suggested(request: SignedInRequest) -> dict[str, Any]:
    """What the form starts with: the matter or the draft from which the person came."""
    if key := _uuid(request.GET.get("from", "")):
        draft = ballot_for(request.user, key)
        return {
            "matter": draft.matter,
            "title": draft.title,
            "question": draft.questions.all()[0].text,
            "body": draft.body,
            "procedure": draft.procedure_key,
        }
    if key := _uuid(request.GET.get("matter", "")):
        return {"matter": matter_for(request.user, key)}
    return {}


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
