"""Who sees whose answer before a ballot is closed, as it was chosen: pages, live rooms, receipts, frozen."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.urls import reverse

from ballots.live import ROOM, enter
from ballots.models import Ballot
from ballots.policies import may_see_answers
from ballots.rules import Asked
from ballots.services import change_ballot, close_ballot, compose_ballot, recall_ballot
from core.journal import entries, problems
from core.live import Unwelcome
from core.live.sections import head_of
from core.refusals import Refusal
from core.time import at
from people.procedure import load
from tests.cast import Cabinet
from tests.web.test_ballot_answer import browser, page

SAID = "Đề nghị làm rõ kinh phí"
SEAT = 2  # of the Deputy Prime Minister, who is none of the characters that look
RECORD = {"clerk", "head", "auditor"}
VOTERS = RECORD | {"chair", "minister", "second_minister", "assistant"}
SEEING = {
    "after_close": set[str](),
    "secretariat_and_chair": {"clerk", "head", "chair"},
    "open": VOTERS - {"assistant"},
}


@pytest.fixture(params=list(SEEING))
def ballot(request: pytest.FixtureRequest, cabinet: Cabinet) -> Ballot:
    """An open ballot under each choice; one member has answered."""
    opened = cabinet.open_ballot(answers_visible=request.param)
    cabinet.answer(opened, SEAT, "other", text=SAID)
    return opened


def reading(cabinet: Cabinet, what: Callable[[str], str]) -> set[str]:
    """The characters in whose text the answer stands."""
    return {name for name, person in cabinet.characters().items() if person and SAID in what(name)}


def shown_on_pages(cabinet: Cabinet, ballot: Ballot, path: str = "") -> set[str]:
    return reading(cabinet, lambda name: browser(getattr(cabinet, name)).get(path or page(ballot)).text)


def pushed(cabinet: Cabinet, ballot: Ballot) -> set[str]:
    """Those to whom the room of the ballot, in any of its views, sends the answer."""

    def sections(name: str) -> str:
        found = ""
        for view in ("ballot", "board"):
            try:
                audience = enter(getattr(cabinet, name), str(ballot.pk), view, "vi")
            except Unwelcome:
                continue
            found += str(ROOM.render(ROOM.look(str(ballot.pk)), audience))
        return found

    return reading(cabinet, sections)


def test_exactly_these_see_answers_come(cabinet: Cabinet, ballot: Ballot) -> None:
    people = {name: person for name, person in cabinet.characters().items() if person}
    seeing = SEEING[ballot.answers_visible]
    live = reverse("live_poll", args=["ballot", ballot.pk])

    assert {name for name, person in people.items() if may_see_answers(person, ballot)} == seeing
    assert shown_on_pages(cabinet, ballot) == seeing
    assert shown_on_pages(cabinet, ballot, f"{live}?view=ballot") == seeing
    assert shown_on_pages(cabinet, ballot, f"{live}?view=board") == seeing & RECORD
    assert pushed(cabinet, ballot) == seeing


def test_past_the_deadline_it_is_the_same_and_after_closing_all_who_received_it_see(
    cabinet: Cabinet, ballot: Ballot
) -> None:
    assert ballot.closes_at is not None
    with at(ballot.closes_at + timedelta(minutes=1)):
        assert pushed(cabinet, ballot) == SEEING[ballot.answers_visible]
        close_ballot(actor=cabinet.clerk, ballot=ballot)
        assert shown_on_pages(cabinet, ballot) == VOTERS
        assert pushed(cabinet, ballot) == VOTERS


def test_once_recalled_nobody_is_shown_answers_that_do_not_count(cabinet: Cabinet, ballot: Ballot) -> None:
    recall_ballot(actor=cabinet.head, ballot=ballot, reason="Sai tài liệu.")
    assert shown_on_pages(cabinet, ballot) == set()
    assert pushed(cabinet, ballot) == set()


def test_before_closing_there_is_no_count_and_no_decision(cabinet: Cabinet) -> None:
    ballot = cabinet.open_ballot(answers_visible="open")
    for order in (1, 2, 3):
        cabinet.answer(ballot, order)
    text = browser(cabinet.second_minister).get(page(ballot)).text
    assert "Answers so far" in text
    assert "members agree" not in text
    assert "tallybar" not in text


def test_a_member_reads_who_will_see_the_answer_before_and_after_giving_it(
    cabinet: Cabinet, ballot: Ballot
) -> None:
    sentence = {
        "after_close": "Nobody sees what members answer before the ballot is closed",
        "secretariat_and_chair": "only the Office of the Government and the chair see",
        "open": "All members and the Office of the Government see each answer",
    }[ballot.answers_visible]
    member = browser(cabinet.minister)
    assert sentence in member.get(page(ballot)).text
    cabinet.answer(ballot, cabinet.minister_seat.order)
    assert member.get(page(ballot)).text.count(sentence) >= 2  # beside the rules and at the counted answer
    assert sentence in member.get(reverse("receipt", args=[ballot.pk])).text
    assert sentence in browser(cabinet.clerk).get(page(ballot)).text


def test_it_is_chosen_on_the_form_and_kept_when_the_draft_is_changed(cabinet: Cabinet) -> None:
    draft = cabinet.draft_ballot(answers_visible="open")
    form = browser(cabinet.clerk).get(reverse("ballot_edit", args=[draft.pk])).text
    assert '<option value="open" selected>' in form
    assert "Who sees the answers before the ballot is closed" in form


def test_it_is_frozen_when_the_ballot_is_sent(cabinet: Cabinet, ballot: Ballot) -> None:
    opened = entries(ballot.stream).get(kind="ballot.opened")
    assert opened.facts["answers_visible"] == ballot.answers_visible
    with pytest.raises(Refusal) as no:
        change_ballot(
            actor=cabinet.clerk,
            ballot=ballot,
            seen=head_of(ballot.stream),
            body=ballot.body,
            matter=ballot.matter,
            title=ballot.title,
            questions=[Asked("Thông qua?")],
            procedure=ballot.procedure,
            closes_at=ballot.closes_at,  # type: ignore[arg-type]
            answers_visible="open",
        )
    assert no.value.code == "ballot_already_open"


def test_the_journal_notices_when_somebody_widens_it_in_the_database(cabinet: Cabinet) -> None:
    ballot = cabinet.open_ballot()
    assert list(problems()) == []
    Ballot.objects.filter(pk=ballot.pk).update(answers_visible="open")
    (found,) = problems()
    assert (found.stream, found.what) == (
        ballot.stream,
        f"ballot {ballot.pk}: who sees whose answer was changed after it was opened",
    )


def test_what_the_rules_forbid_is_neither_composed_nor_changed(cabinet: Cabinet) -> None:
    with pytest.raises(Refusal) as no:
        compose_ballot(
            actor=cabinet.clerk,
            body=cabinet.body,
            matter=cabinet.matter(),
            title="Về dự thảo",
            questions=[Asked("Thông qua?")],
            procedure=load("191-2026"),
            closes_at=cabinet.draft_ballot().closes_at,  # type: ignore[arg-type]
            answers_visible="everybody",
        )
    assert no.value.code == "visibility_not_allowed"
