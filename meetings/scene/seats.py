"""A seat as the room shows it: where it is, and what it gave as far as that may be shown."""

from dataclasses import dataclass

from meetings.rules import Presence, may_vote_from
from meetings.wording import PRESENCES


def link_of(in_sight: bool | None) -> str:
    """How a member is connected: open (the page is in sight), behind (open, not in sight) or away."""
    return "away" if in_sight is None else "open" if in_sight else "behind"


@dataclass(frozen=True)
class SeatNow:
    """One seat: where it is and, as far as it may be shown, whether or what it voted."""

    order: int
    office: str
    short: str
    kind: str
    presence: Presence
    deputy: str
    voted: bool = False
    choice: str | None = None
    place: str | None = None
    own: bool = False  # said by whoever sits there
    link: str = ""  # how its member is connected (`link_of`); empty where that is not shown
    recused: bool = False  # takes no part in the running item, or took none in the vote that is shown

    @property
    def where(self) -> str:
        """Where it is, in words."""
        return str(PRESENCES[self.presence.value])

    @property
    def attends(self) -> bool:
        """Whether its member is in the room or connected."""
        return may_vote_from(self.presence)

    @property
    def may_vote(self) -> bool:
        """Whether its member votes from there, and on this item."""
        return self.attends and not self.recused

    @property
    def remote(self) -> bool:
        """Whether the vote was given by remote connection."""
        return self.place == Presence.REMOTE.value
