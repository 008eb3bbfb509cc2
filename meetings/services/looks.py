"""A person says to have seen an agenda: from now on only what changes after it is shown as changed."""

from django.db import transaction

from core.refusals import require
from core.time import now
from meetings.models import AgendaLook, Meeting
from meetings.policies import may_view_meeting
from meetings.selectors.changes import digest_of, shown_to
from meetings.selectors.programme import programme
from people.models import Person


def look_at_agenda(*, person: Person, meeting: Meeting, digest: str) -> bool:
    """Keep what this person was shown; False, and nothing is kept, when the agenda shows something else now.

    It is in no journal: what somebody has read is nobody else's business.
    """
    require(may_view_meeting, person, meeting)
    with transaction.atomic():
        shown, moment = programme(meeting, person), now()
        if digest != digest_of(meeting, shown):
            return False
        seen = shown_to(meeting, shown).as_facts()
        AgendaLook.objects.update_or_create(
            meeting=meeting, person=person, defaults={"at": moment, "seen": seen}
        )
    return True
