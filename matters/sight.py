"""What is closed to a person: matters and documents that only some read, and who is let in by name.

The strictest of matter, agenda item and document holds. Secretariat and auditor read everything: the one
draws up agenda and minutes, the other the whole record; those of one body, everything that was registered for
it or that one of its meetings or ballots deals with (`matters.access.handled_by`). Members read what is
restricted; what is for those named only its `Reader` rows open, to a person or to whoever holds a seat today.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Exists, OuterRef, Q

from core.prepared import Placeholder, Placeholders, Prepared
from matters.access import handled_by
from matters.models import CLOSED, Confidentiality, Document, Matter, Reader
from people.models import Person, Role, Seat
from people.policies import desk_reach, is_member
from people.selectors import seats_served_by


@dataclass(frozen=True)
class Sight:
    """Which closed things somebody reads: those for members, and those that name him (None: all)."""

    restricted: bool
    named: frozenset[UUID] | None = frozenset()

    def reads(self, level: str, key: UUID) -> bool:
        """Whether a matter or document of this level and id is open."""
        if level not in CLOSED or self.named is None or key in self.named:
            return True
        return self.restricted and level == Confidentiality.RESTRICTED.value


EVERYTHING = Sight(True, None)


def reads_all(person: Person) -> bool:
    """Secretariat and auditor of the whole house."""
    return desk_reach(person).whole


def reads_restricted(person: Person, body: UUID) -> bool:
    """Members, and the desks of this body, read restricted papers; assistants and guests where named."""
    return is_member(person) or desk_reach(person).covers(body)


def is_restricted(document: Document) -> bool:
    """Whether a document is closed by itself or by its matter."""
    return document.confidentiality in CLOSED or document.matter.closed


def named_in(person: Person) -> Q:
    """The condition on Reader that it lets this person in."""
    return Q(person=person) | Q(seat__in=seats_served_by(person, Role.HOLDER))


def closed_to(person: Person, path: str = "") -> Q:
    """The condition under which a matter is closed to this person; `path` leads to it ("matter__")."""
    reach = desk_reach(person)
    if reach.whole:
        return Q(pk__in=[])
    return _among_closed(
        path, levels_closed_to(person), named_in(person), handled_by(reach) if reach else None
    )


def closed_when_asked(path: str) -> Q:
    """The same for a prepared read, which is given `closing_values` of a person who does not read all."""
    by_name = Q(person=Placeholder("reader", "uuid")) | Q(seat__in=Placeholders("held", "uuid"))
    return _among_closed(path, Placeholders("levels", "text"), by_name)


def _among_closed(path: str, levels: "list[str] | Placeholders", by_name: Q, handled: Q | None = None) -> Q:
    """What is closed is little: it is found once, and not looked up for every row of ten years."""
    opened = Reader.objects.filter(by_name, matter=OuterRef("pk"))
    closed = Matter.objects.filter(~Q(Exists(opened)), confidentiality__in=levels).order_by()
    if handled is not None:
        closed = closed.exclude(handled)
    return Q(**{f"{path}pk__in": closed.values("pk")})


def closing_values(person: Person) -> dict[str, object]:
    """What `closed_when_asked` asks of a person."""
    held = [seat.pk for seat in seats_served_by(person, Role.HOLDER)]
    return {"levels": levels_closed_to(person), "reader": person.pk, "held": held}


def levels_closed_to(person: Person) -> list[str]:
    """The levels that shut this person out where no name lets him in."""
    return [Confidentiality.NAMED.value] if is_member(person) else list(CLOSED)


_naming = Prepared(
    lambda: Reader.objects.filter(
        Q(person=Placeholder("person", "uuid")) | Q(seat__in=Placeholders("seats", "uuid")),
        Q(matter__in=Placeholders("matters", "uuid"))
        | Q(document__matter__in=Placeholders("matters", "uuid")),
    ).values_list("matter", "document")
)


def sight_of(person: Person, matters: Iterable[Matter | UUID]) -> Sight:
    """What this person reads of these matters and their documents: a query, two for the desk of a body."""
    reach = desk_reach(person)
    if reach.whole:
        return EVERYTHING
    seats = seats_served_by(person, Role.HOLDER)
    keys = [each.pk if isinstance(each, Matter) else each for each in matters]
    about = {"person": person.pk, "seats": [seat.pk for seat in seats], "matters": keys}
    rows = _naming(**about) if keys and person.is_active else []
    if reach and keys:
        mine = Matter.objects.filter(handled_by(reach), pk__in=keys).order_by()
        rows = [*rows, *mine.values_list("pk", "documents")]
    return Sight(bool(seats), frozenset(key for row in rows for key in row if key))


def open_matters(person: Person, matters: Collection[Matter]) -> frozenset[UUID]:
    """Of these matters those that are not closed to this person; a query only where one is closed at all."""
    closed = [matter for matter in matters if matter.closed]
    sight = sight_of(person, closed) if closed else EVERYTHING
    return frozenset(each.pk for each in matters if sight.reads(each.confidentiality, each.pk))


def seats_shut_out(matter: Matter, seats: Collection[Seat]) -> list[Seat]:
    """Of these seats those whose holder may not read the matter, or a document of it, by the seat's name."""
    things: list[tuple[str, Q]] = [(matter.confidentiality, Q(matter=matter))]
    things += [(each.confidentiality, Q(document=each)) for each in matter.documents.all()]
    shut: set[UUID] = set()
    for level, thing in things:
        if level == Confidentiality.NAMED.value:
            named = set(Reader.objects.filter(thing, seat__isnull=False).values_list("seat", flat=True))
            shut |= {seat.pk for seat in seats} - named
    return [seat for seat in seats if seat.pk in shut]
