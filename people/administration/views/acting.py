"""What the pages of acts share: a form, one service, and what was typed when it is refused."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpResponseBase, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext as _

from core.http import SignedInRequest, see_other
from core.refusals import Refusal, require
from core.wording import sentence
from people.administration.forms import ActForm
from people.models import Proposal, ProposalStatus
from people.policies import may_administer_people

WRONG = 422  # the form comes back with what was typed and what is wrong


@dataclass(frozen=True)
class Act:
    """An act as its page shows it: what it is, about whom, what its button says, where it came from."""

    title: str
    about: str
    button: str
    home: str
    note: str = ""
    icon: str = "save"
    danger: bool = False


def act_page(
    request: SignedInRequest,
    act: Act,
    form: ActForm,
    run: Callable[..., Proposal],
    version: Callable[[], str] | None = None,
) -> HttpResponseBase:
    """Show the form, or do what it says and go back; whoever may look but not act gets 403."""
    require(may_administer_people, request.user)
    if request.method == "POST" and form.is_valid():
        try:
            proposal = run(form)
        except Refusal as no:
            form.add_error(None, sentence(no))
        else:
            say_what_came_of_it(request, proposal)
            return see_other(act.home)
    shown: dict[str, Any] = {"active": "people", "act": act, "form": form}
    if version:  # what stands on this page is what the next attempt is judged by
        shown["seen"] = version()
    return render(request, "people/act.html", shown, status=WRONG if form.errors else 200)


def posted(request: SignedInRequest) -> QueryDict | None:
    """What was sent, an empty form too; None when the page is only looked at."""
    return request.POST if request.method == "POST" else None


def say_what_came_of_it(request: SignedInRequest, proposal: Proposal) -> None:
    """Whether it holds already or waits for a second person."""
    if proposal.status != ProposalStatus.OPEN:
        messages.success(request, _("Done; it is in the history."))
    elif proposal.in_effect:
        messages.success(
            request, _("It holds from now on. Another person is asked to confirm it afterwards.")
        )
    else:
        messages.success(request, _("Proposed. It takes effect once another person has confirmed it."))
