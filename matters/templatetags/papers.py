"""Words about papers for templates."""

from django import template

from matters.wording import DOCUMENT_KINDS

register = template.Library()


@register.filter
def kind_name(kind: str) -> str:
    """The kind of a paper in the active language."""
    return str(DOCUMENT_KINDS.get(kind, ""))
