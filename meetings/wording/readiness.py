"""The words for what an agenda lacks, for deadlines of papers, and for how late one came."""

from collections.abc import Mapping
from datetime import timedelta

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext_lazy

LACKS: Mapping[str, object] = {
    "items": _("The agenda has no item."),
    "time": _("The agenda is longer than the session; shorten items or lengthen the session."),
    "minutes": _("No duration is given."),
    "paper": _("There is no paper to read."),
    "submission": _("The dossier has no submission or report."),
    "draft": _("The dossier has no draft to be voted on."),
    "late": _("A paper came after the deadline."),
    "presenter": _("No presenter is named; the submitting agency is shown."),
    "days": _("The day by which papers had to go out has passed."),
}

# The same at an item, as short as a mark.
SHORT_LACKS: Mapping[str, object] = {
    "minutes": pgettext_lazy("agenda item", "No duration"),
    "paper": _("No paper yet"),
    "submission": pgettext_lazy("agenda item", "No submission"),
    "draft": pgettext_lazy("agenda item", "No draft"),
    "late": pgettext_lazy("agenda item", "Late paper"),
    "presenter": _("No presenter named"),
}

DEADLINE_JOURNAL = {
    "meeting.papers_due_set": pgettext_lazy("journal", "The secretariat set a deadline for papers"),
    "meeting.papers_due_lifted": pgettext_lazy(
        "journal", "The secretariat took its deadline for papers back"
    ),
}

DEADLINE_REFUSALS = {
    "papers_due_after_start": _(
        "Papers cannot be due when the session has begun; it begins on %(starts_at)s. Choose an earlier "
        "moment."
    ),
    "papers_due_after_rule": _(
        "The regulations ask for the papers by %(at)s (%(source)s); the secretariat may ask for them sooner, "
        "not later. Choose an earlier moment, or leave the day empty."
    ),
}


def late_words(late: timedelta) -> str:
    """How late a paper came: '2 days 3 hours', '3 hours 5 minutes', '5 minutes'."""
    minutes = max(1, round(late.total_seconds() / 60))
    days, minutes = divmod(minutes, 24 * 60)
    hours, minutes = divmod(minutes, 60)
    amounts = [
        ngettext("%(count)d day", "%(count)d days", days) % {"count": days} if days else "",
        ngettext("%(count)d hour", "%(count)d hours", hours) % {"count": hours} if hours else "",
        ngettext("%(count)d minute", "%(count)d minutes", minutes) % {"count": minutes} if minutes else "",
    ]
    return " ".join([each for each in amounts if each][:2])
