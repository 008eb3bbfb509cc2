"""What the pages of acts in a running session share: a form of its own, in the console in a dialog."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.forms import Form
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse

from core.http import SignedInRequest, back_to
from core.refusals import Refusal
from core.wording import sentence
from meetings.models import AgendaItem, Meeting
from meetings.policies import may_open_console

WRONG = 422  # the form comes back with what was typed and what is wrong


@dataclass(frozen=True)
class Act:
    """An act as its page shows it: its name, what it does, and the words on its button."""

    title: str
    about: str
    button: str
    icon: str
    item: AgendaItem | None = None
    template: str = "meetings/act.html"


def home(request: SignedInRequest, meeting: Meeting) -> str:
    """Where acts lead back to: the console, or the room for whoever is in the chair."""
    return reverse("console" if may_open_console(request.user, meeting) else "room", args=[meeting.pk])


def act_page(
    request: SignedInRequest,
    meeting: Meeting,
    act: Act,
    form: Form,
    do: Callable[[dict[str, Any]], object],
    **shown: Any,
) -> HttpResponseBase:
    """The form; sent, the act is done, or the form comes back with why it was not."""
    if form.is_valid():
        try:
            do(form.cleaned_data)
        except Refusal as no:
            form.add_error(None, sentence(no))
        else:
            return back_to(request, home(request, meeting))
    return _page(request, meeting, act, form, shown)


def _page(
    request: SignedInRequest, meeting: Meeting, act: Act, form: Form, shown: dict[str, Any]
) -> HttpResponse:
    shown |= {"active": "meetings", "meeting": meeting, "act": act, "form": form}
    shown["home"] = home(request, meeting)
    return render(request, act.template, shown, status=WRONG if form.errors else 200)


def typed(request: SignedInRequest) -> Any:
    """What was sent; None when the page is only asked for."""
    return request.POST if request.method == "POST" else None
