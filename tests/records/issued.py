"""How tests bring a document about: minutes approved, a record ready, signed, issued; keys that are quick."""

from datetime import timedelta
from uuid import uuid4

from django.conf import settings

from core.time import at, now
from meetings import services as meeting_services
from meetings.models import Meeting
from records import services
from records.models import Record
from records.rules import Status
from records.services.drawing_up import Completion
from records.signing import Capacity, Signatory
from records.signing.demo_keys import make_signers
from tests.cast import Cabinet


def keys(cabinet: Cabinet) -> None:
    """Keys of everybody who signs, and of the body that seals; made once in a run."""
    people = [*cabinet.holders.values(), cabinet.head]
    signatories = [Signatory(person.username, person.label_vi) for person in people]
    signatories.append(Signatory(cabinet.body.key, cabinet.body.name_vi, Capacity.AGENCY))
    made = now() - timedelta(days=1)
    make_signers(settings.SIGNING_DIR, signatories, settings.SIGNING_PASSPHRASE, made)


def approved_minutes(cabinet: Cabinet, meeting: Meeting | None = None, text: str = "Trụ sở.") -> Meeting:
    """A closed meeting with approved minutes; of a meeting that has some, one edition more."""
    if meeting is None:
        meeting = meeting_services.close_meeting(actor=cabinet.clerk, meeting=cabinet.running_meeting())
    else:
        meeting_services.supersede_minutes(actor=cabinet.clerk, meeting=meeting, reason=f"Sửa {uuid4()}.")
    revision = 1 if meeting.minutes_editions.count() > 1 else 0
    meeting_services.edit_sentence(
        actor=cabinet.clerk, meeting=meeting, key="place", text=text, base=revision
    )
    until = now() + timedelta(days=1)
    meeting_services.circulate_minutes(actor=cabinet.clerk, meeting=meeting, until=until)
    with at(until + timedelta(minutes=1)):
        meeting_services.approve_minutes(actor=cabinet.head, meeting=meeting)
    return meeting


def completion_of(cabinet: Cabinet) -> Completion:
    """Everything that a document needs besides its facts."""
    return Completion(
        place="Hà Nội",
        urgency="",
        seat=cabinet.chair_seat,
        by_order=None,
        office="",
        capacity="",
        recipients=[f"Các thành viên {cabinet.body.name_vi}", "Lưu: VT"],
        to_members=True,
        to_seats=[],
    )


def ready_record(
    cabinet: Cabinet, meeting: Meeting, record: Record | None = None, *, kind: str = "minutes"
) -> Record:
    """Minutes, or another document of the meeting, drawn up, completed, circulated and approved."""
    clerk = cabinet.clerk
    record = record or services.draw_up_record(actor=clerk, kind=kind, subject=meeting.stream)
    record = services.change_record(actor=clerk, record=record, completion=completion_of(cabinet))
    record = services.circulate_record(actor=clerk, record=record)
    return services.approve_record(actor=cabinet.head, record=record)


def signed_record(cabinet: Cabinet, meeting: Meeting, record: Record | None = None) -> Record:
    """The same, signed by the chair."""
    return services.sign_record(actor=cabinet.chair, record=ready_record(cabinet, meeting, record))


def issued_record(cabinet: Cabinet, meeting: Meeting, record: Record | None = None) -> Record:
    """The same, sealed and issued."""
    sealed = services.seal_record(actor=cabinet.clerk, record=signed_record(cabinet, meeting, record))
    issued = services.issue_record(actor=cabinet.clerk, record=sealed)
    assert issued.status == Status.ISSUED
    return issued


def issued_with(cabinet: Cabinet, kind: str, subject: str, completion: Completion) -> Record:
    """A document of any kind, from the draft to the issue, completed so."""
    record = services.draw_up_record(actor=cabinet.clerk, kind=kind, subject=subject)
    record = services.change_record(actor=cabinet.clerk, record=record, completion=completion)
    services.circulate_record(actor=cabinet.clerk, record=record)
    services.approve_record(actor=cabinet.head, record=record)
    services.sign_record(actor=cabinet.chair, record=record)
    services.seal_record(actor=cabinet.clerk, record=record)
    return services.issue_record(actor=cabinet.clerk, record=record)
