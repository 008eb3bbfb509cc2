"""What the pages of a vote by hand show: every seat with what was keyed in for it, and the arithmetic."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from ballots.models import Ballot
from ballots.rules import Choice, Way
from ballots.selectors import answers_by_seat
from meetings.models import Meeting, Recusal
from meetings.rules import Presence, may_vote_from
from meetings.selectors import attendances_of
from meetings.wording import PRESENCES


@dataclass(frozen=True)
class SheetRow:
    """One seat; `state` is called (to be keyed in), voted (on its tablet) or away (it does not vote)."""

    order: int
    office: str
    short: str
    where: str
    remote: bool
    state: str
    choice: str


@dataclass(frozen=True)
class Sheet:
    """All seats of a vote by hand."""

    rows: list[SheetRow]

    @cached_property
    def counts(self) -> Counter[str]:
        """Choice → seats keyed in for it."""
        return Counter(row.choice for row in self.rows if row.state == "called")

    @property
    def silent(self) -> int:
        """The seats that were called and gave no answer."""
        return self.counts[""]

    @property
    def voted(self) -> int:
        """The seats whose answer came from their tablet."""
        return sum(row.state == "voted" for row in self.rows)

    @property
    def away(self) -> int:
        """The seats that do not vote from where they are."""
        return sum(row.state == "away" for row in self.rows)

    @property
    def called(self) -> list[SheetRow]:
        """The seats that are keyed in."""
        return [row for row in self.rows if row.state == "called"]


def sheet_of(meeting: Meeting, ballot: Ballot, choices: Mapping[int, str]) -> Sheet:
    """Every seat as it stands now, with these choices."""
    attending = {row.seat.order: row for row in attendances_of(meeting).select_related("seat")}
    item = ballot.item_vote.item_id
    apart = set(Recusal.objects.filter(item=item).values_list("seat__order", flat=True))
    answers = answers_by_seat(ballot)
    rows = []
    for elector in ballot.electors.select_related("seat").order_by("order"):
        order, seat = elector.order, elector.seat
        row, answer = attending.get(order), answers.get(order)
        presence = Presence(row.presence) if row else Presence.EXPECTED
        state = "called" if may_vote_from(presence) and order not in apart else "away"
        if answer is not None and answer.way == Way.TABLET:
            state = "voted"
        where, remote = str(PRESENCES[presence.value]), presence is Presence.REMOTE
        rows.append(SheetRow(order, seat.office, seat.short, where, remote, state, choices.get(order, "")))
    return Sheet(rows)


def entered_before(ballot: Ballot) -> dict[int, str]:
    """Seat order → what was keyed in and counted so far: a new sheet begins with it."""
    found = answers_by_seat(ballot).items()
    return {order: answer.lines[0]["choice"] for order, answer in found if answer.way != Way.TABLET}


@dataclass(frozen=True)
class Sum:
    """One line of the arithmetic: what was keyed in, beside what was counted in the hall."""

    choice: str
    keyed: int
    said: int


def sums_of(sheet: Sheet, announced: Mapping[str, int]) -> list[Sum]:
    """The arithmetic that whoever confirms looks at."""
    return [Sum(each.value, sheet.counts[each.value], announced.get(each.value, 0)) for each in Choice]
