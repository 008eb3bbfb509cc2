"""Answers that the staff prepare: submitted, taken back, adopted by the member; nothing of it is a vote."""

from collections.abc import Callable
from uuid import uuid4

import pytest
from django.db import DatabaseError, transaction

from ballots.models import Adoption, Answer, AnswerDraft, Ballot, Elector, PreparedAnswer
from ballots.rules import MOST_PAPERS, PAPER_MAX_BYTES, Line
from ballots.selectors import board, papers_with, prepared_for, turnout
from ballots.services import (
    add_prepared_paper,
    adopt_prepared,
    cast_answers,
    remove_prepared_paper,
    save_draft,
    settle_draft,
    submit_prepared,
    take_back_prepared,
)
from core.journal import entries, problems
from core.time import at
from people.models import Role
from tests.cast import PDF, Cabinet, appoint, person
from tests.services.saying import kinds, newest, not_allowed, refused

MINISTER = 3  # the order of his seat


def seat(ballot: Ballot) -> Elector:
    return ballot.electors.get(order=MINISTER)


def line(choice: str = "for", text: str = "") -> list[Line]:
    return [Line(question=1, choice=choice, text=text)]


def adopted(cabinet: Cabinet, ballot: Ballot, number: int = 1) -> AnswerDraft:
    return adopt_prepared(actor=cabinet.minister, ballot=ballot, elector=seat(ballot), number=number)


def send(cabinet: Cabinet, ballot: Ballot, lines: list[Line], named: int = 0) -> None:
    """What the page does: cast, then settle the draft."""
    counted = cast_answers(actor=cabinet.minister, ballot=ballot, lines=lines, named=named, key=uuid4())
    settle_draft(actor=cabinet.minister, elector=seat(ballot), revision=counted.revision, base=None)


# -- submitting and taking back -----------------------------------------------------------------------------


def test_a_prepared_answer_is_submitted_and_counts_for_nothing(cabinet: Cabinet, open_ballot: Ballot) -> None:
    cabinet.prepare(open_ballot, "other", "Đề nghị  làm rõ")
    prepared = prepared_for(seat(open_ballot))
    assert prepared is not None
    assert (prepared.number, prepared.author) == (1, cabinet.assistant)
    assert prepared.lines == line("other", "Đề nghị làm rõ")
    assert turnout(open_ballot) == (0, 5)
    assert not Answer.objects.exists()


def test_the_journal_says_that_it_is_prepared_and_not_what(cabinet: Cabinet, open_ballot: Ballot) -> None:
    prepared = cabinet.prepare(open_ballot, "against", "Bí mật")
    entry = newest(open_ballot.stream)
    assert (entry.kind, entry.actor) == ("prepared.submitted", cabinet.assistant.key)
    assert entry.facts == {"seat": MINISTER, "number": 1, "digest": prepared.digest}
    assert "Bí mật" not in str(list(entries(open_ballot.stream).values_list("facts")))
    again = cabinet.prepare(open_ballot, "against", "Bí mật")
    assert again.digest != prepared.digest  # a salt of its own: equal answers do not look equal


def test_the_board_shows_when_and_not_what(cabinet: Cabinet, open_ballot: Ballot) -> None:
    prepared = cabinet.prepare(open_ballot, "against", "Bí mật")
    rows = {row.order: row for row in board(open_ballot)}
    assert rows[MINISTER].prepared_at == prepared.ready_at
    assert (rows[MINISTER].lines, rows[MINISTER].answered_at) == ((), None)
    assert [order for order, row in rows.items() if row.prepared_at] == [MINISTER]


def test_taken_back_it_is_in_the_assistants_draft_and_on_no_board(
    cabinet: Cabinet, open_ballot: Ballot
) -> None:
    cabinet.prepare(open_ballot, "other", "Sửa lại")
    take_back_prepared(actor=cabinet.assistant, ballot=open_ballot, elector=seat(open_ballot))
    assert prepared_for(seat(open_ballot)) is None
    assert AnswerDraft.objects.get(author=cabinet.assistant).lines == line("other", "Sửa lại")
    assert kinds(open_ballot.stream)[-2:] == ["prepared.submitted", "prepared.taken_back"]
    again = take_back_prepared(actor=cabinet.assistant, ballot=open_ballot, elector=seat(open_ballot))
    assert again is None
    assert kinds(open_ballot.stream).count("prepared.taken_back") == 1


def test_another_version_has_the_next_number(cabinet: Cabinet, open_ballot: Ballot) -> None:
    cabinet.prepare(open_ballot)
    take_back_prepared(actor=cabinet.assistant, ballot=open_ballot, elector=seat(open_ballot))
    assert cabinet.prepare(open_ballot, "against").number == 2
    assert not AnswerDraft.objects.exists()
    standing = prepared_for(seat(open_ballot))
    assert standing is not None
    assert standing.number == 2


@pytest.mark.parametrize(
    ("lines", "code"),
    [
        ([Line(question=1, choice="", text=" \u200b ")], "prepared_empty"),
        ([], "prepared_empty"),
        ([Line(question=1, choice="A", text="")], "choice_unknown"),
        ([Line(question=2, choice="for", text="")], "answer_malformed"),
    ],
)
def test_what_does_not_fit_the_questions_is_refused(
    cabinet: Cabinet, open_ballot: Ballot, lines: list[Line], code: str
) -> None:
    with refused(code):
        submit_prepared(actor=cabinet.assistant, ballot=open_ballot, elector=seat(open_ballot), lines=lines)
    assert not PreparedAnswer.objects.exists()


def test_a_question_may_be_left_to_the_member(cabinet: Cabinet, open_ballot: Ballot) -> None:
    assert cabinet.prepare(open_ballot, "", "Xin ý kiến Bộ trưởng").lines == line("", "Xin ý kiến Bộ trưởng")


NOT_STAFF = ("minister", "second_minister", "deputy", "clerk", "head", "auditor", "operator", "outsider")


@pytest.mark.parametrize("name", NOT_STAFF)
def test_only_the_staff_of_the_seat_prepare(cabinet: Cabinet, open_ballot: Ballot, name: str) -> None:
    actor, elector = getattr(cabinet, name), seat(open_ballot)
    paper = cabinet.prepared_paper(open_ballot)
    acts: list[Callable[[], object]] = [
        lambda: submit_prepared(actor=actor, ballot=open_ballot, elector=elector, lines=line()),
        lambda: take_back_prepared(actor=actor, ballot=open_ballot, elector=elector),
        lambda: add_prepared_paper(
            actor=actor, ballot=open_ballot, elector=elector, name="x.pdf", content=PDF
        ),
        lambda: remove_prepared_paper(actor=actor, ballot=open_ballot, paper=paper),
    ]
    for act in acts:
        with not_allowed("may_prepare_answer"):
            act()


def test_the_staff_of_another_seat_prepare_nothing_here(cabinet: Cabinet, open_ballot: Ballot) -> None:
    other = person("other-assistant")
    appoint(other, cabinet.seats[3], Role.ASSISTANT)
    with not_allowed("serves"):
        submit_prepared(actor=other, ballot=open_ballot, elector=seat(open_ballot), lines=line())


def test_an_assistant_casts_by_no_act(cabinet: Cabinet, open_ballot: Ballot) -> None:
    cabinet.prepare(open_ballot)
    with not_allowed("casts_as"):
        cast_answers(actor=cabinet.assistant, ballot=open_ballot, lines=line(), named=0, key=uuid4())
    with not_allowed("may_cast_answer"):
        adopt_prepared(actor=cabinet.assistant, ballot=open_ballot, elector=seat(open_ballot), number=1)
    assert not Answer.objects.exists()


def test_past_the_deadline_nothing_is_prepared_or_adopted(cabinet: Cabinet, open_ballot: Ballot) -> None:
    cabinet.prepare(open_ballot)
    assert open_ballot.closes_at is not None
    with at(open_ballot.closes_at):
        for act in (
            lambda: cabinet.prepare(open_ballot),
            lambda: cabinet.prepared_paper(open_ballot),
            lambda: adopted(cabinet, open_ballot),
        ):
            with refused("ballot_deadline_passed"):
                act()


# -- papers -------------------------------------------------------------------------------------------------


def test_papers_go_with_the_answer_they_were_submitted_with(cabinet: Cabinet, open_ballot: Ballot) -> None:
    first = cabinet.prepared_paper(open_ballot, "một.pdf")
    one = cabinet.prepare(open_ballot)
    remove_prepared_paper(actor=cabinet.assistant, ballot=open_ballot, paper=first)
    second = cabinet.prepared_paper(open_ballot, "hai.pdf")
    two = cabinet.prepare(open_ballot)
    assert [paper.name for paper in papers_with(one)] == ["một.pdf"]
    assert [paper.name for paper in papers_with(two)] == ["hai.pdf"]
    assert (second.pages, second.added_by) == (1, cabinet.assistant)


def test_the_same_bytes_are_put_there_once(cabinet: Cabinet, open_ballot: Ballot) -> None:
    def add() -> object:
        return add_prepared_paper(
            actor=cabinet.assistant,
            ballot=open_ballot,
            elector=seat(open_ballot),
            name="x.pdf",
            content=PDF,
        )

    assert add() == add()


def test_papers_are_bounded_in_number_and_size_and_are_pdf(cabinet: Cabinet, open_ballot: Ballot) -> None:
    def add(content: bytes) -> None:
        add_prepared_paper(
            actor=cabinet.assistant,
            ballot=open_ballot,
            elector=seat(open_ballot),
            name="x.pdf",
            content=content,
        )

    with refused("paper_too_large", limit=10):
        add(PDF + b"%" * PAPER_MAX_BYTES)
    with refused("paper_not_pdf"):
        add(b"<html>")
    for _ in range(MOST_PAPERS):
        cabinet.prepared_paper(open_ballot)
    with refused("prepared_papers_too_many", most=MOST_PAPERS):
        cabinet.prepared_paper(open_ballot)


# -- adopting -----------------------------------------------------------------------------------------------


def test_adopting_fills_the_members_own_draft_and_sends_nothing(
    cabinet: Cabinet, open_ballot: Ballot
) -> None:
    prepared = cabinet.prepare(open_ballot, "other", "Đề nghị làm rõ")
    draft = adopted(cabinet, open_ballot)
    assert (draft.author, draft.lines, draft.adopted) == (cabinet.minister, prepared.lines, prepared)
    assert not Answer.objects.exists()


def test_what_the_member_had_typed_is_put_aside(cabinet: Cabinet, open_ballot: Ballot) -> None:
    cabinet.prepare(open_ballot, "for", "Của trợ lý")
    save_draft(
        actor=cabinet.minister,
        ballot=open_ballot,
        elector=seat(open_ballot),
        lines=line(text="Đã lưu"),
        revision=0,
        base=0,
    )
    draft = adopt_prepared(
        actor=cabinet.minister,
        ballot=open_ballot,
        elector=seat(open_ballot),
        number=1,
        typed=line(text="Đang nhập"),
        base=0,
    )
    assert draft.lines == line(text="Của trợ lý")
    assert [each["lines"][0]["text"] for each in draft.displaced] == ["Đang nhập", "Đã lưu"]


@pytest.mark.parametrize(
    ("text", "edited"), [("Của trợ lý", False), ("Của  trợ lý ", False), ("Của tôi", True)]
)
def test_the_cast_answer_keeps_which_prepared_one_it_adopted(
    cabinet: Cabinet, open_ballot: Ballot, text: str, edited: bool
) -> None:
    prepared = cabinet.prepare(open_ballot, "for", "Của trợ lý")
    adopted(cabinet, open_ballot)
    send(cabinet, open_ballot, line(text=text))
    adoption = Adoption.objects.get()
    assert (adoption.answer.revision, adoption.prepared, adoption.edited) == (1, prepared, edited)
    assert not AnswerDraft.objects.exists()


def test_an_answer_without_adopting_has_none(cabinet: Cabinet, open_ballot: Ballot) -> None:
    cabinet.prepare(open_ballot, "for", "Của trợ lý")
    send(cabinet, open_ballot, line(text="Của tôi"))
    assert not Adoption.objects.exists()


def test_adopting_again_for_a_change_belongs_to_the_new_revision(
    cabinet: Cabinet, open_ballot: Ballot
) -> None:
    cabinet.prepare(open_ballot)
    send(cabinet, open_ballot, line("against"))
    assert adopted(cabinet, open_ballot).revision == 1
    send(cabinet, open_ballot, line(), named=1)
    assert Adoption.objects.get().answer.revision == 2


def test_what_was_taken_back_or_replaced_is_not_adopted(cabinet: Cabinet, open_ballot: Ballot) -> None:
    cabinet.prepare(open_ballot)
    cabinet.prepare(open_ballot, "against")
    with refused("prepared_gone"):
        adopted(cabinet, open_ballot, number=1)
    take_back_prepared(actor=cabinet.assistant, ballot=open_ballot, elector=seat(open_ballot))
    with refused("prepared_gone"):
        adopted(cabinet, open_ballot, number=2)


def test_what_was_prepared_cannot_be_changed_afterwards_unseen(cabinet: Cabinet, open_ballot: Ballot) -> None:
    cabinet.prepare(open_ballot)
    assert not list(problems())
    PreparedAnswer.objects.update(lines=line("against"))
    what = f"ballot {open_ballot.pk}: what was prepared for seat {MINISTER} is not as submitted"
    assert [problem.what for problem in problems()] == [what]


def test_an_adoption_is_kept_for_good(cabinet: Cabinet, open_ballot: Ballot) -> None:
    cabinet.prepare(open_ballot)
    adopted(cabinet, open_ballot)
    send(cabinet, open_ballot, line())
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        Adoption.objects.update(edited=True)
    assert not list(problems())
