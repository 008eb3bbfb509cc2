"""A vote by hand or voice: keyed in seat by seat, and counted when somebody else confirms it."""

import secrets
from collections.abc import Mapping

from django.db import transaction

from ballots.models import Ballot
from ballots.rules import Status, Way, check_two_signatures
from ballots.services import Keyed, check_entries, enter_answers
from core.journal import record
from core.refusals import Refusal, require
from core.time import now
from matters.rules import clean_text
from meetings.models import HandSheet, ItemVote, Meeting
from meetings.policies import may_key_votes, may_run_meeting
from meetings.rules import Presence, check_voter
from meetings.rules.by_hand import (
    SheetStatus,
    check_back_to_tablets,
    check_by_hand,
    check_none_waits,
    check_still_open,
    check_sums,
    check_waiting,
    sheet_digest,
    spoken_reason,
)
from meetings.selectors.by_hand import confirmed_any, waiting_sheet
from meetings.services.locks import locked_meeting, locked_presences
from meetings.services.voting import Spoken, locked_vote
from people.models import Person


def take_by_hand(*, actor: Person, meeting: Meeting, ballot: Ballot, way: str, reason: str) -> None:
    """Go over from tablets to hands or voice in an open vote; saying it again changes nothing.

    What tablets have given stands.
    """
    require(may_run_meeting, actor, meeting)
    with transaction.atomic():
        meeting = locked_meeting(meeting.pk)
        ballot = locked_vote(meeting, ballot)
        check_still_open(Status(ballot.status))
        check_none_waits(waiting_sheet(ballot.item_vote) is not None)
        vote, spoken = ballot.item_vote, Spoken(way, reason)
        if spoken.as_fields() == {"way": vote.way, "way_reason": vote.way_reason}:
            return
        _set_way(vote, **spoken.as_fields())
        facts = _facts(vote) | spoken.as_facts()
        record(meeting.stream, "vote.by_hand", actor=actor.key, subject=ballot.key, facts=facts)


def return_to_tablets(*, actor: Person, meeting: Meeting, ballot: Ballot) -> None:
    """Let members vote on their tablets again, as long as nothing keyed in was counted."""
    require(may_run_meeting, actor, meeting)
    with transaction.atomic():
        meeting = locked_meeting(meeting.pk)
        ballot = locked_vote(meeting, ballot)
        vote = ballot.item_vote
        check_still_open(Status(ballot.status))
        check_none_waits(waiting_sheet(vote) is not None)
        check_back_to_tablets(entered=confirmed_any(vote))
        if vote.way != Way.TABLET:
            _set_way(vote, way=Way.TABLET.value, way_reason="")
            record(meeting.stream, "vote.by_tablet", actor=actor.key, subject=ballot.key, facts=_facts(vote))


def key_sheet(
    *,
    actor: Person,
    meeting: Meeting,
    ballot: Ballot,
    choices: Mapping[int, str],
    announced: Mapping[str, int],
) -> HandSheet:
    """Keep what each seat answered, beside the numbers counted in the hall; nothing is counted yet."""
    require(may_key_votes, actor, meeting)
    with transaction.atomic():
        meeting = locked_meeting(meeting.pk)
        _places(meeting, ballot, choices)
        ballot = locked_vote(meeting, ballot)
        vote = ballot.item_vote
        check_by_hand(Status(ballot.status), vote.way)
        check_none_waits(waiting_sheet(vote) is not None)
        check_sums(choices, announced)
        check_entries(ballot, choices)
        salt = secrets.token_hex(16)
        sheet = HandSheet.objects.create(
            vote=vote,
            number=vote.sheets.count() + 1,
            choices={str(order): choice for order, choice in sorted(choices.items())},
            announced={name: int(count) for name, count in announced.items()},
            salt=salt,
            digest=sheet_digest(salt, choices),
            keyed_by=actor,
            keyed_at=now(),
        )
        facts = _facts(vote) | {"number": sheet.number, "keyed": len(choices), "digest": sheet.digest}
        record(meeting.stream, "vote.sheet_keyed", actor=actor.key, subject=ballot.key, facts=facts)
    return sheet


def confirm_sheet(*, actor: Person, meeting: Meeting, ballot: Ballot, number: int) -> HandSheet:
    """Count what somebody else has keyed in; confirming it again changes nothing."""
    require(may_run_meeting, actor, meeting)
    with transaction.atomic():
        meeting = locked_meeting(meeting.pk)
        sheet = _sheet(ballot, number)
        if sheet.status == SheetStatus.CONFIRMED.value:
            return sheet
        places = _places(meeting, ballot, sheet.spoken)
        ballot = locked_vote(meeting, ballot)
        check_waiting(SheetStatus(sheet.status))
        check_two_signatures(sheet.keyed_by_id, actor.pk, who=sheet.keyed_by.name)
        check_entries(ballot, sheet.spoken)
        _settle(sheet, actor, SheetStatus.CONFIRMED)
        facts = _facts(ballot.item_vote) | {
            "number": sheet.number,
            "keyed_by": sheet.keyed_by.label_vi,
            "confirmed_by": actor.label_vi,
            "digest": sheet.digest,
        }
        record(meeting.stream, "vote.sheet_confirmed", actor=actor.key, subject=ballot.key, facts=facts)
        way = Way(ballot.item_vote.way)
        enter_answers(ballot, Keyed(way, sheet.keyed_by, actor, sheet.spoken, places))
    return sheet


def send_back_sheet(*, actor: Person, meeting: Meeting, ballot: Ballot, number: int, reason: str) -> None:
    """Send back what was keyed in, with what is wrong; whoever keyed it in takes it back the same way."""
    require(may_run_meeting, actor, meeting)
    with transaction.atomic():
        meeting = locked_meeting(meeting.pk)
        sheet = _sheet(ballot, number)
        ballot = locked_vote(meeting, ballot)
        check_waiting(SheetStatus(sheet.status))
        sheet.reason = spoken_reason(clean_text(reason))
        _settle(sheet, actor, SheetStatus.SENT_BACK)
        facts = _facts(ballot.item_vote) | {"number": sheet.number, "reason": sheet.reason}
        record(meeting.stream, "vote.sheet_sent_back", actor=actor.key, subject=ballot.key, facts=facts)


def _set_way(vote: ItemVote, *, way: str, way_reason: str) -> None:
    vote.way, vote.way_reason = way, way_reason
    vote.save(update_fields=["way", "way_reason"])


def _sheet(ballot: Ballot, number: int) -> HandSheet:
    sheets = HandSheet.objects.select_for_update(of=("self",)).select_related("keyed_by")
    found = sheets.filter(vote__ballot=ballot, number=number).first()
    if found is None:
        raise Refusal("sheet_settled")
    return found


def _settle(sheet: HandSheet, actor: Person, status: SheetStatus) -> None:
    sheet.status, sheet.settled_by, sheet.settled_at = status.value, actor, now()
    sheet.save(update_fields=["status", "settled_by", "settled_at", "reason"])


def _places(meeting: Meeting, ballot: Ballot, choices: Mapping[int, str]) -> dict[int, str]:
    """Seat order → from where it answers, each locked; refused for a seat that does not vote from there."""
    electors = ballot.electors.filter(order__in=list(choices)).select_related("seat")
    seats = {each.seat_id: each for each in electors}
    rows = {row.seat: row for row in locked_presences(meeting, ballot.pk, list(seats))}
    places = {}
    for key, elector in seats.items():
        office, row = elector.seat.office, rows.get(key)
        if row is None:
            raise Refusal("seat_absent", office=office)
        check_voter(Presence(row.presence), meeting.procedure, office=office, recused=row.recused)
        places[elector.order] = row.presence
    if len(places) != len(choices):
        raise Refusal("answer_malformed")
    return places


def _facts(vote: ItemVote) -> dict[str, object]:
    return {"ballot": str(vote.ballot_id), "item": str(vote.item_id)}
