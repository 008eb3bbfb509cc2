"""The register of corrections: what a member says after the vote, beside a result that stands."""

from django.db import transaction

from ballots.models import Ballot
from ballots.rules import Status
from core.journal import record
from core.refusals import require
from core.time import now
from matters.rules import clean_text
from meetings.models import Meeting, VoteCorrection
from meetings.policies import may_note_correction
from meetings.rules.corrections import check_correction
from meetings.services.locks import locked_meeting
from meetings.services.voting import locked_vote
from people.models import Person, Seat


def note_correction(
    *, actor: Person, meeting: Meeting, ballot: Ballot, seat: Seat, text: str
) -> VoteCorrection:
    """Keep what the member of a seat says about the own vote after closing; the result is not altered."""
    require(may_note_correction, actor, seat)
    text = clean_text(text)
    with transaction.atomic():
        meeting = locked_meeting(meeting.pk)
        ballot = locked_vote(meeting, ballot)
        check_correction(Status(ballot.status), text)
        vote = ballot.item_vote
        said = VoteCorrection.objects.filter(vote=vote, seat=seat, text=text).first()
        if said is not None:  # a second press of the button
            return said
        row = VoteCorrection(vote=vote, seat=seat, text=text, noted_by=actor, noted_at=now())
        row.save(force_insert=True)
        facts = {
            "ballot": str(ballot.pk),
            "item": str(vote.item_id),
            "seat": seat.order,
            "office": seat.office_vi,
            "text": text,
        }
        record(meeting.stream, "vote.correction_noted", actor=actor.key, subject=ballot.key, facts=facts)
    return row
