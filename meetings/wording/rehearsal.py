"""What the journal of a meeting says of its rehearsals."""

from django.utils.translation import pgettext_lazy

REHEARSAL_JOURNAL = {
    "meeting.rehearsal_passed": pgettext_lazy("journal", "Rehearsed with ghost members: it can be held"),
    "meeting.rehearsal_failed": pgettext_lazy(
        "journal", "Rehearsed with ghost members: %(failed)s of %(checks)s checks failed"
    ),
}
