"""A stencil is drawn once for each language and filled in as if it were drawn anew."""

from uuid import UUID

from django.template import Context, Template
from django.utils import translation

VI, EN = "Số phút cho nội dung", "Minutes for item"
KEY = UUID("11111111-2222-4333-8444-555555555555")


def stencil(content: str, given: str) -> Template:
    """A template with one stencil."""
    source = "{% load i18n ui stencil %}{% stencil " + given + " %}" + content + "{% endstencil %}"
    return Template(source)


def test_what_is_filled_in_is_escaped_as_in_any_template() -> None:
    line = stencil('<b title="{{ name }}">{{ name }}</b>', "name=name")
    for name in ('Nghị "định" <1>', "\ue0000\ue001", "{{ x }} 5e17c11e-0000-4000-8000-000000000000"):
        plain = Template('<b title="{{ name }}">{{ name }}</b>').render(Context({"name": name}))
        assert line.render(Context({"name": name})) == plain


def test_ids_stand_in_addresses_and_words_in_translated_sentences() -> None:
    line = stencil(
        "{% url 'meeting' key %} {% blocktranslate %}Minutes for item {{ number }}{% endblocktranslate %}",
        "key=key number=n",
    )
    for language, word in (("vi", VI), ("en", EN), ("vi", VI)):
        with translation.override(language):
            assert line.render(Context({"key": KEY, "n": 7})) == f"/meetings/{KEY}/ {word} 7"


def test_a_yes_or_no_chooses_the_stencil_and_nothing_else_is_seen_from_inside() -> None:
    line = stencil("{% if last %}last{% else %}more{% endif %}{{ secret }}", "last=last")
    drawn = [line.render(Context({"last": last, "secret": "x"})) for last in (True, False, True)]
    assert drawn == ["last", "more", "last"]


def test_each_reader_gets_the_token_of_his_own_form() -> None:
    line = stencil("{% csrf_token %}", "csrf_token=csrf_token")
    for token in ("one", "two"):
        assert f'value="{token}"' in line.render(Context({"csrf_token": token}))
