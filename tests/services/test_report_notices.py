"""Who is told after the closing: the drafting agency of opinions to reply to, the chair of the report."""

from datetime import timedelta

import pytest
from django.core import mail
from django.db import transaction

from ballots.models import Ballot
from ballots.services import issue_report
from core.time import at
from matters.models import Confidentiality
from people import notices
from people.models import Notice
from tests.cast import Cabinet
from tests.services.test_report import OPINION, closed

pytestmark = pytest.mark.django_db


def told(kind: str) -> dict[str, str]:
    """Who is told of this, and where it leads."""
    return dict(Notice.objects.filter(kind=kind).values_list("person__username", "path"))


def test_the_agencys_people_are_told_of_opinions_and_nobody_where_there_are_none(cabinet: Cabinet) -> None:
    closed(cabinet, "ffaf-")
    assert told("ballot:replies") == {}
    ballot = closed(cabinet, "fffo-")
    path = f"/ballots/{ballot.pk}/replies/"
    assert told("ballot:replies") == {"assistant": path, "deputy": path, "xay-dung": path}


def test_the_chair_is_told_of_the_report(cabinet: Cabinet) -> None:
    ballot = closed(cabinet)
    issue_report(actor=cabinet.clerk, ballot=ballot)
    assert told("ballot:reported") == {"thu-tuong": ballot.get_absolute_url()}


def sent(ballot: Ballot, kind: str) -> list[tuple[list[str], str]]:
    """The letters of a kind as they leave the house an hour after the closing."""
    Notice.objects.exclude(kind=kind).delete()
    mail.outbox.clear()
    assert ballot.closed_at is not None
    with at(ballot.closed_at + timedelta(hours=1)):
        notices.send_due()
    return sorted((letter.to, f"{letter.subject} {letter.body}") for letter in mail.outbox)


def addressed(ballot: Ballot) -> None:
    """Everybody has an address."""
    for notice in Notice.objects.select_related("person"):
        notice.person.email = f"{notice.person.username}@cabinet.example"
        notice.person.save()


def test_a_letter_says_nothing_of_opinions_nor_of_a_restricted_matter(cabinet: Cabinet) -> None:
    ballot = closed(cabinet, "fffo-", title="Tên phiếu riêng")
    ballot.matter.confidentiality = Confidentiality.RESTRICTED
    ballot.matter.save()
    addressed(ballot)
    letters = sent(ballot, "ballot:replies")
    # Assistants and deputies do not see a restricted matter unless they are named.
    assert [to for to, _text in letters] == [["xay-dung@cabinet.example"]]
    for _to, text in letters:
        assert f"/ballots/{ballot.pk}/replies/" in text
        assert OPINION not in text
        assert "Tên phiếu riêng" not in text
        assert ballot.matter.title not in text


def test_a_letter_that_has_become_untrue_is_not_sent(cabinet: Cabinet) -> None:
    ballot = closed(cabinet, "fffo-")
    addressed(ballot)
    with transaction.atomic():
        assert len(sent(ballot, "ballot:replies")) == 3
        transaction.set_rollback(True)
    issue_report(actor=cabinet.clerk, ballot=ballot)
    assert sent(ballot, "ballot:replies") == []
