"""Reasons and notes of the acts on a ballot: kept to their last word or refused with all of it, never cut."""

from collections.abc import Callable
from datetime import timedelta
from typing import NamedTuple

import pytest
from django.urls import reverse

from ballots.models import Ballot
from ballots.services import submit_ballot
from core.time import local
from people.models import Person
from tests.cast import Cabinet
from tests.services.saying import kinds, newest
from tests.services.test_bound_papers import offered
from tests.web.test_ballot_answer import browser
from tests.web.test_ballot_ruling import reported

pytestmark = pytest.mark.django_db

LINES = ["Dòng thứ mười tám"] * 110 + ["x" * 16, "HẾT"]
WHOLE = "\r\n".join(LINES)  # as a browser sends what it has counted as 2,000 characters


class Act(NamedTuple):
    """An act with a text: by whom, on what, in which field, and what the journal calls it."""

    name: str
    person: Person
    ballot: Ballot
    field: str
    kind: str
    also: dict[str, str]


def submission(cabinet: Cabinet) -> Act:
    return Act("ballot_submit", cabinet.clerk, cabinet.draft_ballot(), "note", "ballot.submitted", {})


def returning(cabinet: Cabinet) -> Act:
    submitted = submit_ballot(actor=cabinet.clerk, ballot=cabinet.draft_ballot(), note="Kính trình")
    return Act("ballot_return", cabinet.head, submitted, "reason", "ballot.returned", {})


def recall(cabinet: Cabinet) -> Act:
    return Act("ballot_recall", cabinet.head, cabinet.open_ballot(), "reason", "ballot.recalled", {})


def replacing(cabinet: Cabinet) -> Act:
    opened = cabinet.open_ballot()
    cabinet.paper(opened.matter)
    also = {"offered": offered(opened)}
    return Act("papers_replace", cabinet.head, opened, "reason", "ballot.papers_replaced", also)


def ruling(cabinet: Cabinet) -> Act:
    also = {"ruling": "send_back"}
    return Act("ballot_rule", cabinet.chair, reported(cabinet), "note", "ballot.decided", also)


def approval(cabinet: Cabinet) -> Act:
    submitted = submit_ballot(actor=cabinet.clerk, ballot=cabinet.draft_ballot(), note="Kính trình")
    return Act("ballot_approve", cabinet.head, submitted, "opinion", "ballot.approved", {})


def extension(cabinet: Cabinet) -> Act:
    opened = cabinet.open_ballot()
    assert opened.closes_at is not None
    later = local(opened.closes_at + timedelta(hours=1))
    also = {"deadline_day": later.date().isoformat(), "deadline_time": f"{later:%H:%M}"}
    return Act("ballot_extend", cabinet.head, opened, "reason", "ballot.extended", also)


ACTS = pytest.mark.parametrize("made", [submission, returning, recall, replacing, ruling])


@pytest.mark.parametrize("made", [submission, returning, recall, replacing, ruling, approval, extension])
def test_what_the_page_let_somebody_type_is_kept_to_its_last_word(
    cabinet: Cabinet, made: Callable[[Cabinet], Act]
) -> None:
    act = made(cabinet)
    assert (len("\n".join(LINES)), len(WHOLE)) == (2000, 2111)
    posted = browser(act.person).post(reverse(act.name, args=[act.ballot.pk]), {act.field: WHOLE, **act.also})
    assert posted.status_code == 302
    entry = newest(act.ballot.stream)
    assert (entry.kind, entry.facts[act.field]) == (act.kind, " ".join(LINES))


@ACTS
def test_what_is_longer_is_refused_and_stays_on_the_page_with_every_word(
    cabinet: Cabinet, made: Callable[[Cabinet], Act]
) -> None:
    act = made(cabinet)
    typed = {act.field: WHOLE + "!", **act.also}
    refused = browser(act.person).post(reverse(act.name, args=[act.ballot.pk]), typed)
    assert refused.status_code in (409, 422)
    assert refused.text.count("This text has 2001 characters; at most 2000 are kept") == 1
    assert "x\r\nHẾT!</textarea>" in refused.text
    assert act.kind not in kinds(act.ballot.stream)


def test_a_recall_that_comes_too_late_still_shows_what_was_typed(cabinet: Cabinet) -> None:
    late = reported(cabinet)
    refused = browser(cabinet.head).post(reverse("ballot_recall", args=[late.pk]), {"reason": "Gửi nhầm"})
    assert refused.status_code == 422
    assert "has been reported to the chair" in refused.text
    assert "Gửi nhầm</textarea>" in refused.text
