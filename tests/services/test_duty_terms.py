"""Duties have days and a body: a term begins and ends by itself, and nobody has the same twice at once."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from importlib import import_module
from uuid import uuid4

import pytest
import time_machine
from django.apps import apps
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from core.refusals import Refusal
from core.time import HANOI, now, today
from people.accounts.standing import standing_of
from people.administration import acts
from people.administration.proposing import confirm_proposal
from people.models import Appointment, Body, Duty, DutyTerm, Person, Proposal, SeatKind
from people.policies import (
    is_secretariat,
    may_administer_people,
    may_confirm_change,
    may_read_the_record,
    may_view_people,
)
from people.selectors import on_duty, seats_served_by
from tests.cast import Cabinet, duties_of, give_duty

DAY = timedelta(days=1)
REASON = "Quyết định số 12/QĐ-VPCP"
carrying = import_module("people.migrations.0010_duties_carried_over")


def term(cabinet: Cabinet, **days: date | None) -> DutyTerm:
    """The outsider is a clerk of the whole house between these days."""
    return DutyTerm.objects.create(person=cabinet.outsider, duty=Duty.CLERK, **days)


@pytest.fixture
def province(cabinet: Cabinet) -> Body:
    """Another body of the house."""
    return Body.objects.create(key="ubnd-tinh-a", name_vi="Ủy ban nhân dân tỉnh A", name_en="Committee A")


def test_a_term_ends_at_midnight_by_itself_with_the_session_and_its_sockets(cabinet: Cabinet) -> None:
    last = today()
    term(cabinet, starts_on=last - DAY, ends_on=last)
    client, before = signed_in_before_midnight(cabinet.outsider, last)
    with late_on(last):
        assert client.get(reverse("meeting_new")).status_code == 200
    with time_machine.travel(midnight_of(last + DAY), tick=False):
        assert (duties_of(cabinet.outsider), is_secretariat(cabinet.outsider, cabinet.body.pk)) == ([], False)
        after = standing_of(before)
        assert (after.keys(), after != before) == (before.keys(), True)
        assert client.get(reverse("meeting_new"))["Location"].startswith(reverse("sign_in"))


def test_an_appointment_ends_at_midnight_by_itself_too(cabinet: Cabinet) -> None:
    last = today()
    Appointment.objects.filter(person=cabinet.assistant).update(ends_on=last)
    _client, before = signed_in_before_midnight(cabinet.assistant, last)
    with time_machine.travel(midnight_of(last + DAY), tick=False):
        after = standing_of(before)
        assert (after.keys(), after != before) == (before.keys(), True)
        assert seats_served_by(cabinet.assistant) == []


def test_who_has_the_same_rights_after_midnight_goes_on_working(cabinet: Cabinet) -> None:
    last = today()
    client, before = signed_in_before_midnight(cabinet.assistant, last)
    with time_machine.travel(midnight_of(last + DAY), tick=False):
        assert standing_of(before) == before
        assert client.get(reverse("today")).status_code == 200


def late_on(day: date) -> time_machine.travel:
    """A minute before this day ends; the clock stands still."""
    return time_machine.travel(midnight_of(day + DAY) - timedelta(minutes=1), tick=False)


def signed_in_before_midnight(person: Person, day: date) -> tuple[Client, Mapping[str, str]]:
    """A browser in use a minute before the day ends, and what its session stands on."""
    client = Client()
    with late_on(day):
        client.force_login(person)
        before = standing_of([client.session.session_key or ""])
    assert len(before) == 1
    return client, before


def test_a_term_that_begins_tomorrow_opens_nothing_today_and_everything_tomorrow(cabinet: Cabinet) -> None:
    proposal = acts.give_duty(
        actor=cabinet.administrator,
        key=uuid4(),
        person=cabinet.outsider,
        duty="clerk",
        starts_on=today() + DAY,
        reason=REASON,
    )
    client = Client()
    client.force_login(cabinet.outsider)
    confirm_proposal(actor=cabinet.head, proposal=proposal)
    assert (client.get(reverse("today")).status_code, duties_of(cabinet.outsider)) == (200, [])
    with time_machine.travel(midnight_of(today() + DAY), tick=False):
        assert duties_of(cabinet.outsider) == ["clerk"]
        assert client.get(reverse("today")).status_code == 302  # other rights: come in anew
        client.force_login(cabinet.outsider)
        assert client.get(reverse("meeting_new")).status_code == 200


def test_a_person_may_have_several_duties_and_loses_one_of_them(cabinet: Cabinet) -> None:
    give_duty(cabinet.clerk, Duty.AUDITOR)
    give_duty(cabinet.clerk, Duty.PEOPLE)
    assert duties_of(cabinet.clerk) == ["auditor", "clerk", "people"]

    def able() -> list[bool]:
        who, body = cabinet.clerk, cabinet.body.pk
        return [is_secretariat(who, body), may_read_the_record(who, body), may_administer_people(who)]

    assert able() == [True, True, True]
    DutyTerm.objects.filter(person=cabinet.clerk, duty="auditor").update(ends_on=today() - DAY)
    assert able() == [True, False, True]


def test_a_duty_that_was_given_today_by_mistake_is_called_off_today(cabinet: Cabinet) -> None:
    made = term(cabinet, starts_on=today())

    def end(last: date) -> Proposal:
        return acts.end_duty(actor=cabinet.administrator, key=uuid4(), term=made, last=last, reason=REASON)

    with pytest.raises(Refusal, match="past_is_kept"):
        end(today() - 2 * DAY)
    confirm_proposal(actor=cabinet.head, proposal=end(today() - DAY))
    made.refresh_from_db()
    assert (made.called_off, made.ends_on, duties_of(cabinet.outsider)) == (True, None, [])
    again = {"person": cabinet.outsider, "duty": "clerk", "reason": REASON}
    assert acts.give_duty(actor=cabinet.administrator, key=uuid4(), **again).status == "open"


def test_the_head_of_a_body_is_none_of_the_house_and_confirms_nothing(
    cabinet: Cabinet, province: Body
) -> None:
    """Four eyes: the head of another body neither proposes nor confirms who serves where."""
    other = give_duty(cabinet.outsider, Duty.HEAD, province)
    who = cabinet.outsider
    assert [is_secretariat(who, key) for key in (province.pk, cabinet.body.pk, None)] == [True, False, False]
    assert (may_confirm_change(who), may_view_people(who), may_administer_people(who)) == (
        False,
        False,
        False,
    )
    assert set(on_duty(Duty.HEAD)) == {cabinet.head}
    assert set(on_duty(Duty.HEAD, body=province.pk)) == {cabinet.head, other.person}
    assert set(on_duty(Duty.HEAD, body=cabinet.body.pk)) == {cabinet.head}


def test_an_operator_or_administrator_of_a_body_is_refused(cabinet: Cabinet, province: Body) -> None:
    with pytest.raises(Refusal, match="duty_of_the_house"):
        acts.give_duty(
            actor=cabinet.administrator,
            key=uuid4(),
            person=cabinet.outsider,
            duty="operator",
            body=province,
            reason=REASON,
        )


@pytest.mark.parametrize(
    "fields",
    [
        {"starts_on": "2026-02-01", "ends_on": "2026-01-31"},
        {"starts_on": "2026-02-01", "duty": "people", "body": True},
        {"starts_on": "2026-02-01", "duty": "clerk"},
        {"starts_on": "2026-02-01", "duty": "auditor", "body": True},
    ],
    ids=["dates in no order", "an administrator of a body", "twice for the house", "twice for a body"],
)
def test_the_database_itself_keeps_no_term_that_cannot_be(
    cabinet: Cabinet, province: Body, fields: dict[str, object]
) -> None:
    give_duty(cabinet.outsider, Duty.CLERK)
    give_duty(cabinet.outsider, Duty.AUDITOR, province)
    wanted = {"duty": "head", **fields, "body": province if fields.get("body") else None}
    with pytest.raises(IntegrityError), transaction.atomic():
        DutyTerm.objects.create(person=cabinet.outsider, **wanted)


def test_duties_from_before_terms_are_carried_over_from_the_first_day_that_is_known(cabinet: Cabinet) -> None:
    """The day before which nothing was done: no act of the past loses the duty that stood behind it."""
    first = cabinet.seats[0]
    first.valid_from, first.kind = date(2011, 5, 1), SeatKind.MINISTER
    first.save()
    assert carrying.first_day(apps) == date(2011, 5, 1)


def test_a_duty_that_was_proposed_before_terms_still_waits_as_a_term(cabinet: Cabinet) -> None:
    key, held = str(cabinet.clerk.pk), DutyTerm.objects.get(person=cabinet.clerk)
    old = {"kind": "person.duty", "subject": key, "now": {"duty": "auditor"}, "was": {"duty": "clerk"}}
    changes = carrying.in_terms(old, {cabinet.clerk.pk: held.pk})
    assert [(each["kind"], each["now"].get("duty")) for each in changes] == [
        ("duty.ended", None),
        ("duty.given", "auditor"),
    ]
    waits = Proposal.objects.create(changes=changes, proposed_by=cabinet.administrator, proposed_at=now())
    confirm_proposal(actor=cabinet.head, proposal=waits)
    held.refresh_from_db()
    assert (held.ends_on, duties_of(cabinet.clerk)) == (today(), ["auditor", "clerk"])


def midnight_of(day: date) -> datetime:
    """The first moment of a day in Ha Noi."""
    return datetime(day.year, day.month, day.day, tzinfo=HANOI)
