"""What views share: the request of somebody who has signed in, the way back, a PDF to be read in a tab."""

from typing import TYPE_CHECKING
from uuid import UUID

from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.utils.http import content_disposition_header, url_has_allowed_host_and_scheme

if TYPE_CHECKING:
    from people.models import Person

# A PDF runs nothing and loads nothing of ours; the browser's own viewer needs its frame and its styles.
PDF_POLICY = (
    "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; "
    "frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
)


class SignedInRequest(HttpRequest):
    """A request behind `SignInRequired`: `user` is a person, never anonymous."""

    user: "Person"


def uuid_in(text: str) -> UUID | None:
    """The id that a form or an address names; None for anything that is none."""
    try:
        return UUID(text)
    except ValueError:
        return None


def way_back(request: HttpRequest) -> str:
    """The page that the form names in `back`, when it is a page of ours; else nothing."""
    wanted = request.POST.get("back", "")
    ours = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if ours and wanted.startswith("/") else ""


def back_to(request: HttpRequest, default: str) -> HttpResponseRedirect:
    """303 to the page that the form names in `back`, when it is a page of ours; else to `default`."""
    response = HttpResponseRedirect(way_back(request) or default)
    response.status_code = 303
    return response


def see_other(address: str) -> HttpResponseRedirect:
    """303: the act is done, and this page shows it."""
    response = HttpResponseRedirect(address)
    response.status_code = 303
    return response


def as_pdf(response: HttpResponseBase, name: str, *, stored: bool) -> None:
    """Headers of a PDF that is read in the browser under this name; only a `stored` one may be kept there."""
    response["Content-Type"] = "application/pdf"
    response["Content-Disposition"] = content_disposition_header(False, name) or "inline"
    response["Content-Security-Policy"] = PDF_POLICY
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-cache" if stored else "private, no-store"
