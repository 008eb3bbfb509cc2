"""The quick reader of the journal and the one byte form agree on every JSON that facts may hold."""

import json
from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as some

from core.chain import GENESIS, Link, entry_hash, holds, instant

TEXT = some.text(some.characters(exclude_categories=["Cs"]))
FACTS = some.recursive(
    some.none() | some.booleans() | some.integers() | TEXT,
    lambda inner: some.lists(inner, max_size=4) | some.dictionaries(TEXT, inner, max_size=4),
    max_leaves=12,
)


@given(FACTS, TEXT)
def test_what_was_written_holds_and_what_was_changed_does_not(facts: object, actor: str) -> None:
    moment = datetime(2026, 11, 23, 7, 0, 0, 5, tzinfo=UTC)
    fields = {"stream": "meeting:a", "seq": 1, "actor": actor, "kind": "k", "subject": "s", "prev": GENESIS}
    written = entry_hash(moment=moment, facts=facts, **fields)  # type: ignore[arg-type]
    link = Link(at=instant(moment), facts=json.dumps(facts), hash=written, **fields)  # type: ignore[arg-type]
    assert holds(link)
    assert not holds(link._replace(actor=actor + "x"))
    assert not holds(link._replace(facts=json.dumps([facts])))
