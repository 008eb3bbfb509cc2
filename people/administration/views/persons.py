"""The pages of persons: the list, one person with history, and the acts on an account."""

from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from core.http import SignedInRequest
from core.search import search_in
from core.time import today
from people.administration import acts, forms
from people.administration.history import history_of_person
from people.administration.selectors import (
    appointment_for,
    look,
    open_proposals,
    person_for,
    persons_listed,
    proposals_about,
    term_for,
)
from people.administration.views.acting import Act, act_page, posted
from people.models import Person, Proposal, Role
from people.policies import may_administer_people

PER_PAGE = 50
BOTH = ["GET", "HEAD", "POST"]


@require_safe
def people(request: SignedInRequest) -> HttpResponse:
    """Everybody, narrowed down by words: name, account, duty, appointments of today."""
    look(request.user)
    wanted = request.GET.get("q", "")[:200]
    fields = ("username", "label_vi", "label_en")
    page = Paginator(search_in(persons_listed(today()), wanted, *fields), PER_PAGE).get_page(
        request.GET.get("page")
    )
    shown = {
        "active": "people",
        "page": page,
        "wanted": wanted,
        "may_act": may_administer_people(request.user),
        "waiting": open_proposals().count(),
    }
    return render(request, "people/list.html", shown)


@require_safe
def person(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """One person: account, duties and appointments of all times, what waits, and the history."""
    found = person_for(request.user, pk)
    served = list(found.appointments.select_related("seat__body").order_by("-starts_on", "seat__order"))
    terms = list(found.duty_terms.select_related("body").order_by("-starts_on", "duty"))
    subjects = [str(found.pk), *(str(each.pk) for each in (*served, *terms))]
    shown = {
        "active": "people",
        "person": found,
        "appointments": served,
        "terms": terms,
        "today": today(),
        "waiting": proposals_about(subjects),
        "history": history_of_person(found),
        "may_act": may_administer_people(request.user),
    }
    return render(request, "people/person.html", shown)


@require_http_methods(BOTH)
def person_new(request: SignedInRequest) -> HttpResponseBase:
    """Make an account."""
    look(request.user)
    act = Act(
        _("New person"),
        "",
        _("Make the account"),
        reverse("people"),
        _("It has no right and no password yet: give it a duty or an appointment, then invite the person."),
        "user-plus",
    )
    form = forms.NewPersonForm(posted(request))
    return act_page(
        request,
        act,
        form,
        lambda form: acts.create_person(actor=request.user, key=form.cleaned_data["key"], typed=form.typed),
    )


@require_http_methods(BOTH)
def person_edit(request: SignedInRequest, pk: UUID) -> HttpResponseBase:
    """How a person is named."""
    found = person_for(request.user, pk)
    note = _(
        "The new name stands wherever this person is named, also in the past. A new office is an appointment."
    )
    act = Act(_("Name the person differently"), found.name, _("Save"), _page(found), note)
    kept = {"label_vi": found.label_vi, "label_en": found.label_en}
    return act_page(
        request,
        act,
        forms.NameForm(posted(request), initial=kept),
        lambda form: acts.correct(
            actor=request.user,
            key=form.cleaned_data["key"],
            row=found,
            typed=form.typed,
            seen=form.cleaned_data["seen"],
        ),
        lambda: acts.version_of(found),
    )


@require_http_methods(BOTH)
def person_duty(request: SignedInRequest, pk: UUID) -> HttpResponseBase:
    """Propose a duty."""
    found = person_for(request.user, pk)
    act = Act(_("Give a duty"), found.name, _("Propose the duty"), _page(found), icon="key-round")
    return act_page(
        request,
        act,
        forms.DutyForm(posted(request), initial={"starts_on": today()}),
        lambda form: acts.give_duty(actor=request.user, person=found, **form.cleaned_acts),
    )


@require_http_methods(BOTH)
def duty_end(request: SignedInRequest, pk: UUID) -> HttpResponseBase:
    """Propose the last day of a duty."""
    found = term_for(request.user, pk)
    about = f"{found.person.name} – {found.name}"
    act = Act(_("End the duty"), about, _("Propose the end"), _page(found.person), icon="calendar-x")
    return act_page(
        request,
        act,
        forms.EndDutyForm(posted(request), initial={"last": found.ends_on or today()}),
        lambda form: acts.end_duty(actor=request.user, term=found, **form.cleaned_acts),
    )


@require_http_methods(BOTH)
def person_suspend(request: SignedInRequest, pk: UUID) -> HttpResponseBase:
    """Propose to close an account, or close it at once."""
    found = person_for(request.user, pk)
    note = _("The account is closed, never deleted: what the person did stays told under this name.")
    act = Act(_("Suspend the account"), found.name, _("Suspend"), _page(found), note, "user-x", danger=True)
    return act_page(
        request,
        act,
        forms.SuspendForm(posted(request)),
        lambda form: acts.suspend_person(actor=request.user, person=found, **form.cleaned_acts),
    )


@require_http_methods(BOTH)
def person_reinstate(request: SignedInRequest, pk: UUID) -> HttpResponseBase:
    """Propose to open a suspended account again."""
    found = person_for(request.user, pk)
    act = Act(
        _("Open the account again"), found.name, _("Propose to open it"), _page(found), icon="user-check"
    )
    return act_page(
        request,
        act,
        forms.ReasonForm(posted(request)),
        lambda form: acts.reinstate_person(actor=request.user, person=found, **form.cleaned_acts),
    )


@require_http_methods(BOTH)
def person_appoint(request: SignedInRequest, pk: UUID) -> HttpResponseBase:
    """Propose an appointment."""
    found = person_for(request.user, pk)
    act = Act(
        _("Appoint to a seat"), found.name, _("Propose the appointment"), _page(found), icon="user-plus"
    )

    def run(form: forms.ActForm) -> Proposal:
        typed = dict(form.cleaned_data)
        flags = {name: typed.pop(name) for name in ("key", "reason", "relieve", "assistants_stay")}
        return acts.appoint(actor=request.user, person=found, typed=typed, **flags)

    first = {"starts_on": today(), "seat": request.GET.get("seat"), "role": Role.HOLDER}
    return act_page(request, act, forms.AppointForm(posted(request), initial=first), run)


@require_http_methods(BOTH)
def appointment_end(request: SignedInRequest, pk: UUID) -> HttpResponseBase:
    """Propose the last day of an appointment."""
    found = appointment_for(request.user, pk)
    about = f"{found.person.name} – {found.get_role_display()} – {found.seat.office}"
    act = Act(_("End the appointment"), about, _("Propose the end"), _page(found.person), icon="calendar-x")
    form = forms.EndAppointmentForm(posted(request), initial={"last": found.ends_on or today()})
    if found.role != Role.HOLDER:
        del form.fields["assistants_stay"]
    return act_page(
        request,
        act,
        form,
        lambda form: acts.end_appointment(actor=request.user, appointment=found, **form.cleaned_acts),
    )


def _page(found: Person) -> str:
    return reverse("person", args=[found.pk])
