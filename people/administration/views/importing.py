"""The pages of files: choose one, look at what it would change, take it; the template, and what is there."""

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from core.http import SignedInRequest, see_other
from core.languages import CHOICE, drawn_anew
from core.refusals import Refusal, require
from core.spreadsheets import as_csv
from core.wording import sentence
from people.administration.acts import import_changes
from people.administration.exporting import export
from people.administration.forms import FileForm, TakeForm
from people.administration.history import tell
from people.administration.importing import COLUMNS, NEEDED, Reading, read_file
from people.administration.reading_files import decoded
from people.administration.selectors import look, proposal_with_key
from people.administration.views.acting import WRONG, say_what_came_of_it
from people.administration.wording import IMPORTS
from people.models import Duty, Role, SeatKind
from people.policies import may_administer_people

CHOICES = {"duty": Duty, "kind": SeatKind, "role": Role}


@require_http_methods(["GET", "HEAD", "POST"])
def people_import(request: SignedInRequest, kind: str) -> HttpResponseBase:
    """Choose a file; then look at its changes; then take them, all or none."""
    _known(request, kind)
    require(may_administer_people, request.user)
    if "text" in request.POST:
        return _take(request, kind)
    form = FileForm(request.POST, request.FILES) if request.method == "POST" else FileForm()
    if form.is_bound and form.is_valid():
        try:
            text = decoded(form.cleaned_data["file"].read())
            reading = read_file(kind, text)
        except Refusal as no:
            form.add_error("file", sentence(no))
        else:
            return _preview(request, kind, reading, TakeForm.of(text, reading.digest))
    shown = {
        "active": "people",
        "kind": kind,
        "title": IMPORTS[kind],
        "form": form,
        "columns": [(name, name in NEEDED[kind], _allowed(name)) for name in COLUMNS[kind]],
    }
    return render(request, "people/import.html", shown, status=WRONG if form.errors else 200)


def _take(request: SignedInRequest, kind: str) -> HttpResponseBase:
    form = TakeForm(request.POST)
    if CHOICE in request.POST:  # the same preview in the other language
        return drawn_anew(request, lambda: _shown_again(request, kind, request.POST["text"]))
    try:
        reading = read_file(kind, request.POST["text"])
    except Refusal as no:
        messages.error(request, sentence(no))
        return see_other(reverse("people_import", args=[kind]))
    if not form.is_valid():
        return _preview(request, kind, reading, form)
    key, reason = form.cleaned_data["key"], form.cleaned_data["reason"]
    try:
        made = proposal_with_key(request.user, key)
        if made is None and (form.cleaned_data["seen"] != reading.digest or reading.faults):
            raise Refusal("import_differs")
        made = made or import_changes(actor=request.user, key=key, changes=reading.changes, reason=reason)
    except Refusal as no:
        form.add_error(None, sentence(no))
        return _preview(request, kind, reading, form)
    say_what_came_of_it(request, made)
    return see_other(reverse("proposal", args=[made.pk]))


def _shown_again(request: SignedInRequest, kind: str, text: str) -> HttpResponse:
    try:
        reading = read_file(kind, text)
    except Refusal as no:
        messages.error(request, sentence(no))
        return see_other(reverse("people_import", args=[kind]))
    return _preview(request, kind, reading, TakeForm.of(text, reading.digest))


def _preview(request: SignedInRequest, kind: str, reading: Reading, form: TakeForm) -> HttpResponse:
    told = list(zip(reading.lines, tell(reading.changes), strict=True))
    shown = {
        "active": "people",
        "kind": kind,
        "title": IMPORTS[kind],
        "reading": reading,
        "told": sorted(told, key=lambda pair: pair[0]),
        "form": form,
        "switch_to": request.path,
        "switch_with": [("text", form["text"].value())],
        "may_take": bool(reading.changes) and not reading.faults,
    }
    wrong = bool(form.errors or reading.faults)
    return render(request, "people/import_preview.html", shown, status=WRONG if wrong else 200)


@require_safe
def people_template(request: SignedInRequest, kind: str) -> HttpResponse:
    """An empty file with the columns of this kind."""
    _known(request, kind)
    return _file(f"{kind}-template.csv", as_csv([COLUMNS[kind]]))


@require_safe
def people_export(request: SignedInRequest, kind: str) -> HttpResponse:
    """What is there, as a file that can be read back; that it was taken stands in the journal."""
    _known(request, kind)
    if request.method == "HEAD":  # nothing is handed out
        return _file(f"{kind}.csv", b"")
    return _file(f"{kind}.csv", as_csv(export(actor=request.user, kind=kind)))


def _file(name: str, content: bytes) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type="text/csv; charset=utf-8", headers=headers)


def _known(request: SignedInRequest, kind: str) -> None:
    look(request.user)
    if kind not in COLUMNS:
        raise Http404


def _allowed(column: str) -> list[tuple[str, str]]:
    choices = CHOICES.get(column)
    return [(value, str(label)) for value, label in choices.choices] if choices else []
