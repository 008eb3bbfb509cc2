"""Addresses of opinion ballots."""

from django.urls import path

from ballots.views import (
    answer,
    approval,
    desk,
    dissent,
    history,
    papers,
    receipts,
    ruling,
    timing,
)

urlpatterns = [
    path("", desk.ballot_list, name="ballot_list"),
    path("new/", desk.ballot_new, name="ballot_new"),
    path("export.csv", desk.ballot_export, {"kind": "csv"}, name="ballot_csv"),
    path("export.xlsx", desk.ballot_export, {"kind": "xlsx"}, name="ballot_xlsx"),
    path("<uuid:pk>/", answer.ballot, name="ballot"),
    path("<uuid:pk>/edit/", desk.ballot_edit, name="ballot_edit"),
    path("<uuid:pk>/answer/", answer.answer_cast, name="answer_cast"),
    path("<uuid:pk>/receipt/", answer.receipt, name="receipt"),
    path("<uuid:pk>/receipt.json", receipts.receipt_file, name="receipt_file"),
    path("<uuid:pk>/changes/", papers.ballot_changes, name="ballot_changes"),
    path("<uuid:pk>/papers/", papers.papers_replace, name="papers_replace"),
    path("<uuid:pk>/confirm/", papers.answer_confirm, name="answer_confirm"),
    path("<uuid:pk>/dissent/", dissent.dissent_keep, name="dissent_keep"),
    path("<uuid:pk>/submit/", approval.ballot_submit, name="ballot_submit"),
    path("<uuid:pk>/withdraw/", approval.ballot_withdraw, name="ballot_withdraw"),
    path("<uuid:pk>/approve/", approval.ballot_approve, name="ballot_approve"),
    path("<uuid:pk>/return/", approval.ballot_return, name="ballot_return"),
    path("<uuid:pk>/history/", history.ballot_history, name="ballot_history"),
    path("<uuid:pk>/open/", desk.ballot_open, name="ballot_open"),
    path("<uuid:pk>/remind/", timing.ballot_remind, name="ballot_remind"),
    path("<uuid:pk>/extend/", timing.ballot_extend, name="ballot_extend"),
    path("<uuid:pk>/recall/", desk.ballot_recall, name="ballot_recall"),
    path("<uuid:pk>/rule/", ruling.ballot_rule, name="ballot_rule"),
    path("<uuid:pk>/close/", desk.ballot_close, name="ballot_close"),
]
