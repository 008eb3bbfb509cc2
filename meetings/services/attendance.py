"""Attendance: where each seat is, noted at the console or said by whoever sits there himself."""

from collections.abc import Sequence
from uuid import UUID

from django.db import transaction

from core.journal import Happening, record_all
from core.refusals import Refusal, require
from core.time import now
from matters.rules import clean_text
from meetings.models import Attendance, Meeting
from meetings.policies import may_check_in, may_run_meeting
from meetings.rules import (
    MeetingStatus,
    Presence,
    Quorum,
    after_own_word,
    check_in_opens_at,
    check_own_word,
    check_presence,
    is_correction,
    quorum_turn,
)
from meetings.rules.replies import Consent, Said, expected_presence
from meetings.selectors import attendances_of, expected_seats, own_place, quorum_of
from meetings.services.locks import locked_meeting
from people.models import Person, Role, Seat
from people.selectors import appointments_in_force

NOTED = ["presence", "deputy", "since", "reason", "consented", "by_self", "by_reply"]
WITH_REASON = (Presence.ABSENT, Presence.DEPUTY, Presence.LEFT)
WITH_CONSENT = (Presence.ABSENT, Presence.LEFT)


def note_attendance(
    *,
    actor: Person,
    meeting: Meeting,
    seat: Seat,
    presence: str,
    deputy: Person | None = None,
    reason: str = "",
    consented: bool | None = None,
) -> Attendance:
    """Note where a seat is; what is noted already is not noted again, and keeps its time.

    A deputy must be appointed for it; reason and consent of an absence are kept.

    A remote seat may have a deputy as well: the deputy sits in the room and speaks, the member votes.
    """
    require(may_run_meeting, actor, meeting)
    with transaction.atomic():
        meeting = locked_meeting(meeting.pk)
        expect_new_seats(meeting)
        row, found = _locked_row(meeting, seat), quorum_of(meeting)
        before, wanted = Presence(row.presence), Presence(presence)
        named = deputy if wanted in (Presence.DEPUTY, Presence.REMOTE) else None
        _check(meeting, seat, wanted, named)
        said = clean_text(reason) if wanted in WITH_REASON else ""
        allowed = consented if wanted in WITH_CONSENT else None
        if (before, row.deputy, row.reason, row.consented) == (wanted, named, said, allowed):
            return row
        row.presence, row.deputy, row.since = wanted.value, named, now()
        row.reason, row.consented, row.by_self, row.by_reply = said, allowed, False, False
        row.save(update_fields=NOTED)
        _record(actor, meeting, [row], found, corrected=is_correction(before, wanted))
    return row


def note_attendance_of_all(*, actor: Person, meeting: Meeting, presence: str = Presence.IN_ROOM) -> int:
    """Note every seat that is still expected as present at once; returns how many that were.

    Whoever was let off by the reply to the invitation is noted as absent with consent; a seat for which a
    deputy was named that way stays expected until it is known who has come.
    """
    require(may_run_meeting, actor, meeting)
    with transaction.atomic():
        meeting = locked_meeting(meeting.pk)
        expect_new_seats(meeting)
        found = quorum_of(meeting)
        expected = attendances_of(meeting).filter(presence=Presence.EXPECTED.value)
        # Locked in the order in which votes that are counted together lock them.
        locked = expected.select_for_update(of=("self",)).order_by("pk")
        rows = sorted(locked.select_related("seat"), key=lambda row: row.seat.order)
        away = _let_off(meeting)
        rows = [row for row in rows if away.get(row.seat_id) is not Presence.DEPUTY]
        moment = now()
        for row in rows:
            wanted = away.get(row.seat_id, Presence(presence))
            _check(meeting, row.seat, wanted, None)
            row.presence, row.since = wanted.value, moment
            row.by_reply = wanted is Presence.ABSENT
            row.consented = True if row.by_reply else None
        Attendance.objects.bulk_update(rows, ["presence", "since", "consented", "by_reply"])
        _record(actor, meeting, rows, found)
    return sum(row.presence == presence for row in rows)


def note_absences_replied(*, actor: Person, meeting: Meeting) -> int:
    """At the opening: whoever is still expected and was let off by the reply is absent with consent.

    It is marked as from the reply and changed like any attendance: who comes all the same is here.
    """
    require(may_run_meeting, actor, meeting)
    with transaction.atomic():
        meeting = locked_meeting(meeting.pk)
        found, moment = quorum_of(meeting), now()
        away = [seat for seat, where in _let_off(meeting).items() if where is Presence.ABSENT]
        expected = attendances_of(meeting).filter(presence=Presence.EXPECTED.value, seat__in=away)
        locked = expected.select_for_update(of=("self",)).order_by("pk")
        rows = sorted(locked.select_related("seat"), key=lambda row: row.seat.order)
        for row in rows:
            row.presence, row.since, row.consented, row.by_reply = Presence.ABSENT.value, moment, True, True
        Attendance.objects.bulk_update(rows, ["presence", "since", "consented", "by_reply"])
        _record(actor, meeting, rows, found)
    return len(rows)


def _let_off(meeting: Meeting) -> dict[UUID, Presence]:
    """Seat → where it is instead, of those whose absence was consented to before the meeting."""
    given = meeting.replies.filter(consent=Consent.GIVEN.value, seat__isnull=False)
    found = {each.seat_id: expected_presence(Said(each.said), Consent.GIVEN) for each in given}
    away = (Presence.ABSENT, Presence.DEPUTY)
    return {seat: presence for seat, presence in found.items() if seat and presence in away}


def check_in(*, actor: Person, meeting: Meeting, presence: str) -> Attendance:
    """A member says where he is (in the room, remote, left); the appointed deputy, that he is here or leaves.

    Saying the same again changes nothing. Only one's own seat: that of the holder, or of the deputy's member.
    """
    require(may_check_in, actor, meeting)
    with transaction.atomic():
        meeting = locked_meeting(meeting.pk)
        status = MeetingStatus(meeting.status)
        check_own_word(status, check_in_opens_at(meeting.starts_at, meeting.procedure), now())
        expect_new_seats(meeting)
        place = own_place(actor, meeting)
        assert place is not None  # the policy has just said so
        row, found = _locked_row(meeting, place.seat), quorum_of(meeting)
        if not _say(row, actor, Presence(presence), meeting, deputy=place.deputy):
            return row
        row.since, row.reason, row.consented = now(), "", None
        row.by_self, row.by_reply = True, False
        row.save(update_fields=NOTED)
        _record(actor, meeting, [row], found)
    return row


def _say(row: Attendance, actor: Person, said: Presence, meeting: Meeting, *, deputy: bool) -> bool:
    """Put on the row what somebody says of his own seat; False when it stands there already."""
    before, office = Presence(row.presence), row.seat.office
    if said is Presence.DEPUTY and not deputy:
        raise Refusal("not_checked_in", office=office)
    after = after_own_word(before, said, deputy=deputy, office=office)
    seated = row.deputy
    if deputy:
        seated = actor if said is Presence.DEPUTY else None
    elif after is Presence.IN_ROOM:
        seated = None
    elif after is Presence.LEFT and before is Presence.REMOTE and seated is not None:
        after = Presence.DEPUTY  # the member disconnects, the deputy still sits in the room
    if after is before and seated == row.deputy:
        return False
    _check(meeting, row.seat, after, seated)
    row.presence, row.deputy = after.value, seated
    return True


def expect_new_seats(meeting: Meeting) -> None:
    """Seats made after the programme was sent attend as well: they are in the electorate of today's votes."""
    seated = meeting.attendances.values("seat")
    Attendance.objects.bulk_create(
        Attendance(meeting=meeting, seat=seat) for seat in expected_seats(meeting).exclude(pk__in=seated)
    )


def _locked_row(meeting: Meeting, seat: Seat) -> Attendance:
    rows = meeting.attendances.select_for_update(of=("self",))
    return rows.select_related("seat", "deputy").get(seat=seat)


def _check(meeting: Meeting, seat: Seat, wanted: Presence, deputy: Person | None) -> None:
    status, label = MeetingStatus(meeting.status), deputy.label_vi if deputy else None
    check_presence(status, wanted, seat.kind, meeting.procedure, office=seat.office, deputy=label)
    if deputy is not None and not _is_deputy_of(deputy, seat):
        raise Refusal("deputy_not_appointed", office=seat.office, deputy=deputy.name)


def _record(
    actor: Person, meeting: Meeting, rows: Sequence[Attendance], before: Quorum, *, corrected: bool = False
) -> None:
    """One entry per seat and, in a running session, one more when the quorum broke or came back with it."""
    found = quorum_of(meeting)
    happenings = [
        Happening("attendance.noted", actor.key, f"seat:{row.seat_id}", _facts(row, found, corrected))
        for row in rows
    ]
    turn = quorum_turn(before, found) if meeting.status == MeetingStatus.RUNNING.value else ""
    if turn:
        facts = {"attending": found.attending, "seats": found.seats, "needed": found.needed}
        who = {"by": rows[-1].seat.office_vi, "seat": rows[-1].seat.order}
        happenings.append(Happening(f"quorum.{turn}", actor.key, meeting.stream, facts | who))
    if happenings:
        record_all(meeting.stream, happenings)


def _facts(row: Attendance, found: Quorum, corrected: bool) -> dict[str, object]:
    return {
        "seat": row.seat.order,
        "office": row.seat.office_vi,
        "presence": row.presence,
        "deputy": row.deputy.label_vi if row.deputy else None,
        "reason": row.reason,
        "consented": row.consented,
        "own": row.by_self,
        "corrected": corrected,
        "quorum": f"{found.attending}/{found.seats}",
        "needed": found.needed,
        **({"by_reply": True} if row.by_reply else {}),
    }


def _is_deputy_of(person: Person, seat: Seat) -> bool:
    return appointments_in_force().filter(person=person, seat=seat, role=Role.DEPUTY).exists()
