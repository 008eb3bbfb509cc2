"""Taking up an opinion ballot: its matter goes on the agenda, where the opinions stand beside it."""

from django.db import transaction

from ballots.models import Ballot
from ballots.selectors import locked_ballot
from core.journal import record
from core.refusals import require
from meetings.forward import put_forward
from meetings.models import AgendaItem, Meeting
from meetings.policies import may_schedule_meeting
from meetings.rules.forward import check_put_forward
from meetings.services.agenda import add_item
from meetings.services.locks import locked_meeting
from people.models import Person

MINUTES = 15


def take_up_ballot(*, actor: Person, meeting: Meeting, ballot: Ballot) -> AgendaItem:
    """Put the matter of a proposed ballot on this agenda; doing it twice changes nothing."""
    require(may_schedule_meeting, actor, meeting)
    with transaction.atomic():
        meeting = locked_meeting(meeting.pk)
        ballot = locked_ballot(ballot.pk)
        there = meeting.items.filter(matter=ballot.matter_id).first()
        if there is not None:
            return there
        proposed = put_forward(meeting, only=ballot)
        check_put_forward(proposed[0].ground if proposed else None)
        item = add_item(actor=actor, meeting=meeting, matter=ballot.matter, minutes=MINUTES)
        facts = {
            "item": str(item.pk),
            "order": item.order,
            "ballot": str(ballot.pk),
            "number": ballot.number,
            "ground": proposed[0].ground.value,
        }
        record(meeting.stream, "agenda.ballot_taken_up", actor=actor.key, subject=item.key, facts=facts)
    return item
