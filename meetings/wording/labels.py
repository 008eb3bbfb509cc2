"""What states and attendance are called."""

from typing import TYPE_CHECKING

from django.utils.translation import pgettext_lazy

if TYPE_CHECKING:
    pass


ASKS = {
    "vote": pgettext_lazy("agenda item asks for", "Vote"),
    "discussion": pgettext_lazy("agenda item asks for", "Discussion"),
}

# What stands in an agenda for an item that the reader may not know.
CLOSED_ITEM = pgettext_lazy("agenda", "Restricted item")
CLOSED_ITEM_VI = "Mục hạn chế"  # as the journal and papers, which are in Vietnamese, have it

MEETING_STATUSES = {
    "draft": pgettext_lazy("meeting", "In preparation"),
    "sent": pgettext_lazy("meeting", "Sent"),
    "running": pgettext_lazy("meeting", "In session"),
    "closed": pgettext_lazy("meeting", "Closed"),
    "cancelled": pgettext_lazy("meeting", "Cancelled"),
}

ITEM_STATUSES = {
    "waiting": pgettext_lazy("agenda item", "Waiting"),
    "running": pgettext_lazy("agenda item", "Running"),
    "done": pgettext_lazy("agenda item", "Done"),
    "deferred": pgettext_lazy("agenda item", "Deferred"),
}

PRESENCES = {
    "expected": pgettext_lazy("attendance", "Not yet here"),
    "in_room": pgettext_lazy("attendance", "In the room"),
    "remote": pgettext_lazy("attendance", "Remote"),
    "absent": pgettext_lazy("attendance", "Absent"),
    "deputy": pgettext_lazy("attendance", "Deputy attends"),
    "left": pgettext_lazy("attendance", "Left"),
}
