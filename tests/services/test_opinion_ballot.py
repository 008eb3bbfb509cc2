"""Opinion ballots: composing, opening, answering and changing, closing, and what silence is taken for."""

from datetime import datetime, timedelta
from uuid import uuid4

import pytest

from ballots.models import Answer, Ballot
from ballots.rules import Asked, Line
from ballots.selectors import board, current_answers
from ballots.services import cast_answers, close_ballot, compose_ballot, open_ballot, submit_ballot
from core.time import HANOI, at, now, today
from people.models import Appointment, Role
from people.procedure import load
from tests.cast import SINCE, Cabinet, person
from tests.services.saying import kinds, newest, not_allowed, refused

TUESDAY = datetime(2026, 12, 1, 9, 0, tzinfo=HANOI)


def deadline(ballot: Ballot) -> datetime:
    assert ballot.closes_at is not None
    return ballot.closes_at


def over(ballot: Ballot) -> datetime:
    return deadline(ballot) + timedelta(minutes=1)


# -- composing and opening ----------------------------------------------------------------------------------


def test_a_composed_ballot_is_a_draft_with_its_question(cabinet: Cabinet) -> None:
    ballot = cabinet.draft_ballot(title="Về  dự thảo")
    assert (ballot.status, ballot.number, ballot.title) == ("draft", None, "Về dự thảo")
    assert [question.text for question in ballot.questions.all()] == ["Thông qua dự thảo Nghị quyết?"]
    assert newest(ballot.stream).kind == "ballot.composed"
    assert newest(ballot.stream).facts == {
        "title": "Về dự thảo",
        "matter": str(ballot.matter_id),
        "questions": ["Thông qua dự thảo Nghị quyết?"],
        "alternatives": [[]],
        "procedure": "191-2026",
        "closes_at": deadline(ballot).isoformat(),
        "answers_visible": "after_close",
        "replaces": None,
    }


def test_opening_freezes_electorate_number_and_papers(cabinet: Cabinet) -> None:
    draft = cabinet.draft_ballot()
    paper = cabinet.paper(draft.matter)
    ballot = cabinet.send(draft)
    facts = newest(ballot.stream).facts
    assert (ballot.status, ballot.number, ballot.electors.count()) == ("open", 1, 5)
    assert facts["closes_at"] == deadline(ballot).isoformat()
    assert (facts["number"], facts["electorate"]) == (1, 5)
    assert facts["papers"] == [{"title": "Tờ trình", "number": 1, "sha256": paper.sha256}]
    with refused("ballot_already_open"):
        open_ballot(actor=cabinet.clerk, ballot=ballot)


def test_ballots_are_numbered_one_after_the_other(cabinet: Cabinet) -> None:
    assert [cabinet.open_ballot().number for _ in range(3)] == [1, 2, 3]


@pytest.mark.parametrize(
    ("closes_at", "code"),
    [
        (TUESDAY - timedelta(hours=1), "deadline_before_opening"),
        (datetime(2026, 12, 3, 8, 59, tzinfo=HANOI), "deadline_too_short"),
        (datetime(2026, 12, 9, 8, 0, tzinfo=HANOI), "deadline_too_long"),
    ],
)
def test_a_deadline_must_suit_the_procedure(cabinet: Cabinet, closes_at: datetime, code: str) -> None:
    with at(TUESDAY):
        draft = cabinet.draft_ballot(closes_at=closes_at)
        with refused(code):
            submit_ballot(actor=cabinet.clerk, ballot=draft, note="Kính trình")
    draft.refresh_from_db()
    assert (draft.status, draft.number, draft.electors.count()) == ("draft", None, 0)


@pytest.mark.parametrize("day", [3, 8])
def test_the_shortest_and_the_longest_deadline_are_kept(cabinet: Cabinet, day: int) -> None:
    with at(TUESDAY):
        ballot = cabinet.open_ballot(closes_at=datetime(2026, 12, day, 9, 0, tzinfo=HANOI))
    assert ballot.status == "open"


def test_only_the_secretariat_composes_opens_and_closes(cabinet: Cabinet, draft_ballot: Ballot) -> None:
    for somebody in (cabinet.chair, cabinet.minister, cabinet.auditor, cabinet.operator):
        with not_allowed("may_compose_ballot"):
            open_ballot(actor=somebody, ballot=draft_ballot)
        with not_allowed("may_compose_ballot"):
            close_ballot(actor=somebody, ballot=draft_ballot)
        with not_allowed("may_ask_members"):
            compose_ballot(
                actor=somebody,
                body=cabinet.body,
                matter=draft_ballot.matter,
                title="x",
                questions=[Asked("x")],
                procedure=load("191-2026"),
                closes_at=now(),
            )


# -- answering ----------------------------------------------------------------------------------------------


def test_an_answer_is_stored_and_its_receipt_says_what_the_row_says(
    cabinet: Cabinet, open_ballot: Ballot
) -> None:
    receipt = cabinet.answer(open_ballot, 3, "other", text="Đề nghị\n\n  làm rõ  kinh phí ")
    answer = Answer.objects.get()
    assert answer.lines == [{"question": 1, "choice": "other", "text": "Đề nghị\nlàm rõ kinh phí"}]
    assert (receipt.number, receipt.at, receipt.lines) == (answer.receipt, answer.at, answer.lines)
    assert (receipt.seq, receipt.digest) == (newest(open_ballot.stream).seq, answer.digest)
    assert newest(open_ballot.stream).facts == {
        "ballot": str(open_ballot.pk),
        "seat": 3,
        "revision": 1,
        "digest": answer.digest,
        "subject": open_ballot.subject,
    }


def test_an_answer_may_be_changed_until_the_deadline(cabinet: Cabinet, open_ballot: Ballot) -> None:
    cabinet.answer(open_ballot, 3, "against")
    with at(deadline(open_ballot) - timedelta(seconds=1)):
        assert cabinet.answer(open_ballot, 3, "for", named=1).revision == 2
    assert [a.lines[0]["choice"] for a in current_answers(open_ballot).values()] == ["for"]
    assert Answer.objects.count() == 2


@pytest.mark.parametrize("late", [timedelta(0), timedelta(seconds=1), timedelta(days=3)])
def test_past_the_deadline_it_is_closed_for_everybody_though_nothing_announced_it(
    cabinet: Cabinet, open_ballot: Ballot, late: timedelta
) -> None:
    cabinet.answer(open_ballot, 3)
    with at(deadline(open_ballot) + late):
        for order, named in ((1, 0), (3, 1)):
            with refused("ballot_deadline_passed", closes_at=deadline(open_ballot)):
                cabinet.answer(open_ballot, order, named=named)
    assert open_ballot.status == "open"


def test_a_retry_after_the_deadline_still_gets_its_receipt(cabinet: Cabinet, open_ballot: Ballot) -> None:
    key, lines = uuid4(), [Line(question=1, choice="for", text="")]

    def send() -> object:
        return cast_answers(actor=cabinet.minister, ballot=open_ballot, lines=lines, named=0, key=key)

    receipt = send()
    with at(over(open_ballot)):
        assert send() == receipt


def test_another_opinion_is_written_down(cabinet: Cabinet, open_ballot: Ballot) -> None:
    for text in ("", "  \n ", "\u200b"):
        with refused("other_needs_text", number=1):
            cabinet.answer(open_ballot, 3, "other", text=text)
    assert not Answer.objects.exists()


@pytest.mark.parametrize(
    ("lines", "code"),
    [
        ([], "question_unanswered"),
        ([Line(question=1, choice="", text="")], "question_unanswered"),
        ([Line(question=1, choice="A", text="")], "choice_unknown"),
        ([Line(question=2, choice="for", text="")], "answer_malformed"),
        ([Line(question=1, choice="for", text="")] * 2, "answer_malformed"),
    ],
)
def test_a_sheet_that_does_not_fit_is_refused(
    cabinet: Cabinet, open_ballot: Ballot, lines: list[Line], code: str
) -> None:
    with refused(code):
        cast_answers(actor=cabinet.minister, ballot=open_ballot, lines=lines, named=0, key=uuid4())


def test_a_draft_takes_no_answers_and_has_no_electors(cabinet: Cabinet, draft_ballot: Ballot) -> None:
    with not_allowed("casts_as"):
        cabinet.answer(draft_ballot, 3)


def test_only_the_holder_of_a_seat_answers(cabinet: Cabinet, open_ballot: Ballot) -> None:
    lines = [Line(question=1, choice="for", text="")]
    others = (cabinet.deputy, cabinet.assistant, cabinet.clerk, cabinet.guest, cabinet.auditor)
    for somebody in (*others, cabinet.outsider):
        with not_allowed("casts_as"):
            cast_answers(actor=somebody, ballot=open_ballot, lines=lines, named=0, key=uuid4())


def test_a_successor_answers_for_the_seat_and_the_predecessor_no_longer(
    cabinet: Cabinet, open_ballot: Ballot
) -> None:
    cabinet.answer(open_ballot, 3, "against")
    yesterday = today() - timedelta(days=1)
    Appointment.objects.filter(person=cabinet.minister, role=Role.HOLDER).update(ends_on=yesterday)
    successor = person("successor")
    Appointment.objects.create(
        person=successor, seat=cabinet.minister_seat, role=Role.HOLDER, starts_on=SINCE
    )
    lines = [Line(question=1, choice="for", text="")]
    with not_allowed("casts_as"):
        cast_answers(actor=cabinet.minister, ballot=open_ballot, lines=lines, named=1, key=uuid4())
    receipt = cast_answers(actor=successor, ballot=open_ballot, lines=lines, named=1, key=uuid4())
    assert receipt.revision == 2
    assert Answer.objects.get(revision=2).person == successor


def test_answers_are_shown_once_it_is_closed_and_not_before(cabinet: Cabinet, open_ballot: Ballot) -> None:
    cabinet.answer(open_ballot, 3)
    assert [row.lines for row in board(open_ballot)] == [()] * 5
    with at(over(open_ballot)):
        closed = close_ballot(actor=cabinet.clerk, ballot=open_ballot)
    shown = {row.order: row.line(1) for row in board(closed)}
    assert shown[3] == Line(question=1, choice="for", text="")
    assert shown[4] is None


# -- closing ------------------------------------------------------------------------------------------------


def test_silent_members_keep_their_time(cabinet: Cabinet, open_ballot: Ballot) -> None:
    for order in range(1, 5):
        cabinet.answer(open_ballot, order)
    with refused("ballot_deadline_not_reached", silent=1, closes_at=deadline(open_ballot)):
        close_ballot(actor=cabinet.clerk, ballot=open_ballot)
    cabinet.answer(open_ballot, 5)
    assert close_ballot(actor=cabinet.clerk, ballot=open_ballot).status == "closed"


def test_silence_is_deemed_agreement_and_shown_apart(cabinet: Cabinet, open_ballot: Ballot) -> None:
    cabinet.deliver(open_ballot)
    cabinet.answer(open_ballot, 3, "against")
    cabinet.answer(open_ballot, 4)
    with at(over(open_ballot)):
        closed = close_ballot(actor=cabinet.clerk, ballot=open_ballot)
    facts = newest(closed.stream).facts
    tally = {name: facts["tally"][name] for name in ("for", "against", "silent", "deemed_for", "cast")}
    assert tally == {"for": 1, "against": 1, "silent": 0, "deemed_for": 3, "cast": 2}
    outcome = {name: facts["outcome"][name] for name in ("received", "received_cast", "received_deemed")}
    assert outcome == {"received": 4, "received_cast": 1, "received_deemed": 3}
    assert facts["outcome"]["decision"] == "adopted"
    assert [row.elector.order for row in closed.deemed.all()] == [1, 2, 5]
    assert [seat["choice"] for seat in facts["seats"]] == [None, None, "against", "for", None]


def test_where_nobody_has_read_what_silence_means_it_decides_nothing(cabinet: Cabinet) -> None:
    ballot = cabinet.open_ballot(procedure="39-2022")
    cabinet.answer(ballot, 3)
    cabinet.answer(ballot, 4)
    with at(over(ballot)):
        closed = close_ballot(actor=cabinet.clerk, ballot=ballot)
    outcome = newest(closed.stream).facts["outcome"]
    assert (outcome["decision"], outcome["reason"]) == ("needs_ruling", "silence_would_decide")
    assert not closed.deemed.exists()


def test_closing_twice_changes_nothing_and_a_late_answer_is_refused(
    cabinet: Cabinet, open_ballot: Ballot
) -> None:
    with at(over(open_ballot)):
        closed = close_ballot(actor=cabinet.clerk, ballot=open_ballot)
        close_ballot(actor=cabinet.head, ballot=open_ballot)
        with refused("ballot_closed", closed_at=closed.closed_at):
            cabinet.answer(open_ballot, 3)
    assert kinds(open_ballot.stream).count("ballot.closed") == 1


def test_a_draft_is_not_closed(cabinet: Cabinet, draft_ballot: Ballot) -> None:
    with refused("ballot_not_open"):
        close_ballot(actor=cabinet.clerk, ballot=draft_ballot)
