"""Papers as they are downloaded before they are records: PDF to read, DOCX to edit, JSON for systems."""

import json
from collections.abc import Mapping
from typing import Any

from django.http import Http404, HttpResponse
from django.utils.http import content_disposition_header

from core import pace
from core.http import as_pdf
from records.docx import render_docx
from records.elements import Document
from records.kinds import RecordKind, Stamp
from records.layout import render

FORMS = ("pdf", "docx", "json")
TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "json": "application/json",
}
SCHEMA = 1  # rises when what a reader of the JSON relies on changes


def draft(kind: RecordKind, subject: str, form: str, name: str) -> HttpResponse:
    """A paper of this kind as the facts stand now; it has no number, so it says that it is a draft."""
    facts = kind.gather(subject)
    return paper(kind.compose(facts, Stamp()), {"kind": kind.code, "subject": subject, **facts}, form, name)


def paper(document: Document, facts: Mapping[str, Any], form: str, name: str) -> HttpResponse:
    """A composed paper in one of the forms, or its facts; Http404 for a form that there is not."""
    if form not in FORMS:
        raise Http404
    response = HttpResponse()
    with pace.aside():  # meanwhile another request may be worked on
        response.content = _bytes(document, facts, form)
    if form == "pdf":
        as_pdf(response, f"{name}.pdf", stored=False)
        return response
    return _saved(response, TYPES[form], f"{name}.{form}")


def as_docx(response: HttpResponse, filename: str) -> HttpResponse:
    """The same answer, said to be a DOCX that is saved under this name."""
    return _saved(response, TYPES["docx"], filename)


def _saved(response: HttpResponse, kind: str, filename: str) -> HttpResponse:
    response["Content-Type"] = kind
    response["Content-Disposition"] = content_disposition_header(True, filename) or "attachment"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response


def _bytes(document: Document, facts: Mapping[str, Any], form: str) -> bytes:
    if form == "json":
        return as_json(facts)
    return render(document) if form == "pdf" else render_docx(document)


def as_json(facts: Mapping[str, Any]) -> bytes:
    """The facts as a file that people can read, too."""
    return json.dumps({"schema": SCHEMA, **facts}, ensure_ascii=False, indent=1).encode()
