"""Who attends from where, whether that is a quorum, and who votes."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta

from core.refusals import Refusal
from meetings.rules.statuses import MeetingStatus, Presence, check_not_over
from people.procedure import Procedure

# What may become of a seat in the course of a session; what else the console notes is a correction.
PRESENCE_MOVES: Mapping[Presence, frozenset[Presence]] = {
    Presence.EXPECTED: frozenset({Presence.IN_ROOM, Presence.REMOTE, Presence.ABSENT, Presence.DEPUTY}),
    Presence.IN_ROOM: frozenset({Presence.REMOTE, Presence.DEPUTY, Presence.LEFT}),
    Presence.REMOTE: frozenset({Presence.IN_ROOM, Presence.DEPUTY, Presence.LEFT}),
    Presence.ABSENT: frozenset({Presence.IN_ROOM, Presence.REMOTE, Presence.DEPUTY}),
    Presence.DEPUTY: frozenset({Presence.IN_ROOM, Presence.REMOTE, Presence.LEFT}),
    Presence.LEFT: frozenset({Presence.IN_ROOM, Presence.REMOTE, Presence.DEPUTY}),
}
THERE = frozenset({Presence.IN_ROOM, Presence.REMOTE, Presence.DEPUTY})


@dataclass(frozen=True, slots=True)
class Quorum:
    """How many seats attend and how many must, with the rule that says so."""

    seats: int
    attending: int
    needed: int
    reached: bool
    in_room: int
    remote: int
    deputy: int
    absent: int
    expected: int
    left: int
    share: str
    source: str
    source_en: str
    mark: str

    @property
    def missing(self) -> int:
        """How many more members must come."""
        return max(0, self.needed - self.attending)

    def as_facts(self) -> dict[str, object]:
        """The quorum as plain JSON, for the journal."""
        return asdict(self)


def quorum(presences: Mapping[int, Presence], procedure: Procedure) -> Quorum:
    """Count the seats that attend against the share of all seats that the procedure asks for."""
    share = procedure.quorum_share
    there = Counter(presences.values())
    attending = there[Presence.IN_ROOM]
    attending += there[Presence.REMOTE] * procedure.quorum_counts_remote.value
    attending += there[Presence.DEPUTY] * procedure.quorum_counts_deputy.value
    seats = len(presences)
    least = -(-seats * share.value.numerator // share.value.denominator)
    return Quorum(
        seats=seats,
        attending=attending,
        needed=least,
        reached=seats > 0 and attending >= least,
        in_room=there[Presence.IN_ROOM],
        remote=there[Presence.REMOTE],
        deputy=there[Presence.DEPUTY],
        absent=there[Presence.ABSENT],
        expected=there[Presence.EXPECTED],
        left=there[Presence.LEFT],
        share=f"{share.value.numerator}/{share.value.denominator}",
        source=share.source,
        source_en=share.source_en,
        mark=share.mark,
    )


def may_vote_from(presence: Presence) -> bool:
    """Whether a member votes from there: in the room or by remote connection."""
    return presence in (Presence.IN_ROOM, Presence.REMOTE)


def check_quorum(found: Quorum) -> None:
    """Refuse to go on while too few members attend."""
    if not found.reached:
        raise Refusal(
            "no_quorum",
            attending=found.attending,
            seats=found.seats,
            needed=found.needed,
            missing=found.missing,
            source=found.source,
            source_en=found.source_en,
        )


def check_presence(
    status: MeetingStatus,
    presence: Presence,
    seat_kind: str,
    procedure: Procedure,
    *,
    office: str,
    deputy: str | None,
) -> None:
    """Refuse an attendance that the procedure does not have, or of a meeting not sent or already closed."""
    check_not_over(status)
    if status is MeetingStatus.DRAFT:
        raise Refusal("meeting_not_sent")
    if presence is not Presence.DEPUTY and not deputy:
        return
    rule = procedure.deputy_for_kinds
    if seat_kind not in rule.value:
        raise Refusal("deputy_not_allowed", office=office, source=rule.source, source_en=rule.source_en)
    if not deputy:
        raise Refusal("deputy_unnamed", office=office)


def is_correction(before: Presence, after: Presence) -> bool:
    """Whether noting this corrects what was noted before, instead of telling what has happened since."""
    return after is not before and after not in PRESENCE_MOVES[before]


def after_own_word(before: Presence, said: Presence, *, deputy: bool, office: str) -> Presence:
    """Where a seat is after its member (or the deputy who sits there) has said where he is.

    A deputy stays in the room when the member connects remotely: the deputy speaks, the member votes.
    """
    if deputy:
        return _after_deputy(before, said, office=office)
    theirs = (Presence.IN_ROOM, Presence.REMOTE, Presence.LEFT)
    here = before is not Presence.DEPUTY or said is not Presence.LEFT
    if said not in theirs or not here or (said is not before and said not in PRESENCE_MOVES[before]):
        raise Refusal("not_checked_in", office=office)
    return said


def _after_deputy(before: Presence, said: Presence, *, office: str) -> Presence:
    if said is Presence.DEPUTY:
        if before is Presence.IN_ROOM:
            raise Refusal("member_in_room", office=office)
        return before if before is Presence.REMOTE else Presence.DEPUTY
    if said is not Presence.LEFT or before not in (Presence.DEPUTY, Presence.REMOTE):
        raise Refusal("not_checked_in", office=office)
    return Presence.REMOTE if before is Presence.REMOTE else Presence.LEFT


def check_in_opens_at(starts_at: datetime, procedure: Procedure) -> datetime | None:
    """From when members check themselves in; None: from when the programme is sent."""
    minutes = procedure.check_in_minutes.value
    return None if minutes is None else starts_at - timedelta(minutes=minutes)


def check_own_word(status: MeetingStatus, opens_at: datetime | None, moment: datetime) -> None:
    """Refuse to check in before it is time, or when the meeting is not sent or already closed."""
    check_not_over(status)
    if status is MeetingStatus.DRAFT:
        raise Refusal("meeting_not_sent")
    if status is MeetingStatus.SENT and opens_at is not None and moment < opens_at:
        raise Refusal("check_in_early", opens_at=opens_at)


def quorum_turn(before: Quorum, after: Quorum) -> str:
    """Whether a change of the attendance broke the quorum ("lost") or brought it back ("restored")."""
    if before.reached == after.reached:
        return ""
    return "restored" if after.reached else "lost"


def check_voter(presence: Presence, procedure: Procedure, *, office: str, recused: bool = False) -> None:
    """Refuse the session vote of a seat that takes no part in the item, or whose member is not there."""
    if recused:
        raise Refusal("member_recused", office=office)
    rule = procedure.deputy_votes
    if presence is Presence.DEPUTY and not rule.value:
        raise Refusal("deputy_may_not_vote", office=office, source=rule.source, source_en=rule.source_en)
    if presence is not Presence.DEPUTY and not may_vote_from(presence):
        raise Refusal("seat_absent", office=office)
