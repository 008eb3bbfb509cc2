"""The papers that go with a ballot, as the journal names them: by the hash of their newest version."""

from typing import Any

from ballots.models import Ballot
from core.journal import entries
from matters.models import Matter


def dossier_of(matter: Matter) -> list[dict[str, object]]:
    """The newest version of each paper of a matter, in order: its title, number and SHA-256."""
    papers: list[dict[str, object]] = []
    for document in matter.documents.prefetch_related("versions"):
        newest = max(document.versions.all(), key=lambda version: version.number, default=None)
        if newest is not None:
            papers.append({"title": document.title, "number": newest.number, "sha256": newest.sha256})
    return papers


def approved_papers(ballot: Ballot) -> list[dict[str, Any]]:
    """The papers that lay with the ballot when it was approved last."""
    approval = entries(ballot.stream).filter(kind="ballot.approved").last()
    return list(approval.facts["papers"]) if approval else []
