"""The floor: asked for, given, taken back; one speaks at a time, and a point of order goes first."""

from django.db import transaction
from django.db.models import Max

from core.journal import record
from core.refusals import Refusal, require
from core.time import now
from meetings.models import AgendaItem, Meeting, Speaker
from meetings.policies import may_ask_floor, may_run_meeting
from meetings.rules import ItemStatus, MeetingStatus, Presence, check_not_paused
from meetings.rules.speakers import (
    SpeakerStatus,
    Turn,
    Waiting,
    check_request,
    check_speaker,
    interrupts,
    spoken,
    swapped,
)
from meetings.selectors import open_vote
from meetings.selectors.speakers import interrupted, speaking, speaks_for, standing_of, waiting
from meetings.services.locks import locked_item, locked_meeting
from people.models import Person, Seat


def request_floor(*, actor: Person, meeting: Meeting, item: AgendaItem, turn: str = Turn.SPEECH) -> Speaker:
    """Ask for the floor on the running item; asking again while one waits changes nothing."""
    require(may_ask_floor, actor, item)
    with transaction.atomic():
        meeting = locked_meeting(meeting.pk)
        item = locked_item(meeting, item.pk)
        seat, presence = speaks_for(actor, meeting) or (None, None)
        _check_request(meeting, item, seat, presence)
        before = next((each for each in standing_of(actor, item) if each.turn == turn), None)
        if before is not None:
            return before
        speaker = _new(actor, meeting, item, seat, presence, Turn(turn))
        speaker.save(force_insert=True)
        _record(actor, meeting, speaker, "speaker.requested")
    return speaker


def withdraw_request(*, actor: Person, meeting: Meeting, item: AgendaItem) -> int:
    """Take back what the actor asked for on an item and has not begun; returns how many that were."""
    require(may_ask_floor, actor, item)
    with transaction.atomic():
        meeting = locked_meeting(meeting.pk)
        mine = [each for each in waiting(item) if each.person_id == actor.pk]
        for speaker in mine:
            _settle(speaker, SpeakerStatus.WITHDRAWN)
            _record(actor, meeting, speaker, "speaker.withdrawn")
    return len(mine)


def strike_speaker(*, actor: Person, meeting: Meeting, speaker: Speaker) -> Speaker:
    """Strike somebody who waits off the list, on the chair's word."""
    require(may_run_meeting, actor, meeting)
    with transaction.atomic():
        meeting = locked_meeting(meeting.pk)
        speaker = _locked(meeting, speaker)
        if speaker.status != SpeakerStatus.STRUCK.value:
            check_speaker(SpeakerStatus(speaker.status), SpeakerStatus.WAITING)
            _settle(speaker, SpeakerStatus.STRUCK)
            _record(actor, meeting, speaker, "speaker.struck")
    return speaker


def move_speaker(*, actor: Person, meeting: Meeting, speaker: Speaker, up: bool) -> Speaker:
    """Let somebody who waits change places with the one before or after; at the end nothing changes."""
    require(may_run_meeting, actor, meeting)
    with transaction.atomic():
        meeting = locked_meeting(meeting.pk)
        speaker = _locked(meeting, speaker)
        check_speaker(SpeakerStatus(speaker.status), SpeakerStatus.WAITING)
        rows = {each.pk: each for each in waiting(speaker.item)}
        queue = [Waiting(each.pk, Turn(each.turn), each.place) for each in rows.values()]
        pair = swapped(queue, speaker.pk, up=up)
        if pair is not None:
            one, other = (rows[each.key] for each in pair)
            one.place, other.place = other.place, one.place
            Speaker.objects.bulk_update([one, other], ["place"])
            _record(actor, meeting, speaker, "speaker.moved")
    return speaker


def give_floor(*, actor: Person, meeting: Meeting, speaker: Speaker) -> Speaker:
    """Give somebody who waits the floor; whoever has it ends, or is interrupted by a point of order."""
    require(may_run_meeting, actor, meeting)
    with transaction.atomic():
        meeting = locked_meeting(meeting.pk)
        speaker = _locked(meeting, speaker)
        if speaker.status == SpeakerStatus.SPEAKING.value:
            return speaker
        check_speaker(SpeakerStatus(speaker.status), SpeakerStatus.WAITING)
        _check_floor(meeting, speaker.item)
        current = speaking(meeting)
        if current is not None:
            pauses = interrupts(Turn(speaker.turn), Turn(current.turn))
            _stop(actor, meeting, current, SpeakerStatus.PAUSED if pauses else SpeakerStatus.DONE)
        _begin(actor, meeting, speaker)
    return speaker


def end_speech(*, actor: Person, meeting: Meeting) -> Speaker | None:
    """End the speech; one that was interrupted goes on. Returns who has the floor now."""
    require(may_run_meeting, actor, meeting)
    with transaction.atomic():
        meeting = locked_meeting(meeting.pk)
        current = speaking(meeting)
        if current is None:
            return None
        _stop(actor, meeting, current, SpeakerStatus.DONE)
        resumed = interrupted(current.item)
        if resumed is not None:
            _begin(actor, meeting, resumed)
    return resumed


def clear_floor(actor: Person, meeting: Meeting) -> None:
    """End whoever speaks when an item ends; in the transaction and under the lock of that act."""
    current = speaking(meeting)
    if current is not None:
        _stop(actor, meeting, current, SpeakerStatus.DONE)
        left = interrupted(current.item)
        if left is not None:
            _settle(left, SpeakerStatus.DONE)


def _check_request(meeting: Meeting, item: AgendaItem, seat: Seat | None, presence: Presence | None) -> None:
    check_not_paused(meeting.paused_at)
    check_request(
        MeetingStatus(meeting.status),
        ItemStatus(item.status),
        presence,
        vote_open=open_vote(meeting) is not None,
        office=seat.office if seat else "",
    )


def _check_floor(meeting: Meeting, item: AgendaItem) -> None:
    """The floor is given on the same conditions as it is asked for."""
    _check_request(meeting, item, None, None)


def _new(
    actor: Person,
    meeting: Meeting,
    item: AgendaItem,
    seat: Seat | None,
    presence: Presence | None,
    turn: Turn,
) -> Speaker:
    """A request as it stands at the end of the list; a deputy and a guest speak under their own name."""
    own = seat is not None and presence is not Presence.DEPUTY
    named = (seat.office_vi, seat.office_en) if seat and own else (actor.label_vi, actor.label_en)
    last = item.speakers.aggregate(last=Max("place"))["last"] or 0
    return Speaker(
        meeting=meeting,
        item=item,
        person=actor,
        seat=seat,
        office_vi=named[0],
        office_en=named[1] or "",
        turn=turn.value,
        place=last + 1,
        requested_at=now(),
    )


def _locked(meeting: Meeting, speaker: Speaker) -> Speaker:
    found = meeting.speakers.select_for_update(of=("self",)).select_related("item").filter(pk=speaker.pk)
    row = found.first()
    if row is None:
        raise Refusal("speaker_gone")
    return row


def _begin(actor: Person, meeting: Meeting, speaker: Speaker) -> None:
    speaker.status, speaker.since = SpeakerStatus.SPEAKING.value, now()
    speaker.save(update_fields=["status", "since"])
    _record(actor, meeting, speaker, "speaker.began")


def _stop(actor: Person, meeting: Meeting, speaker: Speaker, status: SpeakerStatus) -> None:
    """End or interrupt a speech; the entry says how long this stretch of it took."""
    before = speaker.seconds
    speaker.seconds = spoken(before, speaker.since, meeting.paused_at or now())  # no time passes in a pause
    speaker.status = status.value
    if status is SpeakerStatus.DONE:
        speaker.since, speaker.ended_at = None, now()
    speaker.save(update_fields=["status", "since", "seconds", "ended_at"])
    _record(actor, meeting, speaker, "speaker.ended", seconds=speaker.seconds - before)


def _settle(speaker: Speaker, status: SpeakerStatus) -> None:
    speaker.status, speaker.since, speaker.ended_at = status.value, None, now()
    speaker.save(update_fields=["status", "since", "ended_at"])


def _record(actor: Person, meeting: Meeting, speaker: Speaker, kind: str, **more: object) -> None:
    facts = {
        "speaker": speaker.pk,
        "item": str(speaker.item_id),
        "office": speaker.office_vi,
        "office_en": speaker.office_en,
        "turn": speaker.turn,
        **more,
    }
    record(meeting.stream, kind, actor=actor.key, subject=speaker.key, facts=facts)
