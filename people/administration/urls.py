"""Addresses under /people/."""

from django.urls import path

from people.administration.views import importing, persons, proposals, seats

urlpatterns = [
    path("", persons.people, name="people"),
    path("new/", persons.person_new, name="person_new"),
    path("<uuid:pk>/", persons.person, name="person"),
    path("<uuid:pk>/name/", persons.person_edit, name="person_edit"),
    path("<uuid:pk>/duty/", persons.person_duty, name="person_duty"),
    path("<uuid:pk>/suspend/", persons.person_suspend, name="person_suspend"),
    path("<uuid:pk>/reinstate/", persons.person_reinstate, name="person_reinstate"),
    path("<uuid:pk>/appoint/", persons.person_appoint, name="person_appoint"),
    path("duties/<uuid:pk>/end/", persons.duty_end, name="duty_end"),
    path("appointments/<uuid:pk>/end/", persons.appointment_end, name="appointment_end"),
    path("bodies/", seats.bodies, name="bodies"),
    path("bodies/new/", seats.body_new, name="body_new"),
    path("bodies/<uuid:pk>/", seats.body_edit, name="body_edit"),
    path("bodies/<uuid:pk>/seats/new/", seats.seat_new, name="seat_new"),
    path("agencies/new/", seats.agency_new, name="agency_new"),
    path("agencies/<uuid:pk>/", seats.agency_edit, name="agency_edit"),
    path("seats/<uuid:pk>/", seats.seat, name="seat"),
    path("seats/<uuid:pk>/description/", seats.seat_edit, name="seat_edit"),
    path("seats/<uuid:pk>/end/", seats.seat_end, name="seat_end"),
    path("import/<slug:kind>/", importing.people_import, name="people_import"),
    path("import/<slug:kind>/template.csv", importing.people_template, name="people_template"),
    path("export/<slug:kind>.csv", importing.people_export, name="people_export"),
    path("proposals/", proposals.proposals, name="proposals"),
    path("proposals/<uuid:pk>/", proposals.proposal, name="proposal"),
    path("proposals/<uuid:pk>/confirm/", proposals.proposal_confirm, name="proposal_confirm"),
    path("proposals/<uuid:pk>/decline/", proposals.proposal_decline, name="proposal_decline"),
    path("proposals/<uuid:pk>/withdraw/", proposals.proposal_withdraw, name="proposal_withdraw"),
]
