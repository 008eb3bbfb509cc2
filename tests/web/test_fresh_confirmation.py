"""Casting, approving and signing ask who is there when the last proof is older than the procedure allows."""

import re
import time
from html import unescape
from uuid import uuid4

import time_machine
from django.test import Client
from django.urls import reverse

from ballots.models import Answer, Ballot
from ballots.rules import Status
from ballots.services import submit_ballot
from meetings.models import Meeting
from people.models import Person
from tests.cast import PASSWORD, Cabinet

HOURS = 4  # of the procedures in force (mark "?")


def signed_in(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    client.cookies["django_language"] = "en"
    return client


def choice() -> dict[str, str]:
    return {"choice": "for", "named": "0", "key": str(uuid4()), "opinion": "Một ý kiến\nhai dòng & <b>"}


def hidden(page: str) -> dict[str, str]:
    """What the page that asks takes along."""
    found = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', page, re.DOTALL)
    return {
        name: unescape(value)
        for name, value in found
        if name not in ("csrfmiddlewaretoken", "next", "confirm_act")
    }


def cast_url(meeting: Meeting, vote: Ballot) -> str:
    return reverse("vote_cast", args=[meeting.pk, vote.pk])


def test_within_the_limit_signing_in_is_proof_enough(
    cabinet: Cabinet, running_meeting: Meeting, open_vote: Ballot
) -> None:
    with time_machine.travel(time.time()) as clock:
        client = signed_in(cabinet.minister)
        clock.shift(HOURS * 3600 - 60)
        assert client.post(cast_url(running_meeting, open_vote), choice()).status_code == 303
    assert Answer.objects.count() == 1


def test_afterwards_the_password_is_asked_and_what_was_chosen_goes_with_it(
    cabinet: Cabinet, running_meeting: Meeting, open_vote: Ballot
) -> None:
    sent, url = choice(), cast_url(running_meeting, open_vote)
    with time_machine.travel(time.time()) as clock:
        client = signed_in(cabinet.minister)
        clock.shift(HOURS * 3600 + 60)
        asked = client.post(url, sent)
        assert asked.status_code == 403
        assert Answer.objects.count() == 0
        kept = hidden(asked.text)
        assert kept == sent
        wrong = client.post(url, {**kept, "confirm_password": "not this one"})
        assert (wrong.status_code, hidden(wrong.text)) == (422, sent)
        assert "This is not your password" in wrong.text
        assert Answer.objects.count() == 0
        right = client.post(url, {**kept, "confirm_password": PASSWORD})
        assert right.status_code == 303
        assert Answer.objects.count() == 1
        clock.shift(60)
        again = {**choice(), "named": "1"}
        assert client.post(url, again).status_code == 303, "confirmed a minute ago"


def test_a_script_is_told_to_send_its_form_as_a_page(
    cabinet: Cabinet, running_meeting: Meeting, open_vote: Ballot
) -> None:
    with time_machine.travel(time.time()) as clock:
        client = signed_in(cabinet.minister)
        clock.shift(HOURS * 3600 + 60)
        told = client.post(
            cast_url(running_meeting, open_vote), choice(), headers={"X-Fragment": "vote-sheet"}
        )
    assert (told.status_code, told["X-Confirm"], told.json()["code"]) == (403, "1", "confirm_first")


def test_somebody_else_s_password_confirms_nothing(
    cabinet: Cabinet, running_meeting: Meeting, open_vote: Ballot
) -> None:
    cabinet.minister.set_password("the-minister-s-own-password")
    cabinet.minister.save()
    with time_machine.travel(time.time()) as clock:
        client = signed_in(cabinet.minister)
        clock.shift(HOURS * 3600 + 60)
        sent = {**choice(), "confirm_password": PASSWORD}
        assert client.post(cast_url(running_meeting, open_vote), sent).status_code == 422
    assert Answer.objects.count() == 0


def test_a_meeting_planned_before_there_was_the_rule_asks_nobody(
    cabinet: Cabinet, running_meeting: Meeting, open_vote: Ballot
) -> None:
    facts = dict(open_vote.procedure_facts)
    del facts["confirmation_minutes"]
    Ballot.objects.filter(pk=open_vote.pk).update(procedure_facts=facts)
    with time_machine.travel(time.time()) as clock:
        client = signed_in(cabinet.minister)
        clock.shift(HOURS * 3600 + 60)
        assert client.post(cast_url(running_meeting, open_vote), choice()).status_code == 303


def test_approving_asks_too(cabinet: Cabinet) -> None:
    ballot = cabinet.draft_ballot()
    submit_ballot(actor=cabinet.clerk, ballot=ballot, note="Trình đồng chí.")
    rule = {**ballot.procedure_facts["confirmation_minutes"], "value": 10}
    facts = {**ballot.procedure_facts, "confirmation_minutes": rule}
    Ballot.objects.filter(pk=ballot.pk).update(procedure_facts=facts)
    with time_machine.travel(time.time()) as clock:
        client = signed_in(cabinet.head)
        clock.shift(11 * 60)
        url = reverse("ballot_approve", args=[ballot.pk])
        asked = client.post(url, {"opinion": "Đồng ý trình"})
        assert (asked.status_code, hidden(asked.text)) == (403, {"opinion": "Đồng ý trình"})
        ballot.refresh_from_db()
        assert ballot.status == Status.SUBMITTED
