"""The course of a session in words: journal and refusals."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

COURSE_JOURNAL = {
    "meeting.paused": pgettext_lazy("journal", "The session was suspended: %(reason)s"),
    "meeting.resumed": pgettext_lazy("journal", "The session was resumed"),
    "item.urgent": pgettext_lazy("journal", "Urgent item %(order)s put on the agenda: %(title)s"),
    "item.deferred": pgettext_lazy("journal", "Item %(order)s deferred: %(reason)s"),
    "item.returned": pgettext_lazy("journal", "Item %(order)s to be revised and resubmitted: %(text)s"),
    "chair.handed": pgettext_lazy("journal", "The chair was handed to %(office)s"),
    "chair.returned": pgettext_lazy("journal", "%(office)s is in the chair again"),
    "act.undone": pgettext_lazy("journal", "Undone (entry %(seq)s), item %(order)s: %(title)s"),
}

COURSE_TURNS = frozenset(("meeting.paused", "meeting.resumed", "chair.handed", "chair.returned"))

COURSE_REFUSALS = {
    "meeting_paused": _(
        "The session has been suspended since %(since)s; no item and no vote begins meanwhile. Resume it "
        "first."
    ),
    "meeting_not_paused": _("The session is not suspended, so there is nothing to resume. Go on with it."),
    "pause_without_reason": _(
        "Say why the session is suspended; the minutes give the reason. Write it in a few words."
    ),
    "vote_not_closed": _(
        "No result of a vote on this item has been published; a draft is sent back after a vote that did "
        "not adopt it. Publish the result first, or defer the item."
    ),
    "item_adopted": _("The last vote adopted this draft, so it is not sent back. Conclude the item."),
    "resubmission_past": _(
        "%(day)s has passed or is today; the day of resubmission lies ahead. Choose a later one."
    ),
    "direction_empty": _("Say why, or what is to be revised; the minutes give it. Write it in a few words."),
    "item_called": _(
        "This item has been called; only what is still waiting changes its order. Take it up again instead."
    ),
    "matter_on_agenda": _('"%(title)s" is on this agenda already. Call that item, or take it up again.'),
    "may_not_chair": _(
        "%(office)s is not a seat to which the chair may be handed; the Prime Minister assigns a Deputy "
        "Prime Minister. Choose one of them."
    ),
    "chair_absent": _(
        "%(office)s is noted neither in the room nor connected, so the chair cannot be handed over. Note the "
        "attendance first."
    ),
    "nothing_to_undo": _(
        "The last act of the session is none that can be undone here: something has happened since. Correct "
        "it by the next act; the record keeps both."
    ),
    "undo_too_late": _(
        "It was done at %(at)s; an act is undone within a minute. Take the item up again instead: the record "
        "keeps both."
    ),
}
