"""Which ballots stand in a list, and in which order: by where they stand, by words, by a column of the desk.

Ten years are thousands of rows with long columns, of which a page shows thirty: so keys are filtered and
sorted, and only the rows of the page are read.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, overload
from uuid import UUID

from django.db.models import Case, Count, F, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce

from ballots.models import Answer, Ballot, Elector
from ballots.rules import IN_PREPARATION, OVER, WHOLE, Form, Status
from ballots.rules.phases import Phase, soon_until
from ballots.selectors.lists import answered_for, answered_through, in_phase
from ballots.selectors.sight import ballots_visible_to, through_seats
from core.alphabet import place_in_alphabet
from core.prepared import Placeholder, Placeholders, Prepared
from core.search import fold, keys_of
from core.working_time import viet_nam
from matters.sight import closed_when_asked, closing_values
from people.models import Person, Role
from people.policies import desk_reach
from people.selectors import seats_served_by

SEARCHED = ("number", "title", "matter__title", "matter__lead__name_vi", "matter__lead__name_en")
# The columns by which the desk may sort; a minus in front turns the order round.
ORDERS = ("number", "title", "status", "sent", "deadline", "turnout")
NEWEST_FIRST = ("-composed_at", "pk")
UNSENT = [status.value for status in Status if status in IN_PREPARATION]


class Listed(Sequence[Ballot]):
    """Ballots of which only the keys are known; the part that a page shows is read when it is asked for."""

    def __init__(self, keys: "QuerySet[Ballot, UUID] | Sequence[UUID]") -> None:
        self.keys = keys

    def __len__(self) -> int:
        return self.keys.count() if isinstance(self.keys, QuerySet) else len(self.keys)

    @overload
    def __getitem__(self, place: int) -> Ballot: ...
    @overload
    def __getitem__(self, place: slice) -> list[Ballot]: ...
    def __getitem__(self, place: int | slice) -> Ballot | list[Ballot]:
        if isinstance(place, int):
            return self[place : place + 1][0]
        wanted = list(self.keys[place])
        by_key = {ballot.pk: ballot for ballot in _rows(ballots=wanted)}
        return [by_key[key] for key in wanted if key in by_key]


_rows = Prepared(
    lambda: (
        Ballot.objects.filter(pk__in=Placeholders("ballots", "uuid"))
        .defer("procedure_facts")
        .select_related("matter__lead")
        .order_by()
    )
)


def ballots_found(person: Person, shown: str, wanted: str, moment: datetime, order: str = "") -> Listed:
    """One list of ballots (see `wording.LISTS`) with the words that are wanted, whatever their marks.

    `order` is one of ORDERS, with a minus in front for the other way round; without one, what still runs
    comes first, the nearest deadline first.
    """
    column = order.removeprefix("-")
    listed = _ordered(_in_list(person, shown, moment), column, order.startswith("-"), moment)
    searched = bool(fold(wanted).split())
    keys: Any = keys_of(listed, wanted, *SEARCHED) if searched else listed.values_list("pk", flat=True)
    if column == "title":
        titles = dict(listed.values_list("pk", "title"))
        keys = keys if searched else list(titles)
        keys = sorted(keys, key=lambda key: place_in_alphabet(titles[key]), reverse=order.startswith("-"))
    return Listed(keys)


def _in_list(person: Person, shown: str, moment: datetime) -> QuerySet[Ballot]:
    found, running = ballots_visible_to(person), in_phase(Phase.OPEN, moment)
    if shown == "all":
        return found
    if shown in ("waiting", "answered"):
        answered = Q(answered_for(person))
        return found.filter(running, answered if shown == "answered" else ~answered)
    if shown == "unsent":
        return found.filter(status__in=UNSENT)
    if shown == "soon":
        return found.filter(running, closes_at__lt=soon_until(moment, viet_nam()))
    return found.filter(in_phase(Phase(shown), moment))


def _ordered(found: QuerySet[Ballot], column: str, down: bool, moment: datetime) -> QuerySet[Ballot]:
    """What has no value in the column (no number yet, nobody asked yet) comes last either way."""
    if column not in ORDERS or column == "title":
        running = in_phase(Phase.OPEN, moment)
        ranked = found.alias(rank=Case(When(running, then=Value(0)), default=Value(1)))
        return ranked.order_by("rank", Case(When(running, then="closes_at")), *NEWEST_FIRST)
    found = found.alias(by=_sorted_by(column, moment))
    by = F("by").desc(nulls_last=True) if down else F("by").asc(nulls_last=True)
    return found.order_by(by, *NEWEST_FIRST)


def _sorted_by(column: str, moment: datetime) -> Any:
    if column == "status":
        life = [When(in_phase(phase, moment), then=Value(place)) for place, phase in enumerate(Phase)]
        return Case(*life)
    if column == "turnout":  # what is closed is not counted again
        so_far = Coalesce(_number_of(Answer, revision=1), Value(0)) * WHOLE / _number_of(Elector)
        return Coalesce("turnout", so_far)
    return F({"number": "number", "sent": "opened_at", "deadline": "closes_at"}[column])


def _number_of(model: type[Answer] | type[Elector], **which: object) -> Subquery:
    """How many rows of this kind the ballot has; nothing where it has none."""
    rows: QuerySet[Any] = model.objects.filter(ballot=OuterRef("pk"), **which).order_by()
    return Subquery(rows.values("ballot").annotate(n=Count("*")).values("n"))


# -- how many there are in each list ------------------------------------------------------------------------

_MOMENT, _SOON, _SEATS = (
    Placeholder("moment", "moment"),
    Placeholder("soon", "moment"),
    Placeholders("seats", "uuid"),
)


def _counted(ballots: QuerySet[Ballot], moment: Any = _MOMENT, soon: Any = _SOON, seats: Any = _SEATS) -> Any:
    """Rows of status, ballots, and of those that are open: past, nearly over, answered by these seats."""
    running = in_phase(Phase.OPEN, moment)
    return (
        ballots.order_by()
        .values("status")
        .annotate(
            n=Count("*"),
            past=Count("pk", filter=in_phase(Phase.PAST, moment)),
            soon=Count("pk", filter=running & Q(closes_at__lt=soon)),
            answered=Count("pk", filter=running & Q(answered_through(seats))),
        )
        .values_list("status", "n", "past", "soon", "answered")
    )


_counts_of_all = Prepared(lambda: _counted(Ballot.objects.filter(form=Form.WRITTEN.value)))
_counts_of_some = Prepared(
    lambda: _counted(Ballot.objects.filter(through_seats(_SEATS)).exclude(closed_when_asked("matter__")))
)


def list_counts(person: Person, moment: datetime) -> dict[str, int]:
    """How many ballots this person sees in each list, in one query."""
    reach, soon_end = desk_reach(person), soon_until(moment, viet_nam())
    seats = seats_served_by(person, Role.HOLDER, Role.ASSISTANT)
    asked = {"moment": moment, "soon": soon_end, "seats": [seat.pk for seat in seats]}
    if reach.whole:
        rows = _counts_of_all(**asked)
    elif reach:
        rows = list(_counted(ballots_visible_to(person), moment, soon_end, seats))
    else:
        rows = _counts_of_some(**asked, **closing_values(person))
    of = {status: n for status, n, *_rest in rows}
    past, soon, answered = (sum(row[place] for row in rows) for place in (2, 3, 4))
    running = of.get(Status.OPEN.value, 0) - past
    return {
        "all": sum(of.values()),
        **{status: of.get(status, 0) for status in (*UNSENT, Status.RECALLED.value)},
        "unsent": sum(of.get(status, 0) for status in UNSENT),
        "open": running,
        "soon": soon,
        "past": past,
        "waiting": running - answered,
        "answered": answered,
        "closed": sum(of.get(status.value, 0) for status in OVER),
    }
