"""Proposals that wait: who is told of them, when they lapse, and what an urgent suspension does meanwhile."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from core.journal import CLOCK, entries
from core.models import Entry
from core.time import at
from ecabinet.doctor import running
from people import notices
from people.administration import acts
from people.administration.expiring import expire_proposals, recall_suspensions
from people.administration.proposing import confirm_proposal, decline_proposal, withdraw_proposal
from people.administration.rules import lapses_at
from people.administration.selectors import proposals_of, proposals_to_decide
from people.models import Duty, Notice, Person, Proposal
from tests.cast import Cabinet, person
from tests.services.test_people_changes import code

REASON = "Quyết định số 12/QĐ-TTg về ông Nguyễn Văn Kín"
DAY = timedelta(days=1)
TERM = timedelta(days=7)
WAITS, DECIDED = "people:proposal_waits", "people:proposal_decided"


def a_duty(cabinet: Cabinet) -> Proposal:
    return acts.give_duty(
        actor=cabinet.administrator, key=uuid4(), person=cabinet.outsider, duty=Duty.CLERK, reason=REASON
    )


def duties(who: Person) -> list[str]:
    return [term.duty for term in Person.objects.get(pk=who.pk).duties]


def suspended(cabinet: Cabinet, *, urgent: bool = True) -> Proposal:
    return acts.suspend_person(
        actor=cabinet.administrator, key=uuid4(), person=cabinet.outsider, reason=REASON, urgent=urgent
    )


def told(kind: str) -> set[str]:
    """Whom a message of this kind is for."""
    return set(Notice.objects.filter(kind=kind).values_list("person__username", flat=True))


@pytest.mark.parametrize(
    ("days", "in_effect", "lapses"), [(7, False, True), (0, False, False), (7, True, False)]
)
def test_a_proposal_lapses_after_its_days_and_a_suspension_that_holds_never(
    days: int, in_effect: bool, lapses: bool
) -> None:
    moment = datetime(2026, 11, 26, 8, tzinfo=UTC)
    found = lapses_at(moment, days, in_effect=in_effect)
    assert found == (moment + timedelta(days=days) if lapses else None)


def test_what_nobody_decided_in_time_changes_nothing_and_says_so(cabinet: Cabinet) -> None:
    proposal = a_duty(cabinet)
    with at(proposal.proposed_at + TERM):
        assert proposals_to_decide(cabinet.head) == proposals_of(cabinet.administrator) == []
        for act in (
            lambda: confirm_proposal(actor=cabinet.head, proposal=proposal),
            lambda: decline_proposal(actor=cabinet.head, proposal=proposal, reason=REASON),
            lambda: withdraw_proposal(actor=cabinet.administrator, proposal=proposal),
        ):
            assert code(act) == "proposal_expired"
        proposal.refresh_from_db()
        assert (duties(cabinet.outsider), proposal.status, proposal.decided_by) == ([], "expired", None)
        assert [each.kind for each in entries("people")] == ["proposal.made", "proposal.expired"]
        assert Entry.objects.get(kind="proposal.expired").actor == CLOCK
        again = a_duty(cabinet)
        confirm_proposal(actor=cabinet.head, proposal=again)
        assert duties(cabinet.outsider) == ["clerk"]


def test_a_moment_before_it_lapses_it_may_be_confirmed(cabinet: Cabinet) -> None:
    proposal = a_duty(cabinet)
    with at(proposal.proposed_at + TERM - timedelta(seconds=1)):
        assert expire_proposals() == 0
        assert confirm_proposal(actor=cabinet.head, proposal=proposal).status == "confirmed"


def test_the_clock_closes_what_has_lapsed_once_and_tells_whoever_proposed_it(cabinet: Cabinet) -> None:
    proposal = a_duty(cabinet)
    with at(proposal.proposed_at + TERM):
        assert [expire_proposals() for _ in range(3)] == [1, 0, 0]
    assert told(DECIDED) == {cabinet.administrator.username}


def test_a_house_may_let_proposals_wait_for_ever(cabinet: Cabinet, settings: Settings) -> None:
    settings.PROPOSAL_DAYS = 0
    proposal = a_duty(cabinet)
    with at(proposal.proposed_at + 100 * DAY):
        assert expire_proposals() == 0
        assert confirm_proposal(actor=cabinet.head, proposal=proposal).status == "confirmed"


def test_whoever_may_confirm_is_told_and_nobody_else(cabinet: Cabinet) -> None:
    second = person("second-administrator", duty=Duty.PEOPLE)
    a_duty(cabinet)
    assert told(WAITS) == {cabinet.head.username, second.username}
    acts.suspend_person(actor=cabinet.administrator, key=uuid4(), person=second, reason=REASON)
    about_second = Notice.objects.filter(kind=WAITS).order_by("-queued_at", "person__username")
    assert about_second.filter(person=second).count() == 1, "nobody is asked about himself"


def test_a_letter_names_nobody_and_nothing_and_leads_to_one_page(cabinet: Cabinet) -> None:
    Person.objects.filter(pk__in=[cabinet.head.pk, cabinet.administrator.pk]).update(
        email="a@cabinet.example"
    )
    proposal = a_duty(cabinet)
    notices.send_due()
    confirm_proposal(actor=cabinet.head, proposal=proposal)
    notices.send_due()
    asked, settled = mail.outbox
    for letter in (asked, settled):
        said = letter.message().as_string() + str(letter.subject) + str(letter.body)
        for secret in (REASON, "Văn Kín", cabinet.outsider.username, cabinet.outsider.label_vi, "clerk"):
            assert secret not in said
        assert str(letter.body).count("http") == 1
        assert reverse("proposal", args=[proposal.pk]) in str(letter.body)
    assert ("Đã xác nhận" in str(settled.body), "Confirmed" in str(settled.body)) == (True, True)


def test_a_letter_is_not_sent_once_it_is_decided(cabinet: Cabinet) -> None:
    proposal = a_duty(cabinet)
    decline_proposal(actor=cabinet.head, proposal=proposal, reason=REASON)
    notices.send_due()
    outcomes = dict(Notice.objects.values_list("kind", "outcome"))
    assert outcomes[WAITS] == "not_needed"


def test_whoever_withdraws_is_not_told_of_it(cabinet: Cabinet) -> None:
    withdraw_proposal(actor=cabinet.administrator, proposal=a_duty(cabinet))
    assert told(DECIDED) == set()


def test_an_urgent_suspension_that_nobody_confirms_holds_and_is_recalled_every_day(cabinet: Cabinet) -> None:
    """An account that may be in wrong hands does not open again by itself, and nobody forgets it."""
    proposal = suspended(cabinet)
    for days, told_so_far in ((0, 0), (1, 2), (2, 4), (30, 6)):
        with at(proposal.proposed_at + days * DAY):
            expire_proposals()
            for _again in range(2):
                recall_suspensions()
        count = Notice.objects.filter(kind="people:suspension_unconfirmed").count()
        assert (days, count) == (days, told_so_far)
    cabinet.outsider.refresh_from_db()
    proposal.refresh_from_db()
    assert (cabinet.outsider.is_active, proposal.status) == (False, "open")
    assert told("people:suspension_unconfirmed") == {cabinet.head.username, cabinet.administrator.username}
    with at(proposal.proposed_at + 31 * DAY):
        assert "1 hold for more than a day by one person's word" in [each.seen for each in running.people()]
        decline_proposal(actor=cabinet.head, proposal=proposal, reason="Không đủ căn cứ")
        assert recall_suspensions() == 0
    cabinet.outsider.refresh_from_db()
    assert cabinet.outsider.is_active is True


def test_a_suspension_that_does_not_hold_yet_lapses_like_any_other(cabinet: Cabinet) -> None:
    proposal = suspended(cabinet, urgent=False)
    with at(proposal.proposed_at + TERM):
        assert (expire_proposals(), recall_suspensions()) == (1, 0)
    cabinet.outsider.refresh_from_db()
    assert cabinet.outsider.is_active is True


def test_the_page_says_when_it_lapses_and_afterwards_that_it_has(cabinet: Cabinet) -> None:
    proposal = a_duty(cabinet)
    client = Client()
    client.force_login(cabinet.head)
    client.cookies["django_language"] = "en"
    address = reverse("proposal", args=[proposal.pk])
    assert "if nobody decides" in client.get(address).text
    with at(proposal.proposed_at + TERM):
        unannounced = client.get(address).text
        expire_proposals()
        announced = client.get(address).text
    for page in (unannounced, announced):
        assert ("it lapsed and nothing was changed" in page, "Expired" in page) == (True, True)
        assert reverse("proposal_confirm", args=[proposal.pk]) not in page
