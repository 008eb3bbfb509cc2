"""Proposals as lists show them, their first changes in words, in a constant number of queries."""

from collections.abc import Sequence
from dataclasses import dataclass

from people.administration.history import Told, tell
from people.administration.selectors import changes_of
from people.models import Proposal

SHOWN = 3  # changes named in a list; the page of the proposal has all


@dataclass(frozen=True)
class Shown:
    """A proposal, its first changes in words, and how many more there are."""

    proposal: Proposal
    first: Sequence[Told]
    more: int


def showing(proposals: Sequence[Proposal]) -> list[Shown]:
    """These proposals, in their order."""
    firsts = [changes_of(proposal)[:SHOWN] for proposal in proposals]
    told = iter(tell([change for first in firsts for change in first]))
    return [
        Shown(proposal, [next(told) for _change in first], len(proposal.changes) - len(first))
        for proposal, first in zip(proposals, firsts, strict=True)
    ]
