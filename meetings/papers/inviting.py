"""The facts of an invitation, read from the meeting for whom it is addressed to."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from core.time import local
from meetings.models import AgendaItem, Cancellation, Invitation, Meeting
from meetings.papers.paper_facts import InvitationFacts, ItemLine
from meetings.rules import starts_of_items
from meetings.selectors import agenda, expected_seats, programme, seat_in, seats_at
from meetings.selectors.closed import all_closed_items, masked
from meetings.selectors.replies import consenting_seat
from meetings.wording import CLOSED_ITEM_VI
from people.models import Person, Seat
from people.policies import reads_everything


def invitation_facts(meeting: Meeting, person: Person) -> InvitationFacts:
    """The invitation of this person; the secretariat's copy names everybody who is invited."""
    if reads_everything(person, meeting.body_id):
        return invitation_to_all(meeting)
    seat, shown = _seat_of(person, meeting), programme(meeting, person)
    return _facts(
        meeting,
        (seat.office_vi if seat else person.label_vi,),
        tuple(_line(row.item, row.starts_at) for row in shown.rows),
        whole=shown.whole,
        asks=seat is not None and seat != consenting_seat(meeting),
        link=meeting.link,
    )


def invitation_to_all(meeting: Meeting, *, link: bool = True) -> InvitationFacts:
    """The invitation that names everybody; where it is kept as a record the link is left out."""
    closed = all_closed_items(meeting)
    items = [masked(item) if item.pk in closed else item for item in agenda(meeting)]
    starts = starts_of_items(meeting.starts_at, [item.minutes for item in items])
    lines = tuple(_line(item, start) for item, start in zip(items, starts, strict=True))
    said = meeting.link if link else ""
    return _facts(meeting, tuple(_everybody(meeting)), lines, whole=True, asks=True, link=said)


def _facts(
    meeting: Meeting,
    addressees: tuple[str, ...],
    lines: tuple[ItemLine, ...],
    *,
    whole: bool,
    asks: bool,
    link: str,
) -> InvitationFacts:
    invitation = Invitation.objects.filter(meeting=meeting).first()
    cancellation = Cancellation.objects.filter(meeting=meeting).first()
    return InvitationFacts(
        body=meeting.body.name_vi,
        body_place=meeting.body.place,
        title=meeting.title,
        addressees=addressees,
        starts_at=local(meeting.starts_at),
        ends_at=local(meeting.starts_at + timedelta(minutes=meeting.minutes_planned)),
        form=str(meeting.form),
        place=meeting.place,
        link=link,
        chair=meeting.chair.office_vi,
        contact=meeting.secretary_label,
        items=lines,
        whole=whole,
        sent_at=local(meeting.sent_at or meeting.starts_at),
        renewed_at=_renewed(invitation),
        consent_of=consenting_seat(meeting).office_vi if asks else "",
        consent_rule=meeting.procedure.absence_consent_by.source,
        cancelled=cancellation.reason if cancellation else "",
        demonstration=meeting.demonstration,
    )


def _line(item: AgendaItem, starts_at: datetime) -> ItemLine:
    if item.shut:
        return ItemLine(item.order, CLOSED_ITEM_VI, "", local(starts_at))
    presenter = item.presenter.office_vi if item.presenter else item.matter.lead.name_vi
    return ItemLine(item.order, item.matter.title, presenter, local(starts_at))


def _seat_of(person: Person, meeting: Meeting) -> Seat | None:
    """The seat for which this person is invited, or whose member he assists or stands in for."""
    return seat_in(person, meeting) or next(iter(seats_at(person, meeting)), None)


def _everybody(meeting: Meeting) -> Sequence[str]:
    guests = meeting.guests.select_related("person").order_by("person__label_vi")
    names = [seat.office_vi for seat in expected_seats(meeting)]
    return [*names, *dict.fromkeys(guest.person.label_vi for guest in guests)]


def _renewed(invitation: Invitation | None) -> datetime | None:
    """When time, place or title were changed last; None while the first invitation stands."""
    return local(invitation.changed_at) if invitation and invitation.sequence else None
