"""A part of a template that is drawn once for each language, and then only filled in.

    {% stencil number=item.order key=item.pk last=is_last %}…{{ number }}…{% url 'x' key %}…{% endstencil %}

An agenda of forty items draws the same forms and buttons forty times, of which only a few words differ.
Inside the tag nothing is seen but what was given to it. What is True or False decides which of several
stencils is used; everything else is a hole, which is written or handed to an address, never compared.
"""

import re
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django import template
from django.template.base import FilterExpression, NodeList, Parser, Token, token_kwargs
from django.template.context import Context
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString
from django.utils.translation import get_language

register = template.Library()

# What stands in a hole while the stencil is drawn: an address takes no other id than a UUID.
KEY = "5e17c11e-0000-4000-8000-{:012d}"
HOLE = re.compile(r"\ue000(\d+)\ue001|5e17c11e-0000-4000-8000-0{10}(\d\d)")
Drawn = tuple[list[str], list[str]]  # the text between the holes, and the name that stands in each


class Stencil(template.Node):
    """Draws its content when it meets a language for the first time, and fills it from then on."""

    def __init__(self, content: NodeList, given: Mapping[str, FilterExpression]) -> None:
        self.content, self.given = content, given
        self.stencils: dict[object, Drawn] = {}

    def render(self, context: Context) -> SafeString:
        """The text with the values of this time in its holes."""
        values = {name: each.resolve(context) for name, each in self.given.items()}
        flags = tuple((name, value) for name, value in values.items() if isinstance(value, bool))
        wanted = (get_language(), flags)
        drawn = self.stencils.get(wanted)
        if drawn is None:
            drawn = self.stencils[wanted] = self._draw(context, values)
        texts, names = drawn
        filled = {name: str(conditional_escape(value)) for name, value in values.items()}
        return SafeString(
            texts[0] + "".join(filled[name] + text for name, text in zip(names, texts[1:], strict=True))
        )

    def _draw(self, context: Context, values: Mapping[str, object]) -> Drawn:
        names = list(values)
        holes = {name: _hole(number, values[name]) for number, name in enumerate(names)}
        text = self.content.render(context.new(holes))
        found = list(HOLE.finditer(text))
        edges = [0, *(place for hole in found for place in hole.span()), len(text)]
        texts = [text[start:end] for start, end in zip(edges[::2], edges[1::2], strict=True)]
        return texts, [names[int(hole[1] or hole[2])] for hole in found]


def _hole(number: int, value: object) -> object:
    if isinstance(value, bool):
        return value
    return UUID(KEY.format(number)) if isinstance(value, UUID) else f"\ue000{number}\ue001"


@register.tag
def stencil(parser: Parser, token: Token) -> Stencil:
    """Reads the tag up to its end."""
    bits: list[Any] = token.split_contents()[1:]
    given = token_kwargs(bits, parser)
    if bits:
        raise template.TemplateSyntaxError(f"A stencil takes name=value; {bits[0]} is none.")
    content = parser.parse(("endstencil",))
    parser.delete_first_token()
    return Stencil(content, given)
