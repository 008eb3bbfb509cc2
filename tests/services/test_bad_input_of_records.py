"""What may go wrong between a draft and its issue is refused with a sentence; nothing is half done."""

from collections.abc import Callable
from copy import deepcopy
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from django.db import connection

from core import triggers
from core.refusals import Refusal
from core.time import at, local, now
from core.wording import sentence
from meetings import services as meeting_services
from meetings.models import FrozenMinutes, Meeting
from people.models import Appointment, Role
from records import services
from records.models import Delivery, Record, RegisterLine
from records.rules import Status
from tests.cast import Cabinet
from tests.records.issued import approved_minutes, keys, ready_record, signed_record

pytestmark = pytest.mark.django_db


@pytest.fixture
def meeting(cabinet: Cabinet) -> Meeting:
    """A closed meeting with a vote and approved minutes, in a house whose signatories have keys."""
    keys(cabinet)
    return approved_minutes(cabinet)


def refused(act: Callable[[], object], code: str) -> None:
    with pytest.raises(Refusal) as no:
        act()
    assert no.value.code == code
    assert sentence(no.value)  # in words


def frozen_with(meeting: Meeting, change: Callable[[Any], None]) -> None:
    """Minutes as a fault or a hand in the database would have left them."""
    frozen = FrozenMinutes.objects.get(minutes__meeting=meeting)
    facts = deepcopy(frozen.facts)
    change(facts)
    with triggers.released(connection):
        FrozenMinutes.objects.filter(pk=frozen.pk).update(facts=facts)


def test_facts_that_change_after_the_seal_stop_the_issue_and_nobody_receives_it(
    cabinet: Cabinet, meeting: Meeting
) -> None:
    record = services.seal_record(actor=cabinet.clerk, record=signed_record(cabinet, meeting))
    approved_minutes(cabinet, meeting, text="Tầng 2.")
    refused(partial(services.issue_record, actor=cabinet.clerk, record=record), "record_facts_changed")
    record.refresh_from_db()
    assert (record.status, record.issued_at) == (Status.SEALED, None)
    assert not Delivery.objects.exists()
    # Its number stays in the register, marked; the document drawn up anew gets the next one.
    services.withdraw_record(actor=cabinet.clerk, record=record, reason="Biên bản có bản mới.")
    assert signed_record(cabinet, meeting).number == "02/BB-NCN"


def test_who_took_the_office_over_since_the_approval_did_not_approve_of_signing_it(
    cabinet: Cabinet, meeting: Meeting
) -> None:
    record, today = ready_record(cabinet, meeting), local(now()).date()
    Appointment.objects.filter(person=cabinet.chair).update(ends_on=today - timedelta(days=1))
    Appointment.objects.create(
        person=cabinet.outsider, seat=cabinet.chair_seat, role=Role.HOLDER, starts_on=today
    )
    number = partial(services.number_record, actor=cabinet.clerk, record=record)
    refused(number, "record_signatory_changed")
    assert not RegisterLine.objects.exists()


def test_minutes_that_do_not_add_up_or_name_nobody_become_no_document(cabinet: Cabinet) -> None:
    keys(cabinet)
    running = cabinet.running_meeting()
    vote = cabinet.open_vote(running)
    for order in (1, 2, 3):
        cabinet.vote(running, vote, order)
    meeting_services.close_vote(actor=cabinet.clerk, meeting=running, ballot=vote)
    meeting_services.publish_vote(actor=cabinet.clerk, meeting=running, ballot=vote)
    meeting = meeting_services.close_meeting(actor=cabinet.clerk, meeting=running)
    until = now() + timedelta(days=1)
    meeting_services.circulate_minutes(actor=cabinet.clerk, meeting=meeting, until=until)
    with at(until + timedelta(minutes=1)):
        meeting_services.approve_minutes(actor=cabinet.head, meeting=meeting)
    whole = FrozenMinutes.objects.get(minutes__meeting=meeting).facts
    draw = partial(services.draw_up_record, actor=cabinet.clerk, kind="minutes", subject=meeting.stream)

    def seats(facts: Any) -> Any:
        return next(item["votes"][0]["seats"] for item in facts["facts"]["items"] if item["votes"])

    def lose_a_choice(facts: Any) -> None:
        next(seat for seat in seats(facts) if seat["choice"])["choice"] = None

    def lose_an_office(facts: Any) -> None:
        seats(facts)[0]["office"] = ""

    for change, code in (
        (lose_a_choice, "minutes_votes_differ"),
        (lose_an_office, "minutes_seat_without_office"),
    ):
        frozen_with(meeting, change)
        refused(draw, code)
        frozen_with(meeting, lambda facts: facts.update(deepcopy(whole)))
    assert not Record.objects.exists()
    assert draw().status == Status.DRAFT
