"""The papers that go with a ballot, as the journal names them: by the hash of their newest version."""

from collections.abc import Iterable
from typing import Any

from ballots.models import Ballot
from ballots.rules import PaperAsked
from core.journal import entries
from matters.models import Matter
from matters.selectors import EVERYTHING, Paper, papers_of


def dossier_of(matter: Matter) -> list[dict[str, object]]:
    """The newest version of each paper of a matter, in order: its title, number and SHA-256."""
    return papers_named(papers_of([matter], sight=EVERYTHING)[matter.pk])


def papers_named(papers: Iterable[Paper]) -> list[dict[str, object]]:
    """Papers as the journal names them."""
    return [PaperAsked(each.title, each.number, each.sha256).as_facts() for each in papers]


def submitted_papers(ballot: Ballot) -> list[dict[str, Any]]:
    """The papers that lay with the ballot when it was submitted last."""
    return _papers_at(ballot, "ballot.submitted")


def approved_papers(ballot: Ballot) -> list[dict[str, Any]]:
    """The papers that lay with the ballot when it was approved last."""
    return _papers_at(ballot, "ballot.approved")


def _papers_at(ballot: Ballot, kind: str) -> list[dict[str, Any]]:
    entry = entries(ballot.stream).filter(kind=kind).last()
    return list(entry.facts["papers"]) if entry else []
