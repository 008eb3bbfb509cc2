"""State secrets do not come in: what is typed, chosen or uploaded is looked at for a mark.

An installation that can be reached from the Internet (`PROFILE=internet`) refuses what bears one; on an
independent network (`PROFILE=lan`) pages only say that it does.
"""

from collections.abc import Iterable

from django.conf import settings

from core.refusals import Refusal
from matters.marks import LEVELS, declared, declared_by_name
from matters.rules import clean_name
from matters.stamped import stamp_of

SHOWN = 120  # letters of a refused text that the sentence repeats


def refuses_secrets() -> bool:
    """Whether this installation refuses what bears a mark."""
    return bool(settings.PROFILE == "internet")


def check_level(level: str) -> None:
    """Raise Refusal state_secret_level for a level of state secrets: nothing here has one."""
    if level in LEVELS:
        raise Refusal("state_secret_level", level=level)


def check_texts(texts: Iterable[str]) -> None:
    """Raise Refusal state_secret for the first text that declares a level."""
    if not refuses_secrets():
        return
    for text in texts:
        if level := declared(text):
            shown = " ".join(text.split())
            words = shown if len(shown) <= SHOWN else f"{shown[:SHOWN]}…"
            raise Refusal("state_secret", words=words, level=level)


def check_file(name: str, content: bytes | None = None) -> None:
    """Refuse a file whose name or one of whose pages bears a mark: state_secret_name, state_secret_page."""
    if not refuses_secrets():
        return
    if level := declared_by_name(name):
        raise Refusal("state_secret_name", name=clean_name(name), level=level)
    if content is not None and (stamp := stamp_of(content)).level:
        raise Refusal("state_secret_page", name=clean_name(name), page=stamp.page, level=stamp.level)
