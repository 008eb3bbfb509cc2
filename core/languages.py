"""The language of the pages: what a person chose, and to which page the choice leads."""

from collections.abc import Callable
from copy import copy

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import Resolver404, ResolverMatch, resolve
from django.utils import translation
from django.utils.translation import get_language

CHOICE = "language"  # the field of the switch


def chosen(request: HttpRequest) -> str:
    """The language that a switch asks for; the present one where it asks for none of ours."""
    wanted = request.POST.get(CHOICE, "")
    return wanted if wanted in dict(settings.LANGUAGES) else get_language() or settings.LANGUAGE_CODE


def keep(response: HttpResponse, language: str) -> HttpResponse:
    """Let this browser ask for the language from now on."""
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        max_age=settings.LANGUAGE_COOKIE_AGE,
        secure=settings.LANGUAGE_COOKIE_SECURE,
        samesite="Lax",
    )
    return response


def drawn_anew(request: HttpRequest, draw: Callable[[], HttpResponse]) -> HttpResponse:
    """A page that answered a form, in the language that its switch asks for; `draw` must do nothing else."""
    language = chosen(request)
    with translation.override(language):
        page = draw()
    page["Content-Language"] = language
    return keep(page, language)


def page_at_or_above(request: HttpRequest, path: str) -> str:
    """The nearest page that can be opened: of an address to which forms are only sent, the one above it."""
    if _found(path) is None:
        return path  # that there is no such page is said there, in every language
    while path.strip("/"):
        found = _found(path)
        if found is not None and _opens(request, found):
            return path
        path = path.rstrip("/").rpartition("/")[0] + "/"
    return "/"


def opens(request: HttpRequest, path: str) -> bool:
    """Whether a page can be opened at this path, and not only a form be sent there."""
    found = _found(path)
    return found is not None and _opens(request, found)


def _found(path: str) -> ResolverMatch | None:
    try:
        return resolve(path)
    except Resolver404:
        return None


def _opens(request: HttpRequest, found: ResolverMatch) -> bool:
    """The view says by itself how it may be asked, without being run."""
    page = getattr(found.func, "view_class", None)
    if page is not None:
        return "get" in page.http_method_names and hasattr(page, "get")
    probe = copy(request)
    probe.method = "OPTIONS"
    answer = found.func(probe, *found.args, **found.kwargs)
    return "GET" in answer.headers.get("Allow", "")
