"""Who attends from where, whether that is a quorum, and who votes."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict, dataclass

from core.refusals import Refusal
from meetings.rules.statuses import MeetingStatus, Presence
from people.procedure import Procedure


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
    if status is MeetingStatus.CLOSED:
        raise Refusal("meeting_closed")
    if status is MeetingStatus.DRAFT:
        raise Refusal("meeting_not_sent")
    if presence is not Presence.DEPUTY:
        return
    rule = procedure.deputy_for_kinds
    if seat_kind not in rule.value:
        raise Refusal("deputy_not_allowed", office=office, source=rule.source, source_en=rule.source_en)
    if not deputy:
        raise Refusal("deputy_unnamed", office=office)


def check_voter(presence: Presence, procedure: Procedure, *, office: str) -> None:
    """Refuse the session vote of a seat whose member is neither in the room nor connected."""
    rule = procedure.deputy_votes
    if presence is Presence.DEPUTY and not rule.value:
        raise Refusal("deputy_may_not_vote", office=office, source=rule.source, source_en=rule.source_en)
    if presence is not Presence.DEPUTY and not may_vote_from(presence):
        raise Refusal("seat_absent", office=office)
