"""Frozen minutes as plain JSON and back."""

import hashlib
from collections.abc import Mapping
from typing import Any

from ballots.papers.keeping import plain, read
from core.chain import canonical
from meetings.papers.facts import FrozenFacts


def as_facts(frozen: FrozenFacts) -> dict[str, Any]:
    """Approved minutes as plain JSON."""
    kept = plain(frozen)
    assert isinstance(kept, dict)
    return kept


def from_facts(kept: Mapping[str, Any]) -> FrozenFacts:
    """The approved minutes back: exactly those that were kept."""
    found = read(FrozenFacts, kept)
    assert isinstance(found, FrozenFacts)
    return found


def digest_of_facts(kept: Mapping[str, Any]) -> str:
    """SHA-256 over the one spelling of the facts."""
    return hashlib.sha256(canonical(kept)).hexdigest()
