"""Drafts of answers: on every device of their author, nobody else's, and never the end of what was typed."""

from datetime import timedelta

import pytest
from pytest_django import Settings

from ballots.models import AnswerDraft, Ballot, Elector
from ballots.rules import Line
from ballots.selectors import draft_of
from ballots.services import (
    close_ballot,
    discard_draft,
    forget_drafts,
    recall_ballot,
    restore_displaced,
    save_draft,
    settle_draft,
)
from core.journal import entries
from core.time import at
from tests.cast import Cabinet
from tests.services.crowd import at_once
from tests.services.saying import not_allowed, refused

MINISTER = 3  # the order of his seat


def line(text: str = "", choice: str = "for") -> list[Line]:
    return [Line(question=1, choice=choice, text=text)]


def seat(ballot: Ballot) -> Elector:
    return ballot.electors.get(order=MINISTER)


def save(
    cabinet: Cabinet,
    ballot: Ballot,
    text: str,
    *,
    base: int = 0,
    revision: int = 0,
    device: str = "",
    behind: bool = False,
) -> AnswerDraft | None:
    return save_draft(
        actor=cabinet.minister,
        ballot=ballot,
        elector=seat(ballot),
        lines=line(text),
        revision=revision,
        base=base,
        device=device,
        behind=behind,
    )


def texts(draft: AnswerDraft | None) -> tuple[str, list[str]]:
    """What stands in the sheet, and what was put aside."""
    assert draft is not None
    return (
        draft.lines[0]["text"] if draft.lines else "",
        [each["lines"][0]["text"] for each in draft.displaced],
    )


def test_a_draft_is_there_on_another_device_as_it_was_typed(cabinet: Cabinet, open_ballot: Ballot) -> None:
    save(cabinet, open_ballot, "Đề nghị \n  làm rõ ")
    found = draft_of(seat(open_ballot), cabinet.minister, 0)
    assert found is not None
    assert (found.lines, found.version) == (line("Đề nghị \n  làm rõ "), 1)


def test_nothing_typed_is_no_draft(cabinet: Cabinet, open_ballot: Ballot) -> None:
    nothing = [Line(question=1, choice="", text="  ")]
    kept = save_draft(
        actor=cabinet.minister,
        ballot=open_ballot,
        elector=seat(open_ballot),
        lines=nothing,
        revision=0,
        base=0,
    )
    assert kept is None
    assert not AnswerDraft.objects.exists()


def test_going_on_from_what_is_kept_puts_nothing_aside(cabinet: Cabinet, open_ballot: Ballot) -> None:
    save(cabinet, open_ballot, "Đề")
    save(cabinet, open_ballot, "Đề nghị", base=1)
    assert texts(save(cabinet, open_ballot, "Đề nghị làm rõ", base=2)) == ("Đề nghị làm rõ", [])
    assert AnswerDraft.objects.count() == 1


def test_of_two_devices_the_newer_text_wins_and_the_other_stays_beside_it(
    cabinet: Cabinet, open_ballot: Ballot
) -> None:
    save(cabinet, open_ballot, "Trên máy tính bảng", device="a")
    draft = save(cabinet, open_ballot, "Trên điện thoại", device="b")
    assert texts(draft) == ("Trên điện thoại", ["Trên máy tính bảng"])


def test_a_device_that_never_heard_its_text_was_kept_does_not_compete_with_itself(
    cabinet: Cabinet, open_ballot: Ballot
) -> None:
    save(cabinet, open_ballot, "Đề", device="a")
    assert texts(save(cabinet, open_ballot, "Đề nghị", device="a")) == ("Đề nghị", [])


def test_what_a_device_could_not_send_in_time_is_put_beside(cabinet: Cabinet, open_ballot: Ballot) -> None:
    save(cabinet, open_ballot, "Mới hơn")
    assert texts(save(cabinet, open_ballot, "Cũ hơn", behind=True)) == ("Mới hơn", ["Cũ hơn"])
    again = save(cabinet, open_ballot, "Cũ hơn", base=2, behind=True)
    assert texts(again) == ("Mới hơn", ["Cũ hơn"])


def test_the_same_text_again_is_no_newer_version(cabinet: Cabinet, open_ballot: Ballot) -> None:
    for _ in range(3):
        draft = save(cabinet, open_ballot, "Một lần")
        assert draft is not None
        assert draft.version == 1


def test_what_was_put_aside_is_taken_back(cabinet: Cabinet, open_ballot: Ballot) -> None:
    save(cabinet, open_ballot, "Một")
    save(cabinet, open_ballot, "Hai")
    draft = restore_displaced(actor=cabinet.minister, ballot=open_ballot, elector=seat(open_ballot), place=0)
    assert texts(draft) == ("Một", ["Hai"])
    for place in (-1, 1, 7):
        same = restore_displaced(
            actor=cabinet.minister, ballot=open_ballot, elector=seat(open_ballot), place=place
        )
        assert texts(same) == ("Một", ["Hai"])


def test_a_counted_answer_throws_its_draft_away(cabinet: Cabinet, open_ballot: Ballot) -> None:
    save(cabinet, open_ballot, "Đã gửi")
    cabinet.answer(open_ballot, MINISTER, text="Đã gửi")
    settle_draft(actor=cabinet.minister, elector=seat(open_ballot), revision=1, base=1)
    assert not AnswerDraft.objects.exists()


def test_what_another_device_typed_meanwhile_survives_the_cast(cabinet: Cabinet, open_ballot: Ballot) -> None:
    save(cabinet, open_ballot, "Đã gửi")
    save(cabinet, open_ballot, "Chưa ai gửi", device="b")
    cabinet.answer(open_ballot, MINISTER, text="Đã gửi")
    settle_draft(actor=cabinet.minister, elector=seat(open_ballot), revision=1, base=1)
    kept = draft_of(seat(open_ballot), cabinet.minister, 1)
    assert texts(kept) == ("", ["Chưa ai gửi", "Đã gửi"])


def test_a_draft_that_comes_after_the_answer_is_refused_and_stays_on_its_device(
    cabinet: Cabinet, open_ballot: Ballot
) -> None:
    cabinet.answer(open_ballot, MINISTER)
    with refused("answer_changed", revision=1):
        save(cabinet, open_ballot, "Trễ")
    assert save(cabinet, open_ballot, "Sửa", revision=1) is not None


def test_a_draft_of_an_earlier_revision_is_not_offered(cabinet: Cabinet, open_ballot: Ballot) -> None:
    save(cabinet, open_ballot, "Trước")
    cabinet.answer(open_ballot, MINISTER)
    assert draft_of(seat(open_ballot), cabinet.minister, 1) is None


def test_past_the_deadline_and_after_closing_nothing_is_kept(cabinet: Cabinet, open_ballot: Ballot) -> None:
    assert open_ballot.closes_at is not None
    with at(open_ballot.closes_at):
        with refused("ballot_deadline_passed"):
            save(cabinet, open_ballot, "Trễ")
        closed = close_ballot(actor=cabinet.clerk, ballot=open_ballot)
        with refused("ballot_closed"):
            save(cabinet, closed, "Trễ")


def test_each_author_has_a_draft_of_his_own(cabinet: Cabinet, open_ballot: Ballot) -> None:
    save(cabinet, open_ballot, "Của Bộ trưởng")
    save_draft(
        actor=cabinet.assistant,
        ballot=open_ballot,
        elector=seat(open_ballot),
        lines=line("Của trợ lý"),
        revision=0,
        base=0,
    )
    discard_draft(actor=cabinet.assistant, elector=seat(open_ballot))
    assert [draft.author for draft in AnswerDraft.objects.all()] == [cabinet.minister]


@pytest.mark.parametrize("name", ["second_minister", "deputy", "clerk", "head", "auditor", "operator"])
def test_nobody_else_has_a_draft_at_this_seat(cabinet: Cabinet, open_ballot: Ballot, name: str) -> None:
    with not_allowed("serves"):
        save_draft(
            actor=getattr(cabinet, name),
            ballot=open_ballot,
            elector=seat(open_ballot),
            lines=line("x"),
            revision=0,
            base=0,
        )
    with not_allowed("serves"):
        discard_draft(actor=getattr(cabinet, name), elector=seat(open_ballot))


def test_a_draft_leaves_no_trace_in_the_journal(cabinet: Cabinet, open_ballot: Ballot) -> None:
    before = entries(open_ballot.stream).count()
    save(cabinet, open_ballot, "Bí mật")
    assert entries(open_ballot.stream).count() == before


def test_what_was_never_sent_is_deleted_three_months_after_the_ballot_was_closed_and_not_before(
    cabinet: Cabinet, open_ballot: Ballot
) -> None:
    still_open = cabinet.open_ballot()
    save(cabinet, open_ballot, "Chưa gửi.")
    save(cabinet, still_open, "Còn hạn.")
    assert open_ballot.closes_at is not None
    with at(open_ballot.closes_at):
        close_ballot(actor=cabinet.clerk, ballot=open_ballot)
    with at(open_ballot.closes_at + timedelta(days=89)):
        assert forget_drafts() == 0
    with at(open_ballot.closes_at + timedelta(days=90, minutes=1)):
        assert forget_drafts() == 1
    assert [draft.elector.ballot for draft in AnswerDraft.objects.all()] == [still_open]


def test_an_installation_may_keep_what_was_never_sent(
    cabinet: Cabinet, open_ballot: Ballot, settings: Settings
) -> None:
    settings.DRAFTS_KEPT_DAYS = 0
    save(cabinet, open_ballot, "Chưa gửi.")
    recalled = recall_ballot(actor=cabinet.head, ballot=open_ballot, reason="Gửi nhầm.")
    assert recalled.recalled_at is not None
    with at(recalled.recalled_at + timedelta(days=4000)):
        assert forget_drafts() == 0
        settings.DRAFTS_KEPT_DAYS = 90
        assert forget_drafts() == 1


@pytest.mark.django_db(transaction=True)
def test_two_devices_that_begin_at_once_make_one_draft_and_lose_no_text(
    cabinet: Cabinet, open_ballot: Ballot
) -> None:
    at_once(
        [
            lambda: save(cabinet, open_ballot, "Một", device="a"),
            lambda: save(cabinet, open_ballot, "Hai", device="b"),
        ]
    )
    current, aside = texts(AnswerDraft.objects.get())
    assert {current, *aside} == {"Một", "Hai"}


def test_an_hour_of_typing_on_two_devices_keeps_the_newest_twenty_aside(
    cabinet: Cabinet, open_ballot: Ballot
) -> None:
    for number in range(30):
        save(cabinet, open_ballot, f"Lần {number}", device=str(number))
    current, aside = texts(AnswerDraft.objects.get())
    assert (current, aside[0], len(aside)) == ("Lần 29", "Lần 28", 20)
