"""Words about papers for templates."""

from functools import lru_cache

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from matters.marks import declared
from matters.secrecy import refuses_secrets
from matters.selectors import Paper
from matters.wording import DOCUMENT_KINDS

register = template.Library()


@register.filter
def kind_name(kind: str) -> str:
    """The kind of a paper in the active language."""
    return str(DOCUMENT_KINDS.get(kind, ""))


@register.filter
def mark_of(text: str) -> str:
    """The level of state secrecy that a text declares, where this installation takes such texts."""
    return "" if refuses_secrets() else declared(text)


@register.simple_tag
def paper_row(paper: Paper, late: str = "") -> SafeString:
    """A paper in a list, drawn once for each version: an agenda of forty items has a hundred of them."""
    return _paper_row(paper, late, get_language())


@lru_cache(maxsize=4096)
def _paper_row(paper: Paper, late: str, language: str | None) -> SafeString:
    """What it shows depends on nothing but what it is given, and who may read it was asked before."""
    return render_to_string("matters/paper_row.html", {"paper": paper, "late": late})
