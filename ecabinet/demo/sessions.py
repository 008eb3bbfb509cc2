"""Three sessions: the first on the real system (held), one in preparation, one that is ready to start."""

import tomllib
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import Any
from uuid import UUID, uuid5

from ballots.models import Ballot
from core.time import at, local
from core.working_time import on_day
from ecabinet.demo.calendar import next_hour, working_day_after, working_day_before
from ecabinet.demo.government import FILES, Government
from ecabinet.demo.matters import add_restricted_paper, submit
from meetings import services
from meetings.models import AgendaItem, Meeting
from meetings.rules import Presence
from people.procedure import in_force

PLACE = "Phòng họp A, Trụ sở Chính phủ"
# Minutes of the items of each session, in order, and how long the session may last.
LENGTHS = {
    "first-2019": ([10], 30),
    "law-2022": ([30, 30, 35, 40, 40, 30], 225),
    "law-2026-02": ([30, 45, 15, 40, 60], 210),
}
# Who was where on 24 June 2019 is not known; the figures are (21 in the room, 4 remote, 2 not voting).
REMOTE_2019 = (
    "ptt-ngoai-giao",
    "bo-cong-thuong",
    "bo-van-hoa-the-thao-va-du-lich",
    "bo-khoa-hoc-va-cong-nghe",
)
DEPUTY_2019 = ("bo-y-te", "thutruong-y-te")
ABSENT_2019 = "ngan-hang-nha-nuoc"
CONCLUSION_2019 = (
    "Chính phủ thông qua dự thảo Nghị quyết.\n"
    "Giao Văn phòng Chính phủ hoàn thiện dự thảo, trình ký ban hành theo quy định."
)


def hold_first_session(government: Government) -> Meeting:
    """The session of 24 June 2019: 25 of 27 in favour, 21 in the room and 4 remote, in under ten minutes."""
    begins = on_day(_described("first-2019")["held_on"], time(8))
    meeting = _prepare(government, "first-2019", begins)
    _note_who_came(government, meeting, begins - timedelta(minutes=20))
    clerk = government.clerk
    with at(begins + timedelta(seconds=40)):
        services.start_meeting(actor=clerk, meeting=meeting)
    with at(begins + timedelta(seconds=75)):
        item = services.start_next_item(actor=clerk, meeting=meeting)
    assert item is not None  # the session has one
    ballot = _vote(government, meeting, item, begins + timedelta(minutes=3))
    with at(begins + timedelta(minutes=5, seconds=30)):
        services.close_vote(actor=clerk, meeting=meeting, ballot=ballot, publish=True)
    with at(begins + timedelta(minutes=7, seconds=10)):
        services.conclude_item(actor=clerk, meeting=meeting, item=item, text=CONCLUSION_2019)
        services.release_conclusion(actor=clerk, meeting=meeting, item=item)
    with at(begins + timedelta(minutes=8, seconds=45)):
        meeting = services.close_meeting(actor=clerk, meeting=meeting)
    _approve_minutes(government, meeting)
    return meeting


def _approve_minutes(government: Government, meeting: Meeting) -> None:
    """The minutes go to the attendees on the next working day, and are approved when the window is over."""
    day = working_day_after(local(meeting.starts_at).date(), 1)
    until = on_day(working_day_after(day, 3), time(17))
    with at(on_day(day, time(9))):
        services.circulate_minutes(actor=government.clerk, meeting=meeting, until=until)
    with at(on_day(working_day_after(day, 4), time(8, 30))):
        services.approve_minutes(actor=government.head, meeting=meeting)
    with at(on_day(working_day_after(day, 4), time(9))):
        services.note_notice(
            actor=government.clerk,
            meeting=meeting,
            number="(trình diễn)/TB-VPCP",
            issued_on=working_day_after(day, 4),
        )


def prepare_law_session(government: Government, loaded_at: datetime) -> Meeting:
    """The thematic session of six bills, on a working day in over a week."""
    day = working_day_after(local(loaded_at).date(), 7)
    return _prepare(government, "law-2022", on_day(day, time(8)), loaded_at)


def prepare_session_of_today(government: Government, loaded_at: datetime) -> Meeting:
    """The session of five, today and ready to start; one guest, and a paper not for guests."""
    begins = next_hour(loaded_at)
    sent = on_day(working_day_before(local(loaded_at).date(), 3), time(14))
    meeting = _prepare(government, "law-2026-02", begins, loaded_at, sent_at=sent)
    first = meeting.items.select_related("matter__lead").get(order=1)
    guest = government.people["khach"]
    with at(sent + timedelta(minutes=20)):
        services.invite_guest(actor=government.clerk, meeting=meeting, person=guest, item=first)
    add_restricted_paper(government, first.matter, sent + timedelta(minutes=40))
    return meeting


def _prepare(
    government: Government,
    key: str,
    begins: datetime,
    loaded_at: datetime | None = None,
    *,
    sent_at: datetime | None = None,
) -> Meeting:
    """Submit the matters, build the agenda, send the programme: over the working days before."""
    facts = _described(key)
    lengths, planned = LENGTHS[key]
    reached = local(min(begins, loaded_at) if loaded_at else begins).date()
    submitted = working_day_before(reached, 6)
    with at(on_day(working_day_before(reached, 5), time(9))):
        meeting = services.schedule_meeting(
            actor=government.clerk,
            body=government.body,
            kind=facts["kind"],
            title=facts["title_vi"],
            place=PLACE,
            starts_at=begins,
            minutes_planned=planned,
            chair=government.chair,
            procedure=in_force(local(begins).date()),
            slug=key,
            demonstration=True,
        )
    for number, (each, minutes) in enumerate(zip(facts["items"], lengths, strict=True)):
        _add_item(government, meeting, each, minutes, submitted, number)
    with at(sent_at or on_day(working_day_before(reached, 3), time(14))):
        return services.send_meeting(actor=government.clerk, meeting=meeting)


def _add_item(
    government: Government, meeting: Meeting, each: dict[str, str], minutes: int, day: date, number: int
) -> None:
    moment = on_day(day, time(8, 10)) + timedelta(minutes=17 * number)
    matter = submit(government, each["title_vi"], each["lead"], moment)
    with at(on_day(working_day_after(day, 1), time(9, 10)) + timedelta(minutes=number)):
        services.add_item(
            actor=government.clerk,
            meeting=meeting,
            matter=matter,
            minutes=minutes,
            presenter=government.leading(matter.lead),
            asks=each["asks"],
        )


def _note_who_came(government: Government, meeting: Meeting, moment: datetime) -> None:
    clerk, seats = government.clerk, government.seats
    absences = {ABSENT_2019: (Presence.ABSENT, None, "Có lý do")}
    deputies = {DEPUTY_2019[0]: (Presence.DEPUTY, government.people[DEPUTY_2019[1]], "")}
    connected = dict.fromkeys(REMOTE_2019, (Presence.REMOTE, None, ""))
    for number, (key, (presence, deputy, reason)) in enumerate({**absences, **deputies, **connected}.items()):
        with at(moment + timedelta(seconds=50 * number)):
            services.note_attendance(
                actor=clerk,
                meeting=meeting,
                seat=seats[key],
                presence=presence.value,
                deputy=deputy,
                reason=reason,
            )
    with at(moment + timedelta(minutes=15)):
        services.note_attendance_of_all(actor=clerk, meeting=meeting)


def _vote(government: Government, meeting: Meeting, item: AgendaItem, moment: datetime) -> Ballot:
    with at(moment):
        ballot = services.open_vote_on_item(actor=government.clerk, meeting=meeting, item=item)
    voters = [seat for key, seat in government.seats.items() if key not in (ABSENT_2019, DEPUTY_2019[0])]
    # In an order of their own, not in that of the table.
    for number, seat in enumerate(sorted(voters, key=lambda seat: seat.order * 11 % 29)):
        with at(moment + timedelta(seconds=12 + 4 * number)):
            services.cast_vote(
                actor=government.holder(seat),
                meeting=meeting,
                ballot=ballot,
                choice="for",
                named=0,
                key=_key(ballot, seat.key),
            )
    return ballot


def _key(ballot: Ballot, name: str) -> UUID:
    return uuid5(ballot.pk, name)


@lru_cache
def _sessions() -> dict[str, Any]:
    facts = tomllib.loads((FILES / "sessions.toml").read_text(encoding="utf-8"))
    return {each["key"]: each for each in facts["session"]}


def _described(key: str) -> dict[str, Any]:
    found: dict[str, Any] = _sessions()[key]
    return found
