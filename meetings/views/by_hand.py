"""A vote without tablets: announced as such, keyed in by a clerk, confirmed by somebody else."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from ballots.models import Ballot
from ballots.rules import Choice
from core.http import SignedInRequest, back_to, see_other
from core.refusals import Refusal, require
from core.wording import sentence
from meetings import desk, hand_vote, services
from meetings.forms.by_hand import ByHandForm, SendBackForm, SheetForm
from meetings.models import Meeting
from meetings.policies import may_key_votes, may_run_meeting
from meetings.scene import session_ballot
from meetings.selectors import meeting_for, open_vote
from meetings.selectors.by_hand import waiting_sheet
from meetings.views.acts import WRONG, Act, act_page, home, typed

form_page = require_http_methods(["GET", "HEAD", "POST"])


@never_cache
@form_page
def vote_by_hand(request: SignedInRequest, pk: UUID, item: UUID) -> HttpResponseBase:
    """Open a vote on the running item as by hand or voice, or go over to it in the one that is open."""
    meeting = meeting_for(request.user, pk)
    require(may_run_meeting, request.user, meeting)
    row, ballot = desk.item_of(request.user, meeting, item), open_vote(meeting)
    about = _(
        "When tablets or the network fail: members answer in the hall, a clerk keys in each seat, and it is "
        "counted when another person has confirmed it. What tablets have given stands."
    )

    def take(said: Mapping[str, str]) -> None:
        if ballot is not None:
            services.take_by_hand(actor=request.user, meeting=meeting, ballot=ballot, **said)
        else:
            spoken = services.Spoken(**said)
            services.open_vote_on_item(
                actor=request.user, meeting=meeting, item=row, spoken=spoken, at_once=True
            )

    button = _("Go on without tablets") if ballot else _("Open the vote without tablets")
    act = Act(_("Vote by hand or voice"), about, button, "hand", row)
    form = ByHandForm(
        typed(request), initial={"way": "hands", "reason": _("The tablets or the network fail")}
    )
    return act_page(request, meeting, act, form, take)


@require_POST
def vote_by_tablet(request: SignedInRequest, pk: UUID, ballot: UUID) -> HttpResponseBase:
    """Let members vote on their tablets again."""
    meeting = meeting_for(request.user, pk)
    services.return_to_tablets(actor=request.user, meeting=meeting, ballot=session_ballot(meeting, ballot))
    return back_to(request, home(request, meeting))


@never_cache
@form_page
def sheet_key(request: SignedInRequest, pk: UUID, ballot: UUID) -> HttpResponseBase:
    """Key in what each seat gave."""
    meeting = meeting_for(request.user, pk)
    require(may_key_votes, request.user, meeting)
    found = session_ballot(meeting, ballot)
    if request.method != "POST":
        if waiting_sheet(found.item_vote) is not None:
            return see_other(reverse("sheet_check", args=[pk, ballot]))
        return _grid(request, meeting, found, None, hand_vote.entered_before(found))
    form = SheetForm(request.POST, orders=_called(meeting, found))
    if "fill" not in request.POST and form.is_valid():
        try:
            _key(request, meeting, found, form)
        except Refusal as no:
            form.add_error(None, sentence(no))
        else:
            return see_other(reverse("sheet_check", args=[pk, ballot]))
    return _grid(request, meeting, found, form, _typed(request, form.orders))


def _key(request: SignedInRequest, meeting: Meeting, ballot: Ballot, form: SheetForm) -> None:
    choices, said = form.choices(), form.announced()
    services.key_sheet(actor=request.user, meeting=meeting, ballot=ballot, choices=choices, announced=said)


def _called(meeting: Meeting, ballot: Ballot) -> list[int]:
    return [row.order for row in hand_vote.sheet_of(meeting, ballot, {}).called]


def _typed(request: SignedInRequest, orders: Sequence[int]) -> dict[int, str]:
    """What the grid shows again: what was typed, or everybody filled in at one press."""
    fill = request.POST.get("fill")
    if fill in list(Choice):
        return dict.fromkeys(orders, str(fill))
    given = {order: request.POST.get(f"seat_{order}", "") for order in orders}
    return {order: choice for order, choice in given.items() if choice in list(Choice)}


def _grid(
    request: SignedInRequest,
    meeting: Meeting,
    ballot: Ballot,
    form: SheetForm | None,
    choices: Mapping[int, str],
) -> HttpResponse:
    sheet = hand_vote.sheet_of(meeting, ballot, choices)
    filled = "fill" in request.POST
    if form is None or filled:
        first = {name: value for name, value in request.POST.items() if name.startswith("said_")}
        form = SheetForm(orders=[row.order for row in sheet.called], initial=first)
    shown = {"active": "meetings", "meeting": meeting, "ballot": ballot, "sheet": sheet, "form": form}
    shown |= {"vote": ballot.item_vote, "choices": list(Choice)}
    return render(request, "meetings/sheet_key.html", shown, status=WRONG if form.errors else 200)


@never_cache
@form_page
def sheet_check(request: SignedInRequest, pk: UUID, ballot: UUID) -> HttpResponseBase:
    """Look at what was keyed in with its arithmetic; confirm it, or send it back."""
    meeting = meeting_for(request.user, pk)
    require(may_run_meeting, request.user, meeting)
    found = session_ballot(meeting, ballot)
    form = SendBackForm(request.POST if "wrong" in request.POST else None)
    if request.method == "POST" and ("wrong" not in request.POST or form.is_valid()):
        try:
            _settle(request, meeting, found, form)
        except Refusal as no:
            return _check(request, meeting, found, form, refused=sentence(no))
        return see_other(home(request, meeting))
    return _check(request, meeting, found, form)


def _settle(request: SignedInRequest, meeting: Meeting, ballot: Ballot, form: SendBackForm) -> None:
    said = request.POST.get("number", "")
    number = int(said) if said.isascii() and said.isdigit() and len(said) < 6 else 0
    if "wrong" in request.POST:
        services.send_back_sheet(
            actor=request.user, meeting=meeting, ballot=ballot, number=number, **form.cleaned_data
        )
    else:
        services.confirm_sheet(actor=request.user, meeting=meeting, ballot=ballot, number=number)


def _check(
    request: SignedInRequest, meeting: Meeting, ballot: Ballot, form: SendBackForm, *, refused: str = ""
) -> HttpResponse:
    waiting = waiting_sheet(ballot.item_vote)
    sheet = hand_vote.sheet_of(meeting, ballot, waiting.spoken) if waiting else None
    shown = {"active": "meetings", "meeting": meeting, "ballot": ballot, "waiting": waiting, "sheet": sheet}
    shown |= {"form": form, "refused": refused, "home": home(request, meeting), "vote": ballot.item_vote}
    shown["sums"] = hand_vote.sums_of(sheet, waiting.announced) if sheet and waiting else []
    shown["own"] = waiting is not None and waiting.keyed_by_id == request.user.pk
    status = WRONG if refused or form.errors else 200
    return render(request, "meetings/sheet_check.html", shown, status=status)
