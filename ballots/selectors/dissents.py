"""Dissents kept on record."""

from ballots.models import Ballot, Dissent, Elector


def dissents_of(ballot: Ballot) -> list[Dissent]:
    """The dissents kept on record against a result, in the order of the seats, in one query."""
    found = ballot.dissents.select_related("elector__seat", "person")
    return list(found.order_by("elector__order"))


def dissent_by(elector: Elector) -> Dissent | None:
    """What this elector keeps on record against the result."""
    return Dissent.objects.filter(elector=elector).first()
