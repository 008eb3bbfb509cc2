"""A ballot is bound to the bytes of its papers: at its opening, and anew when a paper is replaced."""

from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from django.core.files.storage import default_storage
from django.db import connection, transaction
from django.db.utils import DatabaseError

from ballots.evidence import bytes_match
from ballots.models import Answer, Ballot, Binding
from ballots.rules import Line, PaperAsked, content_asked, subject_digest
from ballots.selectors import ballot_papers, bound_of, content_offered, current_answers, papers_offered
from ballots.services import (
    Receipt,
    cast_answers,
    close_ballot,
    rebind_papers,
    recall_ballot,
    reconfirm_answer,
)
from core.journal import entries, problems
from core.time import at
from core.triggers import protected, released
from matters.models import Version
from matters.services import add_paper
from meetings.models import Meeting
from people.models import Notice
from tests.cast import PDF, Cabinet
from tests.services.saying import kinds, newest, not_allowed, refused


@pytest.fixture
def asked(cabinet: Cabinet) -> Ballot:
    """An open ballot on a matter with two papers."""
    draft = cabinet.draft_ballot()
    cabinet.paper(draft.matter, "Tờ trình")
    cabinet.paper(draft.matter, "Dự thảo Nghị quyết")
    return cabinet.send(draft)


def newer(cabinet: Cabinet, ballot: Ballot, title: str = "Tờ trình") -> Version:
    """A second version of a paper, added to the dossier by the secretariat."""
    document = ballot.matter.documents.get(title=title)
    content = PDF + f"% {uuid4()}\n".encode()
    return add_paper(
        actor=cabinet.clerk, matter=ballot.matter, name="moi.pdf", content=content, replaces=document
    )


def offered(ballot: Ballot) -> str:
    """The digest of what the desk's page offers."""
    return subject_digest(content_offered(ballot, papers_offered(ballot)))


def rebind(cabinet: Cabinet, ballot: Ballot, reason: str = "Sửa số liệu ở Điều 3.") -> Ballot:
    return rebind_papers(actor=cabinet.head, ballot=ballot, reason=reason, offered=offered(ballot))


def replaced(cabinet: Cabinet, ballot: Ballot) -> Ballot:
    newer(cabinet, ballot)
    return rebind(cabinet, ballot)


def past(ballot: Ballot) -> datetime:
    assert ballot.closes_at is not None
    return ballot.closes_at + timedelta(minutes=1)


def given(cabinet: Cabinet, ballot: Ballot, order: int, seen: str, *, named: int = 0) -> Receipt:
    """An answer to what the page with this digest showed."""
    return cast_answers(
        actor=cabinet.holders[order],
        ballot=ballot,
        lines=[Line(question=1, choice="for", text="")],
        named=named,
        key=uuid4(),
        seen=seen,
    )


# -- at the opening -----------------------------------------------------------------------------------------


def test_the_subject_is_the_digest_of_title_questions_rules_and_papers(asked: Ballot) -> None:
    papers = [PaperAsked(v.document.title, 1, v.sha256) for v in Version.objects.order_by("document__order")]
    content = content_asked(asked.title, [(1, "Thông qua dự thảo Nghị quyết?", [])], "191-2026", papers)
    assert asked.subject == subject_digest(content)
    opening = newest(asked.stream)
    assert (opening.kind, opening.facts["subject"]) == ("ballot.opened", asked.subject)
    [binding] = Binding.objects.all()
    assert (binding.number, binding.subject, binding.reason) == (1, asked.subject, "")
    assert [row.version.sha256 for row in binding.papers.all()] == [paper.sha256 for paper in papers]


def test_a_title_has_one_subject_in_whatever_spelling_it_was_typed() -> None:
    composed, apart = (content_asked(title, [], "191-2026", []) for title in ("Đồng ý", "Đồng ý"))
    assert subject_digest(composed) == subject_digest(apart)


def test_an_answer_and_its_entry_say_what_was_voted_on(cabinet: Cabinet, asked: Ballot) -> None:
    cabinet.answer(asked, 3)
    assert Answer.objects.get().subject == asked.subject
    assert newest(asked.stream).facts["subject"] == asked.subject


def test_a_vote_in_session_is_bound_as_well(cabinet: Cabinet, running_meeting: Meeting) -> None:
    vote = cabinet.open_vote(running_meeting)
    assert newest(vote.stream).facts["content"] == vote.subject != ""
    cabinet.vote(running_meeting, vote, 2)
    assert Answer.objects.get().subject == vote.subject
    assert list(problems()) == []


def test_bindings_are_only_ever_added(asked: Ballot) -> None:
    assert {"ballots_answer", "ballots_binding", "ballots_boundpaper", "ballots_dissent"} <= set(
        protected(connection)
    )
    for rows in (Binding.objects.all(), Binding.objects.get().papers.all()):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            rows.update(id=99)


# -- a paper is replaced ------------------------------------------------------------------------------------


def test_a_newer_version_in_the_dossier_changes_nothing_by_itself(cabinet: Cabinet, asked: Ballot) -> None:
    version = newer(cabinet, asked)
    asked.refresh_from_db()
    assert asked.bindings.count() == 1
    papers = ballot_papers(asked, bound_of(asked), restricted=True)
    assert [(each.paper.title, each.paper.number) for each in papers.bound] == [
        ("Tờ trình", 1),
        ("Dự thảo Nghị quyết", 1),
    ]
    first, second = papers.bound
    assert first.newer is not None
    assert (first.newer.version_id, first.newer.number, second.newer) == (version.pk, 2, None)
    assert papers.waiting


def test_the_secretariat_puts_it_before_the_members_with_a_reason(cabinet: Cabinet, asked: Ballot) -> None:
    cabinet.answer(asked, 3)
    before, version = asked.subject, newer(cabinet, asked)
    ballot = rebind(cabinet, asked, "  Sửa số liệu\u200b ở Điều 3. ")
    assert ballot.subject not in ("", before)
    entry = newest(ballot.stream)
    assert entry.kind == "ballot.papers_replaced"
    assert entry.facts == {
        "binding": 2,
        "reason": "Sửa số liệu ở Điều 3.",
        "subject": ballot.subject,
        "before": before,
        "papers": [
            {"title": "Tờ trình", "number": 2, "sha256": version.sha256},
            {
                "title": "Dự thảo Nghị quyết",
                "number": 1,
                "sha256": Version.objects.get(document__title="Dự thảo Nghị quyết").sha256,
            },
        ],
        "answered": 1,
    }
    papers = ballot_papers(ballot, bound_of(ballot), restricted=True)
    assert [each.number for each in papers.bound[0].before] == [1]
    assert not papers.waiting


def test_a_paper_that_came_after_the_opening_is_put_before_the_members_too(
    cabinet: Cabinet, asked: Ballot
) -> None:
    cabinet.paper(asked.matter, "Báo cáo thẩm định")
    assert [paper.title for paper in ballot_papers(asked, bound_of(asked), restricted=True).added] == [
        "Báo cáo thẩm định"
    ]
    ballot = rebind(cabinet, asked)
    assert len(ballot_papers(ballot, bound_of(ballot), restricted=True).bound) == 3


def test_what_comes_to_the_dossier_after_the_count_is_no_part_of_the_ballots_page(
    cabinet: Cabinet, asked: Ballot
) -> None:
    assert asked.closes_at is not None
    with at(asked.closes_at + timedelta(minutes=1)):
        counted = close_ballot(actor=cabinet.clerk, ballot=asked)
        cabinet.paper(asked.matter, "Báo cáo thẩm định")
    papers = ballot_papers(counted, bound_of(counted), restricted=True)
    assert not papers.waiting
    assert len(papers.bound) == 2


def test_pressing_twice_replaces_once(cabinet: Cabinet, asked: Ballot) -> None:
    newer(cabinet, asked)
    seen = offered(asked)
    for _ in range(2):
        rebind_papers(actor=cabinet.head, ballot=asked, reason="Sửa số liệu.", offered=seen)
    assert kinds(asked.stream).count("ballot.papers_replaced") == 1
    assert asked.bindings.count() == 2


def test_papers_are_not_replaced_without_a_reason_or_unseen(cabinet: Cabinet, asked: Ballot) -> None:
    newer(cabinet, asked)
    with refused("rebinding_needs_reason"):
        rebind(cabinet, asked, " \u200b ")
    seen = offered(asked)
    newer(cabinet, asked)
    with refused("papers_changed_since"):
        rebind_papers(actor=cabinet.head, ballot=asked, reason="Sửa số liệu.", offered=seen)
    assert asked.bindings.count() == 1


def test_papers_are_replaced_only_while_members_can_answer(cabinet: Cabinet, asked: Ballot) -> None:
    newer(cabinet, asked)
    with refused("ballot_not_open"):
        rebind(cabinet, cabinet.draft_ballot())
    with at(past(asked)):
        with refused("papers_too_late", closes_at=asked.closes_at):
            rebind(cabinet, asked)
        close_ballot(actor=cabinet.clerk, ballot=asked)
        with refused("ballot_closed"):
            rebind(cabinet, asked)
    other = replaced(cabinet, _second(cabinet))
    recall_ballot(actor=cabinet.head, ballot=other, reason="Sai tài liệu.")
    newer(cabinet, other)
    with refused("ballot_recalled"):
        rebind(cabinet, other)


def test_only_the_head_of_the_secretariat_replaces_papers(cabinet: Cabinet, asked: Ballot) -> None:
    newer(cabinet, asked)
    for somebody in (cabinet.clerk, cabinet.chair, cabinet.minister, cabinet.assistant, cabinet.auditor):
        with not_allowed("may_replace_papers"):
            rebind_papers(actor=somebody, ballot=asked, reason="Sửa.", offered=offered(asked))


# -- answers given before -----------------------------------------------------------------------------------


def test_an_answer_written_on_replaced_papers_is_not_counted_unseen(cabinet: Cabinet, asked: Ballot) -> None:
    seen, ballot = asked.subject, replaced(cabinet, asked)
    with refused("papers_replaced_since"):
        given(cabinet, ballot, 3, seen)
    assert not Answer.objects.exists()
    given(cabinet, ballot, 3, ballot.subject)
    assert Answer.objects.get().subject == ballot.subject


def test_the_retry_of_a_counted_answer_gets_its_receipt_though_papers_were_replaced(
    cabinet: Cabinet, asked: Ballot
) -> None:
    sent = {
        "actor": cabinet.holders[3],
        "lines": [Line(question=1, choice="for", text="")],
        "named": 0,
        "key": uuid4(),
        "seen": asked.subject,
    }
    receipt = cast_answers(ballot=asked, **sent)  # type: ignore[arg-type]
    assert cast_answers(ballot=replaced(cabinet, asked), **sent) == receipt  # type: ignore[arg-type]


def test_one_tap_confirms_the_same_answer_on_the_new_papers(cabinet: Cabinet, asked: Ballot) -> None:
    cabinet.answer(asked, 3, "other", text="Đề nghị bổ sung kinh phí.")
    ballot, key = replaced(cabinet, asked), uuid4()
    for _ in range(2):
        receipt = reconfirm_answer(
            actor=cabinet.holders[3], ballot=ballot, named=1, key=key, seen=ballot.subject
        )
        assert receipt.revision == 2
    first, second = Answer.objects.order_by("revision")
    assert (second.lines, second.subject) == (first.lines, ballot.subject)
    assert first.subject == asked.subject
    assert second.digest != first.digest
    assert list(problems()) == []


def test_confirming_on_another_tablet_changes_nothing_more(cabinet: Cabinet, asked: Ballot) -> None:
    cabinet.answer(asked, 3)
    ballot = replaced(cabinet, asked)
    first, again = (
        reconfirm_answer(actor=cabinet.holders[3], ballot=ballot, named=1, key=uuid4(), seen=ballot.subject)
        for _ in range(2)
    )
    assert first == again
    assert Answer.objects.count() == 2


def test_nobody_confirms_what_was_replaced_or_changed_again(cabinet: Cabinet, asked: Ballot) -> None:
    cabinet.answer(asked, 3)
    seen = replaced(cabinet, asked).subject
    ballot = replaced(cabinet, asked)
    with refused("papers_replaced_since"):
        reconfirm_answer(actor=cabinet.holders[3], ballot=ballot, named=1, key=uuid4(), seen=seen)
    cabinet.answer(ballot, 4)
    newer(cabinet, ballot)
    ballot = rebind(cabinet, ballot)
    cabinet.answer(ballot, 3, "against", named=1)
    receipt = reconfirm_answer(
        actor=cabinet.holders[3], ballot=ballot, named=1, key=uuid4(), seen=ballot.subject
    )
    assert receipt.lines[0]["choice"] == "against"  # it stands on the papers already


def test_only_who_answered_confirms_and_only_in_time(cabinet: Cabinet, asked: Ballot) -> None:
    cabinet.answer(asked, 3)
    ballot = replaced(cabinet, asked)

    def confirm(who: int) -> Receipt:
        return reconfirm_answer(
            actor=cabinet.holders[who], ballot=ballot, named=1, key=uuid4(), seen=ballot.subject
        )

    with refused("nothing_to_confirm"):
        confirm(4)
    for somebody in (cabinet.assistant, cabinet.deputy, cabinet.clerk):
        with not_allowed("may_cast_answer"):
            reconfirm_answer(actor=somebody, ballot=ballot, named=1, key=uuid4(), seen=ballot.subject)
    with at(past(ballot)), refused("ballot_deadline_passed"):
        confirm(3)


def test_an_answer_that_was_not_confirmed_counts_and_is_reported_as_such(
    cabinet: Cabinet, asked: Ballot
) -> None:
    for order in (2, 3, 4):
        cabinet.answer(asked, order)
    ballot = replaced(cabinet, asked)
    reconfirm_answer(actor=cabinet.holders[3], ballot=ballot, named=1, key=uuid4(), seen=ballot.subject)
    cabinet.answer(ballot, 4, "against", named=1)
    cabinet.answer(ballot, 5)
    with at(past(ballot)):
        close_ballot(actor=cabinet.clerk, ballot=ballot)
    facts = newest(ballot.stream).facts
    assert (facts["content"], facts["earlier_papers"]) == (ballot.subject, [2])
    assert facts["tally"]["for"] == 3
    assert len(current_answers(ballot)) == 4
    assert list(problems()) == []


# -- verification -------------------------------------------------------------------------------------------


def found(ballot: Ballot) -> list[str]:
    return [problem.what.removeprefix(f"ballot {ballot.pk}: ") for problem in problems()]


def test_another_paper_slipped_under_a_binding_is_found(cabinet: Cabinet, asked: Ballot) -> None:
    other = newer(cabinet, asked)
    with released(connection):
        asked.bindings.get().papers.filter(order=1).update(version=other)
    assert found(asked) == ["title, questions or papers of binding 1 were changed afterwards"]


def test_a_title_changed_after_the_opening_is_found(asked: Ballot) -> None:
    Ballot.objects.filter(pk=asked.pk).update(title="Nội dung khác")
    assert found(asked) == ["title, questions or papers of binding 1 were changed afterwards"]


def test_an_answer_moved_to_other_papers_is_found(cabinet: Cabinet, asked: Ballot) -> None:
    cabinet.answer(asked, 3)
    ballot = replaced(cabinet, asked)
    with released(connection):
        Answer.objects.update(subject=ballot.subject)
    assert found(ballot) == [
        "the answer of seat 3, revision 1 differs from its entry in the journal",
        "the answer of seat 3, revision 1 was given on papers that were not before the members then",
    ]


def test_a_removed_or_an_unannounced_binding_is_found(cabinet: Cabinet, asked: Ballot) -> None:
    ballot = replaced(cabinet, asked)
    with released(connection):
        ballot.bindings.get(number=2).papers.all().delete()
        ballot.bindings.get(number=2).delete()
    assert found(ballot) == [
        "what is voted on is not what was put before the members last",
        "the journal puts papers before the members 2 times, not 1",
    ]


def test_a_closing_that_hides_who_did_not_confirm_is_found(cabinet: Cabinet, asked: Ballot) -> None:
    cabinet.answer(asked, 3)
    ballot = replaced(cabinet, asked)
    with at(past(ballot)):
        close_ballot(actor=cabinet.clerk, ballot=ballot)
    with released(connection):
        closing = entries(ballot.stream).get(kind="ballot.closed")
        entries(ballot.stream).filter(pk=closing.pk).update(facts=closing.facts | {"earlier_papers": []})
    assert "the closing names other seats as answering on earlier papers" in found(ballot)


def test_changed_or_missing_bytes_are_found(cabinet: Cabinet, asked: Ballot) -> None:
    assert list(bytes_match(asked)) == []
    first, second = Version.objects.order_by("document__order")
    with open(default_storage.path(first.path), "ab") as file:
        file.write(b" ")
    default_storage.delete(second.path)
    assert [problem.what.removeprefix(f"ballot {asked.pk}: ") for problem in bytes_match(asked)] == [
        "the file of “Tờ trình.pdf (1)” is not the one that was voted on",
        "the file of “Dự thảo Nghị quyết.pdf (1)” is missing",
    ]


def _second(cabinet: Cabinet) -> Ballot:
    draft = cabinet.draft_ballot()
    cabinet.paper(draft.matter)
    return cabinet.send(draft)


def test_answers_on_replaced_papers_keep_the_ballot_open_until_they_are_confirmed(
    cabinet: Cabinet, asked: Ballot
) -> None:
    """Otherwise one clerk could have a result on papers that no member has seen."""
    for order in cabinet.holders:
        cabinet.answer(asked, order)
    ballot = replaced(cabinet, asked)
    with refused("answers_not_confirmed", unconfirmed=5, closes_at=ballot.closes_at):
        close_ballot(actor=cabinet.clerk, ballot=ballot)
    for holder in cabinet.holders.values():
        reconfirm_answer(actor=holder, ballot=ballot, named=1, key=uuid4(), seen=ballot.subject)
    assert close_ballot(actor=cabinet.clerk, ballot=ballot).status == "closed"


def test_members_and_assistants_are_told_of_replaced_papers(cabinet: Cabinet, asked: Ballot) -> None:
    replaced(cabinet, asked)
    told = Notice.objects.filter(kind="ballot:papers").values_list("person__username", flat=True)
    assert set(told) == {person.username for person in (*cabinet.holders.values(), cabinet.assistant)}


def test_papers_of_a_ballot_from_before_bindings_are_not_replaced(cabinet: Cabinet, asked: Ballot) -> None:
    Ballot.objects.filter(pk=asked.pk).update(subject="")
    with refused("papers_never_bound"):
        replaced(cabinet, asked)
