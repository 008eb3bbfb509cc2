"""What tests of acts ask: the newest entry of a stream, and with which code an act is refused."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import transaction

from core.journal import entries
from core.models import Entry
from core.refusals import NotAllowed, Refusal
from core.wording import sentence


def newest(stream: str, kind: str = "") -> Entry:
    """The last entry of a stream; of this kind, when one is named."""
    found = (entries(stream).filter(kind=kind) if kind else entries(stream)).last()
    assert found is not None
    return found


def kinds(stream: str) -> list[str]:
    """The kinds of a stream's entries, oldest first."""
    return list(entries(stream).values_list("kind", flat=True))


@contextmanager
def refused(code: str, **facts: object) -> Iterator[None]:
    """The act inside is refused with this code and at least these facts, and there is a sentence for it."""
    with pytest.raises(Refusal) as no, transaction.atomic():
        yield
    assert no.value.code == code
    assert {name: no.value.facts.get(name) for name in facts} == facts
    assert sentence(no.value)


@contextmanager
def not_allowed(policy: str) -> Iterator[None]:
    """The act inside is not for this person: this policy says so."""
    with pytest.raises(NotAllowed) as no, transaction.atomic():
        yield
    assert no.value.policy == policy
