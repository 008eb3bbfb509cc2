"""The pages of bodies, agencies and seats."""

from uuid import UUID

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from core.http import SignedInRequest
from core.time import today
from people.administration import acts, forms
from people.administration.changes import snapshot
from people.administration.history import history_of
from people.administration.selectors import (
    agency_for,
    body_for,
    look,
    proposals_about,
    seat_for,
    seats_by_body,
)
from people.administration.views.acting import Act, act_page, posted
from people.models import Agency, Body, Proposal, Seat
from people.policies import may_administer_people

BOTH = ["GET", "HEAD", "POST"]
OF_BODY = ("name_vi", "name_en", "place")
OF_AGENCY = ("name_vi", "name_en")


@require_safe
def bodies(request: SignedInRequest) -> HttpResponse:
    """Every body with its seats and who serves them today; the agencies below."""
    look(request.user)
    shown = {
        "active": "people",
        "bodies": seats_by_body(today()),
        "agencies": Agency.objects.order_by("name_vi"),
        "today": today(),
        "may_act": may_administer_people(request.user),
    }
    return render(request, "people/bodies.html", shown)


@require_safe
def seat(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """One seat: since when, who served it when, what waits, and the history."""
    found = seat_for(request.user, pk)
    served = list(found.appointments.select_related("person").order_by("role", "-starts_on"))
    subjects = [str(found.pk), *(str(each.pk) for each in served)]
    shown = {
        "active": "people",
        "seat": found,
        "agencies": found.agencies.all(),
        "appointments": served,
        "today": today(),
        "waiting": proposals_about(subjects),
        "history": history_of("seat", found.pk),
        "may_act": may_administer_people(request.user),
    }
    return render(request, "people/seat.html", shown)


@require_http_methods(BOTH)
def body_new(request: SignedInRequest) -> HttpResponseBase:
    """Enter a body."""
    look(request.user)
    act = Act(_("New body"), "", _("Enter the body"), reverse("bodies"), icon="landmark")
    return act_page(
        request,
        act,
        forms.NewBodyForm(posted(request)),
        lambda form: acts.create_body(
            actor=request.user, key=form.cleaned_data["key"], typed=_with_key(form)
        ),
    )


@require_http_methods(BOTH)
def body_edit(request: SignedInRequest, pk: UUID) -> HttpResponseBase:
    """How a body is named."""
    found = body_for(request.user, pk)
    act = Act(_("Describe the body differently"), found.name, _("Save"), reverse("bodies"))
    form = forms.BodyForm(posted(request), initial=snapshot(found, OF_BODY))
    return act_page(request, act, form, _correction(request, found), lambda: acts.version_of(found))


@require_http_methods(BOTH)
def agency_new(request: SignedInRequest) -> HttpResponseBase:
    """Enter a ministry or agency."""
    look(request.user)
    act = Act(_("New agency"), "", _("Enter the agency"), reverse("bodies"), icon="building-2")
    return act_page(
        request,
        act,
        forms.NewAgencyForm(posted(request)),
        lambda form: acts.create_agency(
            actor=request.user, key=form.cleaned_data["key"], typed=_with_key(form)
        ),
    )


@require_http_methods(BOTH)
def agency_edit(request: SignedInRequest, pk: UUID) -> HttpResponseBase:
    """How an agency is named."""
    found = agency_for(request.user, pk)
    act = Act(_("Name the agency differently"), found.name, _("Save"), reverse("bodies"))
    form = forms.AgencyForm(posted(request), initial=snapshot(found, OF_AGENCY))
    return act_page(request, act, form, _correction(request, found), lambda: acts.version_of(found))


@require_http_methods(BOTH)
def seat_new(request: SignedInRequest, pk: UUID) -> HttpResponseBase:
    """Propose a seat."""
    body = body_for(request.user, pk)
    act = Act(_("New seat"), body.name, _("Propose the seat"), reverse("bodies"), icon="plus")

    def run(form: forms.ActForm) -> Proposal:
        typed = _with_key(form)
        reason = typed.pop("reason")
        return acts.create_seat(
            actor=request.user, key=form.cleaned_data["key"], body=body, typed=typed, reason=reason
        )

    return act_page(request, act, forms.NewSeatForm(posted(request), initial={"valid_from": today()}), run)


@require_http_methods(BOTH)
def seat_edit(request: SignedInRequest, pk: UUID) -> HttpResponseBase:
    """Propose another description of a seat."""
    found = seat_for(request.user, pk)
    note = _(
        "For a slip. An office that gets another name is another seat: let this one end and set up that one."
    )
    act = Act(
        _("Describe the seat differently"), found.office, _("Propose the description"), _page(found), note
    )
    form = forms.SeatForm(posted(request), initial=snapshot(found, forms.OF_SEAT))
    return act_page(request, act, form, _correction(request, found), lambda: acts.version_of(found))


@require_http_methods(BOTH)
def seat_end(request: SignedInRequest, pk: UUID) -> HttpResponseBase:
    """Propose the last day of a seat."""
    found = seat_for(request.user, pk)
    act = Act(_("End the seat"), found.office, _("Propose the end"), _page(found), icon="calendar-x")
    return act_page(
        request,
        act,
        forms.EndSeatForm(posted(request), initial={"last": found.valid_to or today()}),
        lambda form: acts.end_seat(actor=request.user, seat=found, **form.cleaned_acts),
    )


def _with_key(form: forms.ActForm) -> dict[str, object]:
    """The typed values, with the plain key under its own name."""
    typed = form.typed
    return {**{name: value for name, value in typed.items() if name != "slug"}, "key": typed["slug"]}


def _correction(request: SignedInRequest, row: Body | Agency | Seat) -> acts.Run:
    def run(form: forms.ActForm) -> Proposal:
        typed = form.typed
        reason = typed.pop("reason", "")
        key, seen = form.cleaned_data["key"], form.cleaned_data["seen"]
        return acts.correct(actor=request.user, key=key, row=row, typed=typed, seen=seen, reason=reason)

    return run


def _page(found: Seat) -> str:
    return reverse("seat", args=[found.pk])
