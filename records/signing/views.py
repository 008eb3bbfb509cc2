"""The page that says in words whether a signed record is what was signed; nothing is kept of the file."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from core.http import SignedInRequest
from records.signing import Unreadable, verify_upload
from records.signing.forms import VerifyForm
from records.signing.heads import in_journal
from records.signing.wording import UNREADABLE, about, remarks, signed_by, summary

WRONG = 422  # the form comes back with what is wrong


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def verify_record(request: SignedInRequest) -> HttpResponse:
    """Choose a file; read what its signatures are worth."""
    form = VerifyForm(request.POST, request.FILES) if request.method == "POST" else VerifyForm()
    found = _found(form) if form.is_valid() else {}
    shown = {"active": "records", "form": form, **found}
    return render(request, "records/verify.html", shown, status=WRONG if form.errors else 200)


def _found(form: VerifyForm) -> dict[str, Any]:
    file = form.cleaned_data["file"]
    try:
        return {"name": file.name, **judged(file.read())}
    except Unreadable as unreadable:
        form.add_error("file", UNREADABLE[unreadable.why])
        return {}


def judged(pdf: bytes) -> dict[str, Any]:
    """What a file is worth, in words; raises Unreadable for what is no PDF."""
    verdict = verify_upload(pdf, head_of_stream_at=in_journal)
    signatures = [(signed_by(each), each.good, about(each)) for each in verdict.signatures]
    return {
        "verdict": verdict,
        "summary": summary(verdict),
        "signatures": signatures,
        "remarks": remarks(verdict),
    }
