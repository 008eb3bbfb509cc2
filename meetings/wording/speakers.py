"""The floor in words."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

TURNS_ASKED = {
    "speech": pgettext_lazy("asks for the floor", "Speech"),
    "order": pgettext_lazy("asks for the floor", "Point of order"),
}

SPEAKER_STATUSES = {
    "waiting": pgettext_lazy("speaker", "Waiting"),
    "speaking": pgettext_lazy("speaker", "Speaking"),
    "paused": pgettext_lazy("speaker", "Interrupted"),
    "done": pgettext_lazy("speaker", "Has spoken"),
    "withdrawn": pgettext_lazy("speaker", "Withdrawn"),
    "struck": pgettext_lazy("speaker", "Struck off"),
}

SPEAKERS_JOURNAL = {
    "speaker.requested": pgettext_lazy("journal", "Asks for the floor: %(office)s"),
    "speaker.withdrawn": pgettext_lazy("journal", "No longer asks for the floor: %(office)s"),
    "speaker.struck": pgettext_lazy("journal", "Struck off the list of speakers: %(office)s"),
    "speaker.moved": pgettext_lazy("journal", "List of speakers changed: %(office)s"),
    "speaker.began": pgettext_lazy("journal", "Has the floor: %(office)s"),
    "speaker.ended": pgettext_lazy("journal", "Has spoken for %(spoken)s: %(office)s"),
}

SPEAKERS_REFUSALS = {
    "floor_item_not_running": _(
        "This item is not running; the floor is asked for on the running item only. Wait until it is called."
    ),
    "floor_while_voting": _(
        "A vote is open; nobody is given the floor while the members vote. Ask again when it is closed."
    ),
    "speaker_absent": _(
        "%(office)s is noted neither in the room nor connected, so the floor cannot be given. Ask the "
        "secretariat to correct the attendance."
    ),
    "speaker_gone": _(
        "This request for the floor was settled meanwhile by somebody else, so nothing was changed. Look at "
        "the list as it stands now."
    ),
}


def time_spoken(seconds: int) -> str:
    """*3:05*: minutes and seconds as a clock writes them."""
    minutes, rest = divmod(seconds, 60)
    return f"{minutes}:{rest:02}"
