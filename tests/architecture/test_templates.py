"""Templates and scripts keep the page's security policy, and every word on a page can be translated."""

import re
from pathlib import Path

import pytest

from scripts.messages import templates
from tests.architecture.repository import name, own_texts

PAGES = [path for path in templates() if path.suffix in {".html", ".svg"}]
FORBIDDEN_BY_POLICY = {
    "style attribute": re.compile(r"<[a-z][^>]*\sstyle\s*=", re.IGNORECASE),
    "handler attribute": re.compile(r"<[a-z][^>]*\son[a-z]+\s*=", re.IGNORECASE),
    "style element": re.compile(r"<style\b", re.IGNORECASE),
    "inline script": re.compile(r"<script\b(?![^>]*\ssrc=)", re.IGNORECASE),
    "script address": re.compile(r"\bjavascript:", re.IGNORECASE),
}
VIETNAMESE = re.compile(r"[À-ỹ]")

HIDDEN = re.compile(
    r"\{#.*?#\}"
    r"|\{%\s*comment.*?endcomment\s*%\}"
    r"|\{%\s*block \w*(?:_class|_url|_data|theme)\s*%\}.*?\{%\s*endblock\b.*?%\}"
    r"|\{%\s*blocktrans(?:late)?\b.*?endblocktrans(?:late)?\s*%\}"
    r"|\{\{.*?\}\}|\{%.*?%\}|<!--.*?-->|<script\b.*?</script>",
    re.DOTALL,
)
SPOKEN_ATTRIBUTE = re.compile(
    r"""\s(?:alt|title|placeholder|label|aria-[a-z]*label)=(["'])(.*?)\1""", re.DOTALL
)
ENTITY = re.compile(r"&[a-z#0-9]+;", re.IGNORECASE)
WORD = re.compile(r"[^\W\d_]{2,}")
PROPER_NAMES = {"eCabinet", "Cabinet", "PDF", "DOCX", "JSON", "Tiếng", "Việt", "English"}


def untranslatable(source: str) -> list[str]:
    """The words of a template that no translation reaches."""
    visible = HIDDEN.sub(" ", source)
    spoken = " ".join(match[2] for match in SPOKEN_ATTRIBUTE.finditer(visible))
    shown = re.sub(r"<[^>]*>", " ", visible)
    return [word for word in WORD.findall(ENTITY.sub(" ", f"{shown} {spoken}")) if word not in PROPER_NAMES]


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("<h1>{% translate 'Agenda' %}</h1>", []),
        ("<h1>Agenda</h1>", ["Agenda"]),
        ('<a aria-label="Open it">{{ n }}</a>', ["Open", "it"]),
        ('<a class="card big" href="/x">{% blocktranslate %}Words{% endblocktranslate %}</a>', []),
        ("{% block body_class %}desk{% endblock %}", []),
        ("e-Cabinet &middot; PDF", []),
    ],
    ids=["translated", "bare", "bare attribute", "block", "class block", "proper names"],
)
def test_bare_words_are_seen(source: str, words: list[str]) -> None:
    assert untranslatable(source) == words


@pytest.mark.parametrize("path", PAGES, ids=name)
def test_every_word_can_be_translated(path: Path) -> None:
    assert untranslatable(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("path", PAGES, ids=name)
def test_a_template_keeps_the_security_policy(path: Path) -> None:
    source = HIDDEN.sub(
        lambda hidden: hidden[0] if hidden[0].startswith("<script") else " ", path.read_text()
    )
    assert [rule for rule, pattern in FORBIDDEN_BY_POLICY.items() if pattern.search(source)] == []


def test_scripts_hold_no_text() -> None:
    assert [path for path, text in own_texts(".js", ".mjs") if VIETNAMESE.search(text)] == []
