"""The pages of the desks: the list of ballots, a new one, its board of seats, sending and closing it."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from ballots import services
from ballots.facts import majority_rule, silence_rule
from ballots.forms import BallotForm
from ballots.models import Ballot
from ballots.policies import may_compose_ballot
from ballots.rules import Status, check_move
from ballots.selectors import (
    ORDERS,
    BallotRow,
    ballot_for,
    ballot_rows,
    ballots_beside,
    ballots_found,
    list_counts,
)
from ballots.views.board import board_page, seen_in
from ballots.wording import LISTS, ORDER_WORDS, usual_title
from core.http import SignedInRequest, uuid_in
from core.live import sections as live_sections
from core.refusals import Refusal, require
from core.spreadsheets import Cell, as_csv, as_xlsx
from core.time import local, now
from core.wording import sentence
from matters.forms import TITLE_LENGTH
from matters.selectors import matter_for
from people.policies import heads_a_secretariat, works_at_desk, works_at_secretariat
from people.procedure import load
from records.wording import within

PER_PAGE = 30
MOST_EXPORTED = 5000
CSV = "text/csv; charset=utf-8"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
EXPORTED = [
    pgettext_lazy("column", "No."),
    pgettext_lazy("column", "Ballot"),
    pgettext_lazy("column", "Matter"),
    pgettext_lazy("column", "Agency"),
    pgettext_lazy("column", "Status"),
    pgettext_lazy("column", "Sent"),
    pgettext_lazy("column", "Deadline"),
    pgettext_lazy("column", "Closed"),
    pgettext_lazy("column", "Answered"),
    pgettext_lazy("column", "Electorate"),
    pgettext_lazy("column", "Outcome"),
]
DESK_LISTS = ("all", "unsent", "submitted", "open", "soon", "past", "closed", "recalled")
MEMBER_LISTS = ("all", "waiting", "answered", "past", "closed", "recalled")


@never_cache
@require_GET
def ballot_list(request: SignedInRequest) -> HttpResponse:
    """The ballots that this person may see, filtered by where they stand and by words."""
    moment, desk = now(), works_at_desk(request.user)
    names = DESK_LISTS if desk else MEMBER_LISTS
    shown, wanted = _list_wanted(request, names)
    order = _order_wanted(request) if desk else ""
    counts = {} if wanted else list_counts(request.user, moment)  # what is found is counted by itself
    found = ballots_found(request.user, shown, wanted, moment, order)
    paginator: Paginator[Ballot] = Paginator(found, PER_PAGE)
    if not wanted:
        paginator.count = counts[shown]
    page = paginator.get_page(request.GET.get("page"))
    rows = ballot_rows(request.user, page.object_list, moment)
    context = {
        "active": "ballots",
        "page": page,
        "rows": rows,
        "tabs": [
            {"name": name, "label": LISTS[name], "count": counts.get(name), "current": name == shown}
            for name in names
        ],
        "shown": shown,
        "wanted": wanted,
        "order": order,
        "heads": {column: _head(column, order) for column in ORDERS},
        "orders": ORDER_WORDS.items(),
        "may_compose": works_at_secretariat(request.user),
    }
    served = render(request, "ballots/list_desk.html" if desk else "ballots/list.html", context)
    services.note_listed(actor=request.user, rows=rows)
    return served


@never_cache
@require_GET
def ballot_export(request: SignedInRequest, kind: str) -> HttpResponse:
    """The list as it is filtered, whole, as a table for a spreadsheet: `csv` or `xlsx`."""
    require(works_at_desk, request.user)
    moment = now()
    shown, wanted = _list_wanted(request, DESK_LISTS)
    found = ballots_found(request.user, shown, wanted, moment, _order_wanted(request))[:MOST_EXPORTED]
    table: list[list[Cell]] = [[str(head) for head in EXPORTED]]
    table += map(_exported, ballot_rows(request.user, found, moment))
    content, mime = (as_csv(table), CSV) if kind == "csv" else (as_xlsx(table), XLSX)
    name = f"phieu-lay-y-kien-{local(moment).date().isoformat()}.{kind}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "X-Content-Type-Options": "nosniff"}
    return HttpResponse(content, content_type=mime, headers=headers)


def _list_wanted(request: SignedInRequest, names: Sequence[str]) -> tuple[str, str]:
    """Which list, and the words to look for in it."""
    chosen = request.GET.get("show", "")
    return (chosen if chosen in names else "all"), request.GET.get("q", "")[:200].strip()


def _order_wanted(request: SignedInRequest) -> str:
    """The column by which the desk sorts, with a minus in front for the other way round."""
    chosen = request.GET.get("sort", "")
    return chosen if chosen.removeprefix("-") in ORDERS else ""


def _head(column: str, order: str) -> dict[str, str]:
    """How a column is sorted now (the word that `aria-sort` knows, or nothing), and how by its next press."""
    now_sorted = {column: "ascending", f"-{column}": "descending"}.get(order, "")
    return {"sorted": now_sorted, "next": f"-{column}" if now_sorted == "ascending" else column}


def _exported(row: BallotRow) -> list[Cell]:
    ballot = row.ballot
    times = (ballot.opened_at, ballot.closes_at, ballot.closed_at)
    turnout = (row.cast, row.electorate) if row.sent and row.followed else (None, None)
    texts = (ballot.title, ballot.matter.title, ballot.matter.lead.name)
    return [ballot.number, *texts, row.phase_words, *times, *turnout, row.decision]


@never_cache
@require_http_methods(["GET", "POST"])
def ballot_new(request: SignedInRequest) -> HttpResponse:
    """Compose an opinion ballot."""
    require(works_at_secretariat, request.user)
    if request.method == "GET":
        return _editor(request, BallotForm(request.user, initial=_suggested(request)))
    form = BallotForm(request.user, request.POST)
    if "more" in request.POST or not form.is_valid():
        return _editor(request, form)
    replaces = _replaced(request, form.cleaned_data["replaces"])
    made = services.compose_ballot(actor=request.user, replaces=replaces, **_composed(form))
    messages.success(request, _("The draft is kept. Check it, then submit it for approval."))
    return redirect(f"{made.get_absolute_url()}?made=1")


@never_cache
@require_http_methods(["GET", "POST"])
def ballot_edit(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Change a ballot that was not sent yet."""
    require(works_at_secretariat, request.user)
    head = live_sections.head_of(f"ballot:{pk}")  # before the draft: what is newer is never taken for seen
    draft = ballot_for(request.user, pk)
    require(may_compose_ballot, request.user, draft)
    if request.method == "GET":
        check_move(Status(draft.status), Status.SUBMITTED, closed_at=draft.closed_at)
        kept = {**_kept(draft), **_deadline(draft), "seen": head}
        return _editor(request, BallotForm(request.user, initial=kept), draft)
    form = BallotForm(request.user, request.POST, initial=_kept(draft))
    if "more" in request.POST or not form.is_valid():
        return _editor(request, form, draft)
    try:
        seen = form.cleaned_data["seen"] or 0
        services.change_ballot(actor=request.user, ballot=draft, seen=seen, **_composed(form))
    except Refusal as refusal:
        form.refuse(refusal)
        return _editor(request, form, draft, seen=head)
    messages.success(request, _("The draft is kept as you changed it."))
    return redirect(f"{draft.get_absolute_url()}?done=draft")


def _editor(
    request: SignedInRequest, form: BallotForm, draft: Ballot | None = None, *, seen: int | None = None
) -> HttpResponse:
    """The form with whatever was typed; asking for one more question is no mistake to be pointed out."""
    more = "more" in request.POST
    if more:
        form.errors.clear()
    context = {
        "active": "ballots",
        "form": form,
        "draft": draft,
        "seen": form["seen"].value() if seen is None else seen,
        "last_row": form.rows_shown if more else 0,
        "beside": ballots_beside(request.user, form.matter_chosen, draft) if form.matter_chosen else (),
        "bounds": form.bounds,
        "rules": form.rules,
        "silence": silence_rule(form.rules),
        "majority": majority_rule(form.rules),
    }
    return render(request, "ballots/new.html", context, status=422 if form.errors else 200)


@require_POST
def ballot_open(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Send a ballot to its electorate."""
    require(works_at_secretariat, request.user)
    sent = services.open_ballot(
        actor=request.user, ballot=ballot_for(request.user, pk), seen=seen_in(request)
    )
    messages.success(
        request,
        _("Ballot No. %(number)s was sent to %(count)s members.")
        % {"number": sent.number, "count": sent.electors.count()},
    )
    return redirect(sent)


@require_POST
def ballot_close(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Announce that a ballot is over, and its result."""
    require(works_at_secretariat, request.user)
    closed = services.close_ballot(actor=request.user, ballot=ballot_for(request.user, pk))
    messages.success(request, _("The ballot is closed and its result announced."))
    return redirect(closed)


@never_cache
@require_POST
def ballot_recall(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Take a ballot back that is out already."""
    require(heads_a_secretariat, request.user)
    found, reason = ballot_for(request.user, pk), request.POST.get("reason", "")
    try:
        recalled = services.recall_ballot(actor=request.user, ballot=found, reason=reason)
    except Refusal as refusal:
        return board_page(request, found, refused=sentence(refusal), typed=reason)
    messages.success(request, _("The ballot is recalled; those who received it read the reason."))
    return redirect(f"{recalled.get_absolute_url()}?done=recall")


def _composed(form: BallotForm) -> dict[str, Any]:
    """What the form says, as the services take it."""
    given = form.cleaned_data
    title = given["matter"].title
    usual = usual_title(within(title))
    return {
        "body": given["body"],
        "matter": given["matter"],
        # As long as a title may be, the matter's own says enough: nothing is cut off.
        "title": given["title"] or (usual if len(usual) <= TITLE_LENGTH else title),
        "questions": given["questions"],
        "procedure": load(given["procedure"]),
        "answers_visible": given["answers_visible"],
        "closes_at": given["closes_at"],
    }


def _suggested(request: SignedInRequest) -> dict[str, Any]:
    """What the form starts with: the matter or the draft from which the person came."""
    if key := uuid_in(request.GET.get("from", "")):
        found = ballot_for(request.user, key)
        recalled = found.status == Status.RECALLED.value
        return _kept(found) | ({"replaces": found.pk} if recalled else {})
    if key := uuid_in(request.GET.get("matter", "")):
        return {"matter": matter_for(request.user, key)}
    return {}


def _replaced(request: SignedInRequest, key: UUID | None) -> Ballot | None:
    return ballot_for(request.user, key) if key else None


def _kept(draft: Ballot) -> dict[str, Any]:
    """A ballot's text as the form shows it."""
    kept: dict[str, Any] = {
        "matter": draft.matter,
        "title": draft.title,
        "body": draft.body,
        "procedure": draft.procedure_key,
        "answers_visible": draft.answers_visible,
    }
    for question in draft.questions.all():
        kept[f"question_{question.number}"] = question.text
        kept[f"alternatives_{question.number}"] = "\n".join(each["text"] for each in question.alternatives)
    return kept


def _deadline(draft: Ballot) -> dict[str, Any]:
    assert draft.closes_at is not None  # a constraint of the table
    moment = local(draft.closes_at)
    return {"deadline_day": moment.date(), "deadline_time": moment.time()}
