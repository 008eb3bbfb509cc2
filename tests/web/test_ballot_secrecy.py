"""Before a ballot is closed nothing that anybody can fetch tells how the answers went."""

import re
from datetime import datetime

import pytest
from django.db import transaction
from django.urls import reverse

from ballots.live import ROOM, enter
from ballots.models import Ballot
from core.journal import entries
from core.live import Unwelcome
from core.time import at, now
from tests.cast import Cabinet
from tests.web.test_ballot_answer import browser, page

SILENT = 5  # the seat whose holder has not answered and watches
VISITS = re.compile(r'name="(?:csrfmiddlewaretoken|key)" value="[^"]*"|"now":"[^"]*"')
WATCHERS = ("clerk", "head", "auditor", "assistant", "operator")


def everything(cabinet: Cabinet, ballot: Ballot) -> dict[str, str]:
    """Every page and live answer about the ballot, for everybody but those who have answered."""
    people = {name: getattr(cabinet, name) for name in WATCHERS} | {"silent": cabinet.holders[SILENT]}
    live = reverse("live_poll", args=["ballot", ballot.pk])
    paths = [
        page(ballot),
        reverse("ballot_list"),
        reverse("today"),
        f"{live}?view=board",
        f"{live}?view=ballot",
    ]
    paths += [ballot.matter.get_absolute_url(), f"{page(ballot)}?edit=1"]
    return {
        f"{name} {path}": VISITS.sub("", browser(person).get(path).text)
        for name, person in people.items()
        for path in paths
    }


def told(cabinet: Cabinet, ballot: Ballot, choice: str, seen_at: datetime) -> dict[str, str]:
    """What everybody can fetch at a moment when all but one seat have answered so; nothing of it stays."""
    with transaction.atomic():
        for order in cabinet.holders:
            if order != SILENT:
                cabinet.answer(ballot, order, choice, text="Như nhau" if choice == "other" else "")
        with at(seen_at):
            found = everything(cabinet, ballot)
        transaction.set_rollback(True)
    return found


@pytest.mark.parametrize("past", [False, True], ids=["while it is open", "past the deadline"])
def test_all_agreeing_and_all_disagreeing_look_the_same(
    cabinet: Cabinet, open_ballot: Ballot, past: bool
) -> None:
    assert open_ballot.closes_at is not None
    with at(now()):
        seen_at = open_ballot.closes_at if past else now()
        agreed, disagreed, other = (
            told(cabinet, open_ballot, choice, seen_at) for choice in ("for", "against", "other")
        )

    assert agreed == disagreed
    assert agreed == other
    assert any("4/5" in text for text in agreed.values())


def test_the_journal_holds_no_choice_before_closing(cabinet: Cabinet, open_ballot: Ballot) -> None:
    cabinet.answer(open_ballot, 1, "other", text="Bí mật")

    facts = str(list(entries(open_ballot.stream).values_list("facts", flat=True)))

    assert "other" not in facts
    assert "Bí mật" not in facts


# -- the live room ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "view", "code"),
    [
        ("minister", "board", 4403),
        ("assistant", "board", 4403),
        ("minister", "console", 4403),
        ("outsider", "ballot", 4404),
        ("deputy", "ballot", 4404),
        ("guest", "ballot", 4404),
        ("operator", "board", 4404),
    ],
)
def test_who_may_not_enter_the_room(
    cabinet: Cabinet, open_ballot: Ballot, name: str, view: str, code: int
) -> None:
    with pytest.raises(Unwelcome) as no:
        enter(getattr(cabinet, name), str(open_ballot.pk), view, "vi")
    assert no.value.code == code


def test_a_vote_in_session_has_no_room_of_a_ballot(cabinet: Cabinet, open_vote: Ballot) -> None:
    with pytest.raises(Unwelcome):
        enter(cabinet.clerk, str(open_vote.pk), "board", "vi")


def test_everybody_of_an_audience_gets_the_same_sections(cabinet: Cabinet, open_ballot: Ballot) -> None:
    key = str(open_ballot.pk)
    cabinet.answer(open_ballot, 3, "against")

    member, other, assistant = (
        enter(person, key, "ballot", "vi")
        for person in (cabinet.minister, cabinet.second_minister, cabinet.assistant)
    )

    assert member == other  # the assistant's papers are fewer: restricted ones are not among them
    drawn, theirs = (ROOM.render(ROOM.look(key), audience) for audience in (member, assistant))
    assert drawn == theirs
    assert set(drawn) == {"deadline", "turnout", "state", "result", "answers", "papers", "changes"}
    assert "1/5" in drawn["turnout"]
    assert (drawn["result"].strip(), drawn["answers"]) == ("", "")


def test_only_the_secretariat_has_buttons_on_the_live_board(cabinet: Cabinet, open_ballot: Ballot) -> None:
    key = str(open_ballot.pk)

    clerk, auditor = (
        ROOM.render(ROOM.look(key), enter(p, key, "board", "vi")) for p in (cabinet.clerk, cabinet.auditor)
    )

    assert "formaction" in clerk["steps"]
    assert "formaction" not in auditor["steps"]
    assert "csrfmiddlewaretoken" not in str(clerk)
