"""Addresses of the registers and of documents."""

from django.urls import path, re_path

from records.views import record, registers

urlpatterns = [
    path("", registers.records, name="records"),
    re_path(r"^export\.(?P<kind>csv|xlsx)$", registers.record_export, name="record_export"),
    path("draw-up/", record.record_draw_up, name="record_draw_up"),
    path("<uuid:pk>/", record.record, name="record"),
    path("<uuid:pk>/pdf/", record.record_pdf, name="record_pdf"),
    path("<uuid:pk>/verify/", record.record_verify, name="record_verify"),
    path("<uuid:pk>/change/", record.record_change, name="record_change"),
    path("<uuid:pk>/upload/", record.record_upload, name="record_upload"),
    path("<uuid:pk>/act/<slug:act>/", record.record_act, name="record_act"),
]
