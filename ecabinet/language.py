"""The switch of the language: a cookie, and back to where one was."""

from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_POST

from core import languages
from people.accounts.adapter import is_own_path


@require_POST
def set_language(request: HttpRequest) -> HttpResponse:
    """Choose a language; a page that answered a form leads to the page from which it was sent.

    What was typed there goes along in the browser (static/js/typed.js): it is not sent here.
    """
    wanted = request.POST.get("next", "")
    parts = urlsplit(wanted if is_own_path(wanted) else "/")
    page = languages.page_at_or_above(request, parts.path)
    onward = f"{page}?{parts.query}" if parts.query and page == parts.path else page
    return languages.keep(HttpResponseRedirect(onward), languages.chosen(request))
