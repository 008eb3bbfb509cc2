"""Casting a vote in session: the meeting says where each voter sits before the ballot counts."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from django.utils.functional import lazy

from ballots.models import Ballot
from ballots.rules import Line
from ballots.services import Receipt, cast_answers
from core.refusals import Refusal, require
from meetings.models import Meeting
from meetings.policies import may_vote_in_meeting
from meetings.rules import Presence, check_voter, may_vote_from
from meetings.rules.by_hand import check_by_tablet
from meetings.services.locks import Place, locked_presences
from people.models import Person, Seat


def cast_vote(
    *,
    actor: Person,
    meeting: Meeting,
    ballot: Ballot,
    choice: str,
    named: int,
    key: UUID,
    browser: str = "",
) -> Receipt:
    """Count a member's vote: from the room or remotely, never a deputy's and never an absent seat's."""
    require(may_vote_in_meeting, actor, meeting)
    if ballot.stream != meeting.stream:
        raise Refusal("ballot_not_open")  # of another meeting, or not of any: here it was never opened
    return cast_answers(
        actor=actor,
        ballot=ballot,
        lines=[Line(question=1, choice=choice, text="")],
        named=named,
        key=key,
        seating=_Seating(meeting, ballot.pk),
        browser=browser,
    )


@dataclass(frozen=True)
class _Seating:
    """Where the voters of a meeting sit, locked for all whose votes are counted together."""

    meeting: Meeting
    ballot: UUID

    def __call__(self, seats: Collection[Seat]) -> dict[UUID, str | Refusal]:
        rows = locked_presences(self.meeting, self.ballot, [seat.pk for seat in seats])
        found = {row.seat: row for row in rows}
        # A seat made after the meeting began is not among them.
        return {seat.pk: self._place(seat, found.get(seat.pk)) for seat in seats}

    def _place(self, seat: Seat, row: Place | None) -> str | Refusal:
        if row is None:
            return Refusal("seat_absent", office=_office(seat, "office"))
        # Of nearly nobody: only for them the procedure is read.
        if row.way or row.recused or not may_vote_from(Presence(row.presence)):
            procedure, office = self.meeting.procedure, _office(seat, "office")
            try:
                check_by_tablet(row.way)
                check_voter(Presence(row.presence), procedure, office=office, recused=row.recused)
            except Refusal as no:
                return no
        return row.presence


# In the language of whoever is refused, which need not be that of the thread that counts.
_office = lazy(getattr, str)
