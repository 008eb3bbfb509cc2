"""Vietnamese is complete, and the tool that says so sees what it must see."""

import pytest

from scripts.messages import Message, fault, in_python, in_template, problems


def test_vietnamese_is_complete() -> None:
    assert problems() == []


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("from django.utils.translation import gettext_lazy as _\n_('Sign in')", [Message("Sign in")]),
        (
            "from django.utils.translation import pgettext_lazy as p\np('vote', 'Agree')",
            [Message("Agree", context="vote")],
        ),
        (
            "from django.utils.translation import ngettext\nngettext('%(n)s seat', '%(n)s seats', n)",
            [Message("%(n)s seat", plural="%(n)s seats")],
        ),
        ("from django.utils import translation\ntranslation.gettext('Sign ' 'in')", [Message("Sign in")]),
        ("from gettext import gettext as _\n_('not ours')", []),
        ("from django.utils.translation import gettext as _\n_(label)", []),
    ],
    ids=["alias", "context", "plural", "through the module", "another gettext", "a variable"],
)
def test_messages_of_python_are_found(source: str, expected: list[Message]) -> None:
    assert list(in_python(source)) == expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("{% translate 'Sign in' %}", [Message("Sign in")]),
        ('{% translate "Agree" context "vote" %}', [Message("Agree", context="vote")]),
        (
            "{% blocktranslate trimmed with name=p %}\n  Account\n  of {{ name }}\n{% endblocktranslate %}",
            [Message("Account of %(name)s")],
        ),
        (
            "{% blocktranslate count n=seats %}{{ n }} seat{% plural %}{{ n }} seats{% endblocktranslate %}",
            [Message("%(n)s seat", plural="%(n)s seats")],
        ),
        (
            '{% blocktranslate context "turnout" count n=s %}{{ n }} in{% plural %}{{ n }} all in'
            "{% endblocktranslate %}",
            [Message("%(n)s in", context="turnout", plural="%(n)s all in")],
        ),
        ('{% include "x.html" with title=_("Papers") %}', [Message("Papers")]),
        ("<p>{{ person.name }}</p>{# translate 'nothing' #}", []),
    ],
    ids=["plain", "context", "trimmed", "plural", "plural with context", "underscore", "nothing"],
)
def test_messages_of_templates_are_found(source: str, expected: list[Message]) -> None:
    assert list(in_template(source)) == expected


@pytest.mark.parametrize(
    ("message", "vietnamese", "doubted", "reason"),
    [
        (Message("Sign in"), "Đăng nhập", False, None),
        (Message("Sign in"), "", False, "empty"),
        (Message("Sign in"), "Đăng nhập", True, "fuzzy"),
        (Message("Until %(time)s"), "Đến %(gio)s", False, "placeholders differ"),
        (Message("Until %(time)s"), "Đến hết giờ", False, "placeholders differ"),
        (Message("One seat", plural="%(n)s seats"), "%(n)s ghế", False, None),
    ],
    ids=["good", "empty", "fuzzy", "other name", "name lost", "plural"],
)
def test_a_wrong_translation_is_named(
    message: Message, vietnamese: str, doubted: bool, reason: str | None
) -> None:
    assert fault(message, vietnamese, doubted) == reason
