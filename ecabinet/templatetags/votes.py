"""Votes for templates: marks of shape, letter and colour, the large choices, bars of seats."""

from collections.abc import Mapping
from functools import lru_cache

from django import template
from django.template.loader import render_to_string
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language, pgettext, pgettext_lazy

register = template.Library()

WORDS = {
    "for": pgettext_lazy("vote", "For"),
    "against": pgettext_lazy("vote", "Against"),
    "other": pgettext_lazy("vote", "Other opinion"),
}
LETTERS = {
    "for": pgettext_lazy("vote letter", "F"),
    "against": pgettext_lazy("vote letter", "A"),
    "other": pgettext_lazy("vote letter", "O"),
}
CHOICE_ICONS = {"for": "check", "against": "x", "other": "pen-line"}


@register.filter
def vote_word(choice: object) -> str:
    """A choice in words; nothing chosen is said too."""
    key = str(choice or "")
    if key in WORDS:
        return str(WORDS[key])
    if key:
        return pgettext("vote", "Alternative %(letter)s") % {"letter": key}
    return pgettext("vote", "Not answered")


@register.simple_tag
def vote_mark(choice: object = None, remote: bool = False, words: bool = False) -> SafeString:
    """A vote as shape, letter and colour; with words=True also for those who only hear the page."""
    kind, letter = _mark(choice)
    mark = format_html(
        '<span class="v {}{}" aria-hidden="true">{}</span>', kind, " remote" if remote else "", letter
    )
    if not words:
        return mark
    spoken = vote_word(choice)
    if remote:
        spoken = pgettext("vote", "%(vote)s, remotely") % {"vote": spoken}
    return format_html('{}<span class="sr">{}</span>', mark, spoken)


def _mark(choice: object) -> tuple[str, str]:
    """The class and the letter of a mark."""
    key = str(choice or "")
    if key in LETTERS:
        return key, str(LETTERS[key])
    return ("plain", key) if key else ("none", "")


@register.simple_tag
def vote_choice(
    name: str, choice: object, checked: bool = False, title: str = "", hint: str = "", required: bool = True
) -> SafeString:
    """The large radio label of one choice."""
    return _vote_choice(name, str(choice), checked, title, hint, required, get_language())


# What follows depends on nothing but what it is given: drawn once, not for each of 300 tablets.


@lru_cache(maxsize=1024)
def _vote_choice(
    name: str, choice: str, checked: bool, title: str, hint: str, required: bool, language: str | None
) -> SafeString:
    shown = {
        "name": name,
        "choice": choice,
        "kind": _mark(choice)[0],
        "checked": checked,
        "title": title or vote_word(choice),
        "hint": hint,
        "required": required,
        "picture": CHOICE_ICONS.get(choice, "check"),
    }
    return render_to_string("parts/vote_choice.html", shown)


@register.simple_tag
def vote_confirm() -> SafeString:
    """What the confirming button of a vote card says for each choice; the stylesheet shows the right one."""
    return _vote_confirm(get_language())


@lru_cache
def _vote_confirm(language: str | None) -> SafeString:
    return render_to_string("parts/vote_confirm.html", {"choices": tuple(WORDS)})


@register.simple_tag
def send_track(state: str = "") -> SafeString:
    """The three honest states of an answer, with the one that it is in (none: left to the script)."""
    return _send_track(state, get_language())


@lru_cache
def _send_track(state: str, language: str | None) -> SafeString:
    return render_to_string("parts/send_track.html", {"state": state})


@register.simple_tag
def tally_bar(tally: object, needed: int | None = None) -> SafeString:
    """One cell a seat: for, deemed for (hollow), against, other, silent; a mark at the needed number."""
    if _count(tally, "cast") and not _count(tally, "for_", "for") and _by_choice(tally):
        return _bar(["plain in"] * _count(tally, "cast") + ["none"] * _count(tally, "silent"), needed)
    cells = ["for in"] * _count(tally, "for_", "for") + ["for"] * _count(tally, "deemed_for")
    cells += ["against in"] * _count(tally, "against") + ["other in"] * _count(tally, "other")
    return _bar(cells + ["none"] * _count(tally, "silent"), needed)


def _by_choice(tally: object) -> object:
    """The alternatives of an options question; empty for a yes or no."""
    return tally.get("by_choice") if isinstance(tally, Mapping) else getattr(tally, "by_choice", ())


def _count(tally: object, *names: str) -> int:
    """A number of a tally, which is the object itself or its facts in the journal."""
    for name in names:
        value = tally.get(name) if isinstance(tally, Mapping) else getattr(tally, name, None)
        if value is not None:
            return int(value)
    return 0


@register.simple_tag
def count_bar(received: int, total: int, needed: int | None = None) -> SafeString:
    """How many of how many, without saying what: a running vote or a quorum."""
    return _bar(["in"] * received + [""] * (total - received), needed)


def _bar(cells: list[str], needed: int | None) -> SafeString:
    """Cells of seats; the cell that completes the needed number carries the mark before it."""
    marked = [f"{cell} mid".strip() if needed == place else cell for place, cell in enumerate(cells, 1)]
    inner = format_html_join("", '<li class="{}"></li>', ((cell,) for cell in marked))
    return format_html('<ol class="tally" aria-hidden="true">{}</ol>', inner)
