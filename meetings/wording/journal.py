"""The journal of a meeting as sentences."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.utils.translation import pgettext, pgettext_lazy

from ballots.wording import decision_words
from meetings.wording.agenda import AGENDA_JOURNAL
from meetings.wording.attendance import ATTENDANCE_JOURNAL, ATTENDANCE_TURNS, attendance_words
from meetings.wording.block import BLOCK_JOURNAL
from meetings.wording.by_hand import BY_HAND_JOURNAL, BY_HAND_TURNS, way_mark
from meetings.wording.conclusions import CONCLUSIONS_JOURNAL
from meetings.wording.course import COURSE_JOURNAL, COURSE_TURNS
from meetings.wording.minutes import MINUTES_JOURNAL
from meetings.wording.planning import PLANNING_JOURNAL
from meetings.wording.positions import POSITION_JOURNAL
from meetings.wording.readiness import DEADLINE_JOURNAL
from meetings.wording.rehearsal import REHEARSAL_JOURNAL
from meetings.wording.replies import REPLY_JOURNAL, by_which_way
from meetings.wording.speakers import SPEAKERS_JOURNAL, time_spoken
from meetings.wording.votes import VOTES_JOURNAL, VOTES_TURNS
from people.models import in_language

if TYPE_CHECKING:
    from core.models import Entry


JOURNAL = {
    "meeting.scheduled": pgettext_lazy("journal", "The meeting was scheduled: %(title)s"),
    "meeting.rescheduled": pgettext_lazy("journal", "Title, time or place were changed: %(title)s"),
    "agenda.item_added": pgettext_lazy("journal", "Item %(order)s put on the agenda: %(title)s"),
    "agenda.item_changed": pgettext_lazy("journal", "Item %(order)s changed: %(title)s, %(minutes)s minutes"),
    "agenda.item_moved": pgettext_lazy("journal", "Moved to place %(order)s: %(title)s"),
    "agenda.item_removed": pgettext_lazy("journal", "Taken off the agenda: %(title)s"),
    "guest.invited": pgettext_lazy("journal", "Invited: %(guest)s"),
    "guest.withdrawn": pgettext_lazy("journal", "Invitation taken back: %(guest)s"),
    "meeting.sent": pgettext_lazy("journal", "The programme was sent"),
    "meeting.started": pgettext_lazy(
        "journal", "The meeting was opened, %(attending)s of %(seats)s members attending"
    ),
    "item.started": pgettext_lazy("journal", "On to item %(order)s: %(title)s"),
    "vote.opened": pgettext_lazy("journal", "Vote opened: %(subject)s"),
    "answer.cast": pgettext_lazy("journal", "Vote counted: %(office)s"),
    "answer.changed": pgettext_lazy("journal", "Vote changed: %(office)s"),
    "vote.closed": pgettext_lazy(
        "journal", "%(decision)s: %(title)s, %(for)s agree, %(against)s disagree, %(other)s other opinion"
    ),
    "item.concluded": pgettext_lazy("journal", "Conclusion of item %(order)s written down"),
    "item.ended": pgettext_lazy("journal", "Item %(order)s ended"),
    "meeting.closed": pgettext_lazy("journal", "The meeting was closed"),
    **ATTENDANCE_JOURNAL,
    **PLANNING_JOURNAL,
    **POSITION_JOURNAL,
    **AGENDA_JOURNAL,
    **DEADLINE_JOURNAL,
    **REPLY_JOURNAL,
    **COURSE_JOURNAL,
    **VOTES_JOURNAL,
    **CONCLUSIONS_JOURNAL,
    **SPEAKERS_JOURNAL,
    **BLOCK_JOURNAL,
    **BY_HAND_JOURNAL,
    **MINUTES_JOURNAL,
    **REHEARSAL_JOURNAL,
}
# The acts by which a meeting moves on: shown in bold.
TURNS = (
    frozenset(
        ("meeting.sent", "meeting.started", "item.started", "vote.opened", "vote.closed", "meeting.closed")
    )
    | ATTENDANCE_TURNS
    | COURSE_TURNS
    | VOTES_TURNS
    | BY_HAND_TURNS
)


def journal_words(
    entry: "Entry", offices: Mapping[int, str] | None = None, numbers: Mapping[str, int] | None = None
) -> str:
    """An entry of a meeting's journal as a sentence.

    `offices` (seat → office) and `numbers` (item id → its number) name what the entry knows by key only.
    """
    facts: dict[str, Any] = dict(entry.facts)
    seat = facts.get("seat")
    named = (offices or {}).get(seat) if isinstance(seat, int) else None
    facts["office"] = (
        named or in_language(facts.get("office", ""), facts.get("office_en", "")) or _seat_number(seat)
    )
    facts.setdefault("order", (numbers or {}).get(str(facts.get("item")), "–"))
    if entry.kind == "attendance.noted":
        return attendance_words(facts)
    kind = entry.kind
    if kind == "meeting.started":
        facts |= facts["quorum"]
    if kind == "answer.cast" and facts.get("revision", 1) > 1:
        kind = "answer.changed"
    if kind == "position.stated" and facts.get("revision", 1) > 1:
        kind = "position.changed"
    if kind == "vote.closed" and not facts.get("published", True):
        kind = "vote.over"  # what was counted is told by the entry that publishes it
    if kind in ("vote.closed", "vote.published"):
        facts |= facts["tally"] | {"decision": decision_words(facts["outcome"])}
    if kind == "speaker.ended":
        facts["spoken"] = time_spoken(facts["seconds"])
    words = JOURNAL.get(kind)
    return str(words) % facts + by_which_way(facts) + way_mark(facts) if words else kind


def _seat_number(seat: object) -> str:
    return pgettext("journal", "seat %(number)s") % {"number": seat}
