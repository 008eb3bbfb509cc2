"""What a cast asks, in the prepared way."""

from collections.abc import Sequence
from uuid import UUID

from django.db.models import Q

from ballots.models import Answer, Ballot, Elector
from core.prepared import Placeholder, Placeholders, Prepared

_BALLOT = Placeholder("ballot", "uuid")
_casting = Prepared(
    lambda: Ballot.objects.select_for_update().defer("procedure_facts", "result").filter(pk=_BALLOT)
)


_electors = Prepared(
    lambda: Elector.objects.filter(ballot=_BALLOT, seat__in=Placeholders("seats", "uuid")).order_by()
)


_near = Prepared(
    lambda: Answer.objects.filter(
        Q(ballot=_BALLOT, key__in=Placeholders("keys", "uuid"))
        | Q(elector__in=Placeholders("electors", "uuid"))
    ).order_by()
)


def locked_for_casting(key: UUID) -> Ballot:
    """The ballot, locked, without what a cast does not ask for."""
    [found] = _casting(ballot=key)
    return found


def electors_at(ballot: UUID, seats: Sequence[UUID]) -> list[Elector]:
    """The electors of a ballot at these seats."""
    return _electors(ballot=ballot, seats=seats)


def answers_near(ballot: UUID, keys: Sequence[UUID], electors: Sequence[UUID]) -> list[Answer]:
    """The answers to a ballot that were sent with one of these keys or by one of these electors."""
    return _near(ballot=ballot, keys=keys, electors=electors)
