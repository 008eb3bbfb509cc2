"""The template tags of the look in one load: pictures and sizes, and from their own files votes and times."""

from functools import lru_cache

from django import template
from django.template.defaultfilters import filesizeformat
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

from ecabinet.templatetags import times, votes

register = template.Library()
for noun in (votes.register, times.register):
    register.tags |= noun.tags
    register.filters |= noun.filters


@register.simple_tag
@lru_cache(maxsize=512)
def icon(name: str, extra: str = "") -> SafeString:
    """One picture of the sprite; decoration only, the words stand beside it. A page has dozens."""
    classes = f"i {extra}".strip()
    return format_html(
        '<svg class="{}" aria-hidden="true"><use href="{}#{}"/></svg>', classes, static("icons.svg"), name
    )


@register.simple_tag
def flag() -> SafeString:
    """The national flag in the top bar."""
    sprite = static("icons.svg")
    return format_html('<svg class="flag" aria-hidden="true"><use href="{}#flag"/></svg>', sprite)


@register.filter
def file_size(size: int | None) -> str:
    """'240 KB', in the form the language uses."""
    return str(filesizeformat(size)) if size else ""
