"""The report on a ballot: issued once after a second count, refused where anything differs."""

import json
from collections.abc import Sequence
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import DatabaseError, connection, transaction

from ballots.models import Ballot, BallotReport
from ballots.papers import compose_report, from_facts, gather_report
from ballots.papers.facts import OpinionFacts
from ballots.rules import Asked, Line, Reply, digest
from ballots.services import (
    cast_answers,
    close_ballot,
    extend_ballot,
    issue_report,
    keep_dissent,
    keep_replies,
    recall_ballot,
)
from core.journal import problems
from core.time import at, now
from core.triggers import protected, released
from records.layout import render
from tests.cast import Cabinet
from tests.records.reading import text_of
from tests.services.saying import kinds, newest, not_allowed, refused
from tests.services.test_bound_papers import replaced

pytestmark = pytest.mark.django_db
OPINION = "Đề nghị làm rõ nguồn kinh phí."


def closed(cabinet: Cabinet, choices: str = "ffaf-", procedure: str = "191-2026", **wishes: Any) -> Ballot:
    """A closed ballot: one letter a seat, f(or), a(gainst), o(ther), or - for silence."""
    words = {"f": "for", "a": "against", "o": "other"}
    ballot = cabinet.open_ballot(procedure=procedure, **wishes)
    cabinet.deliver(ballot)
    for order, letter in enumerate(choices, start=1):
        if letter in words:
            cabinet.answer(ballot, order, words[letter], text=OPINION if letter == "o" else "")
    assert ballot.closes_at is not None
    with at(ballot.closes_at + timedelta(minutes=1)):
        return close_ballot(actor=cabinet.clerk, ballot=ballot)


def told(report: BallotReport) -> str:
    return text_of(render(compose_report(from_facts(report.facts))))


# -- issuing ------------------------------------------------------------------------------------------------


def test_a_closed_ballot_is_reported_and_the_journal_names_the_reports_digest(cabinet: Cabinet) -> None:
    ballot = closed(cabinet, "ffao-")
    report = issue_report(actor=cabinet.clerk, ballot=ballot)
    ballot.refresh_from_db()
    assert ballot.status == "reported"
    assert newest(ballot.stream).kind == "ballot.reported"
    assert newest(ballot.stream).facts == {
        "report": report.digest,
        "answers": 4,
        "opinions": 1,
        "unreplied": 1,
    }
    assert (report.seq, report.at) == (newest(ballot.stream).seq, newest(ballot.stream).at)
    assert list(problems()) == []


def test_the_report_says_what_was_counted_and_by_which_rule(cabinet: Cabinet) -> None:
    ballot = closed(cabinet, "ffao-")
    report = issue_report(actor=cabinet.clerk, ballot=ballot)
    text = told(report)
    assert "Có 4/5 thành viên trả lời. Không trả lời trong thời hạn (1): Thống đốc." in text
    assert "Đồng ý: 2/5; không đồng ý: 1; ý kiến khác: 1; không trả lời, được coi là đồng ý: 1." in text
    assert (
        "Nội dung được thông qua: 3/5 thành viên đồng ý (2 phiếu trả lời đồng ý và 1 thành viên không trả lời"
        " được coi là đồng ý), quá nửa tổng số Thành viên Nội các nhỏ, cần 3 (Khoản 3 Điều 3 Nghị định"
        " 191/2026/NĐ-CP)."
    ) in text
    assert from_facts(report.facts).opinions == (
        OpinionFacts(4, "Bộ trưởng Bộ Tài chính", 1, "other", OPINION, stance="", reply=""),
    )
    assert "1 phiếu × 5 thành viên = 5 văn bản giấy." in text


def test_papers_saved_are_ballots_times_members_of_the_year(cabinet: Cabinet) -> None:
    for _ in range(2):
        closed(cabinet, "fffff")
    text = told(issue_report(actor=cabinet.clerk, ballot=closed(cabinet, "fffff")))
    assert "đến phiếu này: 3 phiếu, 3 × 5 = 15 văn bản giấy." in text


def test_reporting_twice_issues_one_report(cabinet: Cabinet) -> None:
    ballot = closed(cabinet)
    first = issue_report(actor=cabinet.clerk, ballot=ballot)
    assert issue_report(actor=cabinet.head, ballot=ballot) == first
    assert kinds(ballot.stream).count("ballot.reported") == 1


def test_only_the_secretariat_reports(cabinet: Cabinet) -> None:
    ballot = closed(cabinet)
    for somebody in (cabinet.chair, cabinet.minister, cabinet.assistant, cabinet.auditor, cabinet.operator):
        with not_allowed("may_report_ballot"):
            issue_report(actor=somebody, ballot=ballot)


def test_what_is_not_counted_has_no_report(cabinet: Cabinet) -> None:
    ballot = cabinet.open_ballot()
    with refused("ballot_not_closed"):
        issue_report(actor=cabinet.clerk, ballot=ballot)
    with refused("ballot_not_closed"):
        issue_report(actor=cabinet.clerk, ballot=cabinet.draft_ballot())
    recalled = recall_ballot(actor=cabinet.head, ballot=ballot, reason="Sai tài liệu")
    with refused("ballot_recalled"):
        issue_report(actor=cabinet.clerk, ballot=recalled)
    assert not BallotReport.objects.exists()


def test_replaced_papers_unconfirmed_answers_and_dissents_stand_in_the_report(cabinet: Cabinet) -> None:
    draft = cabinet.draft_ballot()
    cabinet.paper(draft.matter)
    ballot = cabinet.send(draft)
    cabinet.answer(ballot, 3)
    ballot = replaced(cabinet, ballot)
    for order in (1, 2, 4):
        cabinet.answer(ballot, order, "against" if order == 4 else "for")
    assert ballot.closes_at is not None
    with at(ballot.closes_at):
        ballot = close_ballot(actor=cabinet.clerk, ballot=ballot)
    keep_dissent(actor=cabinet.second_minister, ballot=ballot, text="Bảo lưu ý kiến.")
    report = issue_report(actor=cabinet.clerk, ballot=ballot)
    facts = from_facts(report.facts)
    assert [seat.order for seat in facts.on_earlier_papers] == [3]
    assert [each.reason for each in facts.replacements] == ["Sửa số liệu ở Điều 3."]
    assert [(each.order, each.text) for each in facts.dissents] == [(4, "Bảo lưu ý kiến.")]
    assert [each.number for each in facts.papers] == [2]
    assert facts.content == ballot.subject
    assert list(problems()) == []


def test_an_extension_stands_in_the_report_with_its_reason(cabinet: Cabinet) -> None:
    ballot = cabinet.open_ballot()
    old = ballot.closes_at
    assert old is not None
    new = old + timedelta(hours=2)
    extend_ballot(actor=cabinet.head, ballot=ballot, closes_at=new, reason="Nhiều thành viên đi công tác")
    with at(new):
        ballot = close_ballot(actor=cabinet.clerk, ballot=ballot)
    [extension] = from_facts(issue_report(actor=cabinet.clerk, ballot=ballot).facts).extensions
    assert (extension.old, extension.new) == (old, new)
    assert extension.reason == "Nhiều thành viên đi công tác"


def test_several_questions_and_alternatives_are_counted_twice_too(cabinet: Cabinet) -> None:
    ballot = cabinet.open_ballot(
        questions=(Asked("Thông qua?"), Asked("Hiệu lực?", ("Từ 01/01", "Từ ngày ký")))
    )
    for order, letter in enumerate("AAAB", start=1):
        lines = [
            Line(question=1, choice="for", text=""),
            Line(question=2, choice=letter, text="Đề nghị sớm hơn." if letter == "B" else ""),
        ]
        cast_answers(actor=cabinet.holders[order], ballot=ballot, lines=lines, named=0, key=uuid4())
    assert ballot.closes_at is not None
    with at(ballot.closes_at):
        ballot = close_ballot(actor=cabinet.clerk, ballot=ballot)
    text = told(issue_report(actor=cabinet.clerk, ballot=ballot))
    assert "Phương án A: 3/5; Phương án B: 1/5; ý kiến khác: 0; không trả lời: 1." in text
    assert "Phương án A được thông qua: 3/5 phiếu đồng ý" in text
    assert "Về câu 2:" in text
    assert list(problems()) == []


# -- refusing -----------------------------------------------------------------------------------------------


def tamper(statement: str, *values: str | int) -> None:
    with released(connection), connection.cursor() as cursor:
        cursor.execute(statement, values)


def refuses(cabinet: Cabinet, ballot: Ballot, code: str, **facts: object) -> None:
    """The report is refused with this code, and nothing was written."""
    before = kinds(ballot.stream)
    with refused(code, **facts):
        issue_report(actor=cabinet.clerk, ballot=ballot)
    with refused(code, **facts):
        gather_report(Ballot.objects.get(pk=ballot.pk), ballot.composed_at, "", draft=True)
    ballot.refresh_from_db()
    assert (ballot.status, kinds(ballot.stream)) == ("closed", before)
    assert not BallotReport.objects.exists()


@pytest.mark.parametrize(
    ("part", "name", "value"),
    [
        ("tally", "for", 4),
        ("tally", "deemed_for", 0),
        ("tally", "silent", 1),
        ("outcome", "received", 2),
        ("outcome", "needed", 2),
        ("outcome", "decision", "not_adopted"),
    ],
)
def test_a_result_that_was_changed_is_not_reported(
    cabinet: Cabinet, part: str, name: str, value: Any
) -> None:
    ballot = closed(cabinet)
    result: Any = ballot.result
    result["questions"][0][part][name] = value
    Ballot.objects.filter(pk=ballot.pk).update(result=result)
    refuses(cabinet, ballot, "count_differs", number=1)


def test_a_result_changed_together_with_its_closing_entry_is_not_reported(cabinet: Cabinet) -> None:
    ballot = closed(cabinet, "faaf-")
    entry = newest(ballot.stream)
    result: Any = ballot.result
    result["questions"][0]["tally"] |= {"for": 3, "against": 1}
    Ballot.objects.filter(pk=ballot.pk).update(result=result)
    facts = entry.facts | {"questions": result["questions"]}
    tamper("UPDATE core_entry SET facts = %s WHERE id = %s", json.dumps(facts), entry.pk)
    refuses(cabinet, ballot, "count_differs", number=1)


def test_an_answer_that_was_changed_is_not_reported(cabinet: Cabinet) -> None:
    ballot = closed(cabinet)
    lines = json.dumps([{"question": 1, "choice": "for", "text": ""}])
    tamper(
        "UPDATE ballots_answer SET lines = %s WHERE seq = %s", lines, ballot.answers.get(elector__order=3).seq
    )
    refuses(cabinet, ballot, "answer_differs", office=cabinet.minister_seat.office)


def test_an_answer_changed_together_with_its_digest_is_not_reported(cabinet: Cabinet) -> None:
    ballot = closed(cabinet)
    answer = ballot.answers.get(elector__order=3)
    lines = [Line(question=1, choice="for", text="")]
    tamper(
        "UPDATE ballots_answer SET lines = %s, digest = %s WHERE seq = %s",
        json.dumps(lines),
        digest(answer.salt, lines),
        answer.seq,
    )
    refuses(cabinet, ballot, "answer_differs")


def test_an_answer_that_was_removed_or_slipped_in_is_not_reported(cabinet: Cabinet) -> None:
    ballot = closed(cabinet)
    seq = ballot.answers.get(elector__order=2).seq
    with transaction.atomic():
        tamper("DELETE FROM ballots_answer WHERE seq = %s", seq)
        refuses(cabinet, ballot, "answer_differs")
        transaction.set_rollback(True)
    answer = ballot.answers.get(elector__order=2)
    answer.pk, answer.elector, answer.key = uuid4(), ballot.electors.get(order=5), uuid4()
    answer.save(force_insert=True)
    refuses(cabinet, ballot, "answer_differs")


def test_a_seat_that_answered_is_not_deemed_to_agree(cabinet: Cabinet) -> None:
    ballot = closed(cabinet)
    ballot.deemed.create(elector=ballot.electors.get(order=3), rule="x", at=now())
    refuses(cabinet, ballot, "deemed_differs")


def test_nobody_is_deemed_to_agree_where_the_rule_was_not_read(cabinet: Cabinet) -> None:
    ballot = closed(cabinet, "ffff-", procedure="39-2022")
    ballot.deemed.create(elector=ballot.electors.get(order=5), rule="x", at=now())
    refuses(cabinet, ballot, "deemed_differs")


# -- kept ---------------------------------------------------------------------------------------------------


def test_the_kept_facts_give_back_the_report_and_its_bytes(cabinet: Cabinet) -> None:
    ballot = closed(cabinet, "ffao-")
    report = issue_report(actor=cabinet.clerk, ballot=ballot)
    again = BallotReport.objects.get()
    assert from_facts(again.facts) == from_facts(report.facts)
    before = render(compose_report(from_facts(report.facts)))
    Ballot.objects.filter(pk=ballot.pk).update(title="Tên khác")
    cabinet.minister_seat.office_vi = "Chức danh khác"
    cabinet.minister_seat.save()
    assert render(compose_report(from_facts(BallotReport.objects.get().facts))) == before


@pytest.mark.parametrize("table", ["ballots_ballotreport", "ballots_opinionreply"])
def test_reports_and_replies_are_only_ever_added(table: str, db: None) -> None:
    assert table in protected(connection)


def test_a_kept_report_is_neither_changed_nor_deleted(cabinet: Cabinet) -> None:
    issue_report(actor=cabinet.clerk, ballot=closed(cabinet))
    with pytest.raises(DatabaseError), transaction.atomic():
        BallotReport.objects.update(digest="0" * 64)
    with pytest.raises(DatabaseError), transaction.atomic():
        BallotReport.objects.all()._raw_delete("default")
    assert BallotReport.objects.count() == 1


# -- verification -------------------------------------------------------------------------------------------


def found(ballot: Ballot) -> Sequence[str]:
    return [problem.what.replace(f"ballot {ballot.pk}", "it") for problem in problems()]


def test_a_report_that_was_changed_is_found(cabinet: Cabinet) -> None:
    ballot = closed(cabinet)
    report = issue_report(actor=cabinet.clerk, ballot=ballot)
    facts = report.facts | {"reported_by": "Ai đó"}
    tamper("UPDATE ballots_ballotreport SET facts = %s", json.dumps(facts))
    assert found(ballot) == ["it: its report was changed after it was issued"]


def test_a_report_that_was_removed_is_found(cabinet: Cabinet) -> None:
    ballot = closed(cabinet)
    issue_report(actor=cabinet.clerk, ballot=ballot)
    tamper("DELETE FROM ballots_ballotreport")
    assert found(ballot) == ["it is reported, and its report is missing"]


def test_a_ballot_called_reported_in_the_table_is_found(cabinet: Cabinet) -> None:
    ballot = closed(cabinet)
    Ballot.objects.filter(pk=ballot.pk).update(status="reported")
    assert found(ballot) == [
        "it is reported, but the journal reports it 0 times",
        "it is reported, and its report is missing",
    ]


def test_a_result_changed_after_the_report_is_found(cabinet: Cabinet) -> None:
    ballot = closed(cabinet)
    issue_report(actor=cabinet.clerk, ballot=ballot)
    result: Any = ballot.result
    result["questions"][0]["tally"]["for"] = 5
    Ballot.objects.filter(pk=ballot.pk).update(result=result)
    assert found(ballot) == [
        "it: its result is not the one announced",
        "it: its report tells another result than the one announced",
        "it: the second count refuses what was reported (count_differs)",
    ]


def test_a_reply_changed_or_removed_is_found(cabinet: Cabinet) -> None:
    ballot = closed(cabinet, "ffao-")
    keep_replies(actor=cabinet.deputy, ballot=ballot, replies=[Reply(4, 1, "accepted", "Đã bổ sung.")])
    assert found(ballot) == []
    with transaction.atomic():
        tamper("UPDATE ballots_opinionreply SET text = %s", "Không.")
        assert found(ballot) == [
            "it: the reply to seat 4, question 1, revision 1 was changed after it was kept"
        ]
        transaction.set_rollback(True)
    seq = ballot.replies.get().seq
    tamper("DELETE FROM ballots_opinionreply")
    assert [(p.seq, p.what.replace(f"ballot:{ballot.pk}", "it")) for p in problems()] == [
        (seq, "it: the reply to seat 4 is missing")
    ]
