"""Which ballots a person sees; `ballots_visible_to` is the only way to a queryset."""

from collections.abc import Collection, Sequence
from uuid import UUID

from django.db.models import Exists, Max, OuterRef, Q, QuerySet, Subquery
from django.http import Http404

from ballots.models import Ballot, Elector
from ballots.rules import IN_PREPARATION, Form, Status
from core.models import Stream
from core.prepared import Placeholder, Placeholders, Prepared
from matters.sight import closed_to
from people.models import Person, Role, Seat
from people.policies import desk_reach
from people.selectors import seats_served_by

# What members know of: a ballot in preparation is none of their business.
OUT = [status.value for status in Status if status not in IN_PREPARATION]


def ballots_visible_to(person: Person) -> QuerySet[Ballot]:
    """Written ballots: all for secretariat and auditor; once open, for electors and their assistants.

    A secretariat or auditor of one body sees all of that body.
    """
    written = Ballot.objects.filter(form=Form.WRITTEN.value).select_related("matter__lead", "body")
    reach = desk_reach(person)
    if reach.whole:
        return written
    mine = visible_through_seat(person)
    return written.filter(mine | reach.where() if reach else mine).exclude(closed_to(person, "matter__"))


def visible_through_seat(person: Person) -> Q:
    """The condition on a ballot that the person serves a seat of its electorate."""
    return through_seats(seats_served_by(person, Role.HOLDER, Role.ASSISTANT))


def through_seats(seats: Sequence[Seat] | Placeholders) -> Q:
    """The condition on a ballot that one of these seats is in its electorate and it is out."""
    electorate = Elector.objects.filter(ballot=OuterRef("pk"), seat__in=seats)
    return Q(form=Form.WRITTEN.value, status__in=OUT) & Q(Exists(electorate))


def ballot_for(person: Person, key: UUID) -> Ballot:
    """The written ballot if this person may see it; Http404 otherwise."""
    found = ballots_visible_to(person).filter(pk=key).first()
    if found is None:
        raise Http404
    return found


def ballot_and_head(person: Person, key: UUID) -> tuple[Ballot, int]:
    """The same with the last entry of its journal, both as of one moment; what is read later may be newer."""
    head = Stream.objects.filter(pk=OuterRef("stream")).values("seq")
    found = ballots_visible_to(person).filter(pk=key).annotate(head=Subquery(head)).first()
    if found is None:
        raise Http404
    return found, found.head or 0


def locked_ballot(key: UUID) -> Ballot:
    """The ballot, locked until the end of the transaction."""
    found = _locked.first(ballot=key)
    if found is None:
        raise Ballot.DoesNotExist
    return found


_locked = Prepared(lambda: Ballot.objects.select_for_update().filter(pk=Placeholder("ballot", "uuid")))


def next_number(body: UUID) -> int:
    """The number of the next written ballot of this body."""
    return (Ballot.objects.filter(body=body).aggregate(most=Max("number"))["most"] or 0) + 1


def matters_through_ballots(person: Person) -> Q:
    """The condition on Matter under which a written ballot brings it to this person."""
    return Q(pk__in=Ballot.objects.filter(visible_through_seat(person)).values("matter"))


def matters_of_bodies(bodies: Collection[UUID]) -> Q:
    """The condition on Matter that members of one of these bodies are, or will be, asked about it."""
    asked = Ballot.objects.filter(form=Form.WRITTEN.value, body__in=bodies).order_by()
    return Q(pk__in=asked.values("matter"))
