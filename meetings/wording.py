"""The words for meetings: labels, journal sentences, and the sentence of every refusal."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext, pgettext_lazy

from ballots.wording import decision_words

if TYPE_CHECKING:
    from core.models import Entry

KINDS = {
    "regular": _("Regular Government session"),
    "thematic": _("Thematic Government session"),
    "unexpected": _("Unexpected Government session"),
}
ASKS = {
    "vote": pgettext_lazy("agenda item asks for", "Vote"),
    "discussion": pgettext_lazy("agenda item asks for", "Discussion"),
}
MEETING_STATUSES = {
    "draft": pgettext_lazy("meeting", "In preparation"),
    "sent": pgettext_lazy("meeting", "Sent"),
    "running": pgettext_lazy("meeting", "In session"),
    "closed": pgettext_lazy("meeting", "Closed"),
}
ITEM_STATUSES = {
    "waiting": pgettext_lazy("agenda item", "Waiting"),
    "running": pgettext_lazy("agenda item", "Running"),
    "done": pgettext_lazy("agenda item", "Done"),
}
PRESENCES = {
    "expected": pgettext_lazy("attendance", "Not yet here"),
    "in_room": pgettext_lazy("attendance", "In the room"),
    "remote": pgettext_lazy("attendance", "Remote"),
    "absent": pgettext_lazy("attendance", "Absent"),
    "deputy": pgettext_lazy("attendance", "Deputy attends"),
    "left": pgettext_lazy("attendance", "Left"),
}


# -- the journal in words -----------------------------------------------------------------------------------

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
}
ATTENDANCE = {
    "expected": pgettext_lazy("journal", "%(office)s: not here yet"),
    "in_room": pgettext_lazy("journal", "%(office)s came into the room"),
    "remote": pgettext_lazy("journal", "%(office)s attends remotely"),
    "absent": pgettext_lazy("journal", "%(office)s is absent"),
    "deputy": pgettext_lazy("journal", "%(deputy)s attends for %(office)s"),
    "left": pgettext_lazy("journal", "%(office)s left"),
}
# The acts by which a meeting moves on: shown in bold.
TURNS = frozenset(
    ("meeting.sent", "meeting.started", "item.started", "vote.opened", "vote.closed", "meeting.closed")
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
    facts["office"] = named or facts.get("office") or _seat_number(seat)
    facts.setdefault("order", (numbers or {}).get(str(facts.get("item")), "–"))
    if entry.kind == "attendance.noted":
        return _attendance_words(facts)
    kind = entry.kind
    if kind == "meeting.started":
        facts |= facts["quorum"]
    if kind == "answer.cast" and facts.get("revision", 1) > 1:
        kind = "answer.changed"
    if kind == "vote.closed":
        facts |= facts["tally"] | {"decision": decision_words(facts["outcome"])}
    words = JOURNAL.get(kind)
    return str(words) % facts if words else kind


def _seat_number(seat: object) -> str:
    return pgettext("journal", "seat %(number)s") % {"number": seat}


def _attendance_words(facts: Mapping[str, Any]) -> str:
    said = str(ATTENDANCE[facts["presence"]]) % facts
    return f"{said} ({facts['reason']})" if facts.get("reason") else said


REFUSALS = {
    "meeting_not_sent": _(
        "The programme has not been sent; only a meeting that was sent can be started or have its "
        "attendance noted. Send it first."
    ),
    "meeting_already_sent": _(
        "The programme has already been sent; it is sent once. Open the meeting to go on."
    ),
    "meeting_already_running": _(
        "The meeting is running; it cannot be started again, nor its agenda changed. Go on in the console."
    ),
    "meeting_not_running": _("The meeting is not running; this can be done only during it. Start it first."),
    "meeting_closed": _("The meeting is closed; its record can no longer change. See the minutes."),
    "no_quorum": _(
        "%(attending)s of %(seats)s members attend; at least %(needed)s must (%(source)s). Wait for "
        "%(missing)s more or note their attendance."
    ),
    "agenda_empty": _("The agenda has no items; members must know what the meeting is about. Add an item."),
    "item_without_minutes": _(
        "Item %(number)s has no duration, so the timetable cannot be made. Enter at least one minute."
    ),
    "agenda_too_long": _(
        "The items need %(minutes)s minutes and the meeting has %(available)s. Shorten items or "
        "lengthen the meeting."
    ),
    "vote_running": _("A vote is still open; only one runs at a time. Close it first."),
    "item_running": _("Item %(number)s is running; items are handled one at a time. End it first."),
    "item_not_running": _(
        "This item is not running; votes and conclusions belong to the running item. Start it first."
    ),
    "item_done": _("This item is done; a finished item is not reopened. Go to the next item."),
    "item_gone": _(
        "This item is no longer on the agenda; somebody else has just taken it off, so nothing was changed. "
        "Reload the page, and add the matter again if it is needed."
    ),
    "seat_absent": _(
        "%(office)s is noted neither in the room nor connected; only members attending vote. Ask the "
        "secretariat to correct the attendance."
    ),
    "deputy_may_not_vote": _(
        "A deputy attends for %(office)s; a deputy speaks and does not vote (%(source)s). State the "
        "member's opinion when speaking."
    ),
    "deputy_not_allowed": _(
        "%(office)s may not send a deputy; only a minister or head of a ministerial agency may "
        "(%(source)s). Note another attendance."
    ),
    "deputy_unnamed": _(
        "Say who attends for %(office)s; the minutes must name the deputy. Choose the deputy."
    ),
    "deputy_not_appointed": _(
        "%(deputy)s is not appointed to attend for %(office)s; a deputy comes from the member's own "
        "ministry. Choose one of the appointed deputies."
    ),
}
