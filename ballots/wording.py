"""The words for ballots: labels, and the sentence of every refusal."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

FORMS = {
    "session": _("Vote in session"),
    "written": _("Opinion ballot"),
}
STATUSES = {
    "draft": pgettext_lazy("ballot", "Draft"),
    "open": pgettext_lazy("ballot", "Open"),
    "closed": pgettext_lazy("ballot", "Closed"),
}
CHOICES = {
    "for": pgettext_lazy("vote", "Agree"),
    "against": pgettext_lazy("vote", "Disagree"),
    "other": pgettext_lazy("vote", "Other opinion"),
}
PLACES = {
    "room": pgettext_lazy("vote cast", "in the room"),
    "remote": pgettext_lazy("vote cast", "remotely"),
}
REFUSALS: dict[str, object] = {}
