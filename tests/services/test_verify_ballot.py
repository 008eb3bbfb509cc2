"""`manage.py verify_ballot`: one ballot and one receipt checked without trusting any page."""

import json
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.urls import reverse

from ballots.models import Answer, Ballot, BallotReport
from ballots.services import close_ballot, issue_report, keep_dissent, recall_ballot
from core.models import Entry
from core.time import at
from core.triggers import released
from matters.models import Version
from meetings.models import Meeting
from people.models import Body
from tests.cast import Cabinet
from tests.services.test_bound_papers import past, replaced


@pytest.fixture
def ballot(cabinet: Cabinet) -> Ballot:
    """A closed ballot whose paper was replaced: seat 3 answered before and after, seat 4 only before."""
    draft = cabinet.draft_ballot()
    cabinet.paper(draft.matter)
    ballot = cabinet.send(draft)
    cabinet.answer(ballot, 3, "against", text="Đề nghị làm rõ.")
    cabinet.answer(ballot, 4)
    ballot = replaced(cabinet, ballot)
    cabinet.answer(ballot, 3, "for", named=1)
    with at(past(ballot)):
        ballot = close_ballot(actor=cabinet.clerk, ballot=ballot)
        keep_dissent(actor=cabinet.second_minister, ballot=ballot, text="Không tán thành.")
    return ballot


def run(capsys: pytest.CaptureFixture[str], *arguments: object, language: str = "en") -> tuple[int, str]:
    """The exit code and everything that was printed."""
    code = 0
    try:
        call_command("verify_ballot", *map(str, arguments), "--language", language)
    except SystemExit as ended:
        code = int(str(ended.code))
    except CommandError as error:
        return error.returncode, str(error)
    printed = capsys.readouterr()
    return code, printed.out + printed.err


def downloaded(person: Any, ballot: Ballot, folder: Path, revision: int | None = None) -> Path:
    """The receipt as its holder takes it along."""
    client = Client()
    client.force_login(person)
    asked = {"revision": revision} if revision else {}
    answer = client.get(reverse("receipt_file", args=[ballot.pk]), asked)
    assert answer.status_code == 200
    path = folder / answer["Content-Disposition"].split('"')[1]
    path.write_bytes(answer.content)
    return path


def test_a_whole_ballot_verifies_line_by_line(
    cabinet: Cabinet, ballot: Ballot, capsys: pytest.CaptureFixture[str]
) -> None:
    code, printed = run(capsys, ballot.number)
    entries = Entry.objects.filter(stream=ballot.stream).count()
    assert code == 0
    assert printed.splitlines() == [
        f"Ballot No. 1: {ballot.title}",
        f"{ballot.pk} · Closed",
        f"[RIGHT] Journal: {entries} entries in an unbroken chain.",
        "[RIGHT] Answers: 3 stored, each the one that its entry vouches for.",
        "[RIGHT] Opening: number, deadline, rules, electorate and who sees whose answer are as announced.",
        "[RIGHT] Closing: its entry covers every answer that counts, and none came later.",
        "[RIGHT] What was voted on: title, questions, rules and papers as announced (put before the "
        "members 2 times); every answer says on what it was given.",
        "[RIGHT] Dissents: 1 as kept on record.",
        "[RIGHT] Result: counted again, it comes out as it was announced.",
        "[RIGHT] Report: not issued yet; 0 replies of the drafting agency as written.",
        "[RIGHT] Files: 2 files have the SHA-256 that was voted on.",
        "This ballot verifies.",
    ]
    assert run(capsys, ballot.pk) == (code, printed)  # by its id; and it has written nothing


def test_a_number_that_two_bodies_have_is_named_with_its_body(
    cabinet: Cabinet, ballot: Ballot, capsys: pytest.CaptureFixture[str]
) -> None:
    province = Body.objects.create(key="ubnd-tinh-a", name_vi="Ủy ban nhân dân tỉnh A")
    Ballot.objects.create(
        body=province,
        matter=ballot.matter,
        form="written",
        title="Phiếu của tỉnh A",
        number=ballot.number,
        composed_by=cabinet.clerk,
        composed_at=ballot.composed_at,
        closes_at=ballot.closes_at,
    )
    names = f"{cabinet.body.key}/1, ubnd-tinh-a/1"
    assert run(capsys, 1) == (2, f"Several bodies have a ballot 1; name one of them: {names}.")
    assert run(capsys, f"{cabinet.body.key}/1") == run(capsys, ballot.pk)
    assert run(capsys, "ubnd-tinh-b/1") == (2, "There is no ballot ubnd-tinh-b/1.")


def test_it_speaks_vietnamese_unless_told_otherwise(
    ballot: Ballot, capsys: pytest.CaptureFixture[str]
) -> None:
    call_command("verify_ballot", str(ballot.number))
    printed = capsys.readouterr().out
    assert "[ĐÚNG] Kết quả: đếm lại đúng như đã công bố." in printed
    assert printed.endswith("Phiếu này đã được xác minh.\n")


def test_the_receipt_of_the_counted_answer_and_of_an_earlier_one(
    cabinet: Cabinet, ballot: Ballot, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    first, second = Answer.objects.filter(elector__order=3).order_by("revision")
    counted = f"[RIGHT] Receipt {second.receipt}: this is the answer that counts (version 2)."
    earlier = f"[RIGHT] Receipt {first.receipt}: version 1, since replaced by version 2."
    for told, arguments in (
        (counted, ["--receipt", second.receipt]),
        (counted, ["--file", downloaded(cabinet.minister, ballot, tmp_path)]),
        (earlier, ["--receipt", first.receipt]),
        (earlier, ["--file", downloaded(cabinet.minister, ballot, tmp_path, revision=1)]),
    ):
        code, printed = run(capsys, ballot.number, *arguments)
        assert (code, printed.splitlines()[-2:]) == (0, [told, "This ballot verifies."])


def test_the_downloaded_receipt_needs_nobody_to_be_believed(
    cabinet: Cabinet, ballot: Ballot, tmp_path: Path
) -> None:
    facts = json.loads(downloaded(cabinet.minister, ballot, tmp_path).read_text())
    answer = Answer.objects.get(elector__order=3, revision=2)
    entry = Entry.objects.get(stream=ballot.stream, seq=answer.seq)
    assert facts["lines"] == [{"question": 1, "choice": "for", "text": ""}]
    assert (facts["salt"], facts["digest"], facts["entry"]) == (answer.salt, answer.digest, entry.hash)
    assert facts["subject"] == ballot.subject
    assert [paper[0] for paper in facts["asked"]["papers"]] == ["Tờ trình"]
    assert facts["asked"]["papers"][0][2] == Version.objects.get(number=2).sha256


def test_a_receipt_that_nobody_has_given_is_found(ballot: Ballot, capsys: pytest.CaptureFixture[str]) -> None:
    code, printed = run(capsys, ballot.number, "--receipt", "0001-1-00000000")
    assert code == 1
    assert "[WRONG] Receipt 0001-1-00000000\n    No answer to this ballot has this receipt." in printed
    assert printed.endswith("This ballot does NOT verify.\n")


DIFFERS = "The file differs from what is stored: "
AGAINST = [{"question": 1, "choice": "against", "text": ""}]
CHANGES: list[tuple[dict[str, object], str]] = [
    ({"salt": "0" * 32}, "The file's digest is not that of its answers and salt."),
    ({"lines": AGAINST}, f"{DIFFERS}the answers."),
    ({"asked": {}}, "The file's digest of what was voted on is not that of what it shows."),
    ({"seat": 1}, f"{DIFFERS}the seat."),
    ({"entry": "0" * 64}, f"{DIFFERS}the hash of the journal's entry."),
]


@pytest.mark.parametrize(("change", "told"), CHANGES, ids=lambda value: " ".join(value))
def test_a_receipt_that_was_changed_is_found(
    cabinet: Cabinet,
    ballot: Ballot,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    change: dict[str, object],
    told: str,
) -> None:
    path = downloaded(cabinet.minister, ballot, tmp_path)
    path.write_text(json.dumps(json.loads(path.read_text()) | change))
    code, printed = run(capsys, ballot.number, "--file", path)
    assert (code, told in printed) == (1, True)


def test_an_answer_changed_in_the_table_betrays_itself_to_its_receipt(
    cabinet: Cabinet, ballot: Ballot, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    path = downloaded(cabinet.minister, ballot, tmp_path)
    with released(connection):
        Answer.objects.filter(elector__order=3).update(lines=AGAINST)
    code, printed = run(capsys, ballot.number, "--file", path)
    assert code == 1
    assert "[WRONG] Answers:" in printed
    assert "the answer of seat 3, revision 2 was changed after it was counted" in printed
    assert "The file differs from what is stored: the answers." in printed
    assert "Result: counted again" not in printed  # nothing worth counting


def test_another_file_under_a_voted_paper_is_found(
    ballot: Ballot, capsys: pytest.CaptureFixture[str]
) -> None:
    with open(default_storage.path(Version.objects.get(number=1).path), "ab") as file:
        file.write(b" ")
    code, printed = run(capsys, ballot.number)
    assert code == 1
    assert "[WRONG] Files: 2 files" in printed
    assert "the file of “Tờ trình.pdf (1)” is not the one that was voted on" in printed


def test_a_broken_chain_is_found(ballot: Ballot, capsys: pytest.CaptureFixture[str]) -> None:
    with released(connection):
        Entry.objects.filter(stream=ballot.stream, kind="ballot.opened").update(actor="person:somebody")
    code, printed = run(capsys, ballot.number)
    assert code == 1
    assert "[WRONG] Journal:" in printed


def test_while_it_is_open_the_command_tells_nothing_of_the_answers(
    cabinet: Cabinet, capsys: pytest.CaptureFixture[str]
) -> None:
    said = []
    for choice in ("for", "against"):
        ballot = cabinet.open_ballot()
        for order in (1, 2, 3):
            cabinet.answer(ballot, order, choice)
        code, printed = run(capsys, ballot.number)
        said.append(printed.replace(str(ballot.pk), "").replace(f"No. {ballot.number}", ""))
        assert code == 0
    assert said[0] == said[1]
    assert "Closing" not in said[0]
    assert "Result" not in said[0]


def test_a_report_that_says_something_else_is_found(
    cabinet: Cabinet, ballot: Ballot, capsys: pytest.CaptureFixture[str]
) -> None:
    report = issue_report(actor=cabinet.clerk, ballot=ballot)
    code, printed = run(capsys, ballot.number)
    assert (code, "[RIGHT] Report: says what was counted; 0 replies" in printed) == (0, True)
    with released(connection):
        BallotReport.objects.filter(pk=report.pk).update(digest="0" * 64)
    code, printed = run(capsys, ballot.number)
    assert (code, "[WRONG] Report:" in printed) == (1, True)


def test_a_recalled_ballot_and_a_vote_in_session_verify(
    cabinet: Cabinet, running_meeting: Meeting, capsys: pytest.CaptureFixture[str]
) -> None:
    recalled = cabinet.open_ballot()
    cabinet.answer(recalled, 3)
    recall_ballot(actor=cabinet.head, ballot=recalled, reason="Sai tài liệu.")
    code, printed = run(capsys, recalled.number)
    assert (code, "[RIGHT] Recall: its entry covers every answer" in printed) == (0, True)
    vote = cabinet.open_vote(running_meeting)
    cabinet.vote(running_meeting, vote, 2)
    assert run(capsys, vote.pk)[0] == 0


def test_what_cannot_be_checked_says_so(
    cabinet: Cabinet, ballot: Ballot, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    assert run(capsys, 999) == (2, "There is no ballot 999.")
    assert run(capsys, "nonsense") == (2, "There is no ballot nonsense.")
    assert run(capsys, uuid4())[0] == 2
    code, told = run(capsys, ballot.number, "--file", tmp_path / "none.json")
    assert (code, told.split(":")[0]) == (2, "The receipt cannot be read")
    path = tmp_path / "other.json"
    for content in ("[]", "{}", "not json"):
        path.write_text(content)
        assert run(capsys, ballot.number, "--file", path)[0] == 2
    real = json.loads(downloaded(cabinet.minister, ballot, tmp_path).read_text())
    path.write_text(json.dumps(real | {"lines": 3}))
    assert run(capsys, ballot.number, "--file", path) == (2, "The file is no receipt of this system.")
    other = cabinet.open_ballot()
    path.write_text(json.dumps(real))
    assert run(capsys, other.number, "--file", path) == (2, "The receipt is of another ballot.")
