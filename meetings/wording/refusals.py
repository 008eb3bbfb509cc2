"""The sentence of every refusal of a meeting."""

from django.utils.translation import gettext_lazy as _

from meetings.wording.agenda import AGENDA_REFUSALS
from meetings.wording.attendance import ATTENDANCE_REFUSALS
from meetings.wording.block import BLOCK_REFUSALS
from meetings.wording.by_hand import BY_HAND_REFUSALS
from meetings.wording.closing import CLOSING_REFUSALS
from meetings.wording.conclusions import CONCLUSIONS_REFUSALS
from meetings.wording.course import COURSE_REFUSALS
from meetings.wording.minutes import MINUTES_REFUSALS
from meetings.wording.papers import PAPERS_REFUSALS
from meetings.wording.planning import PLANNING_REFUSALS
from meetings.wording.positions import POSITION_REFUSALS
from meetings.wording.readiness import DEADLINE_REFUSALS
from meetings.wording.replies import REPLY_REFUSALS
from meetings.wording.speakers import SPEAKERS_REFUSALS
from meetings.wording.votes import VOTES_REFUSALS

REFUSALS = {
    **CLOSING_REFUSALS,
    **ATTENDANCE_REFUSALS,
    **PLANNING_REFUSALS,
    **POSITION_REFUSALS,
    **AGENDA_REFUSALS,
    **DEADLINE_REFUSALS,
    **REPLY_REFUSALS,
    **COURSE_REFUSALS,
    **VOTES_REFUSALS,
    **CONCLUSIONS_REFUSALS,
    **SPEAKERS_REFUSALS,
    **BLOCK_REFUSALS,
    **MINUTES_REFUSALS,
    **PAPERS_REFUSALS,
    **BY_HAND_REFUSALS,
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
