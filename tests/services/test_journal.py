"""The journal: append-only, chained, tampering found, and nothing in it that could be read too early."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction

from ballots.models import Answer, Ballot, DeemedAnswer
from ballots.services import close_ballot
from core.chain import Problem
from core.journal import entries, problems, record, verify
from core.models import Entry, Stream
from core.time import at, now
from core.triggers import protected, released
from meetings.services import close_vote
from tests.cast import Cabinet

pytestmark = pytest.mark.django_db


def test_the_chain_of_a_whole_meeting_verifies(cabinet: Cabinet) -> None:
    voted(cabinet)
    assert list(problems()) == []


def test_sequence_numbers_have_no_gaps_and_every_entry_names_the_one_before(cabinet: Cabinet) -> None:
    ballot = voted(cabinet)
    history = list(entries(ballot.stream))
    assert [entry.seq for entry in history] == list(range(1, len(history) + 1))
    assert [entry.prev for entry in history[1:]] == [entry.hash for entry in history[:-1]]


@pytest.mark.parametrize("kept", ["core_entry", "ballots_answer", "ballots_deemedanswer"])
def test_append_only_tables_are_protected(kept: str, db: None) -> None:
    assert kept in protected(connection)


@pytest.mark.parametrize("act", ["update", "delete"])
def test_an_entry_is_neither_changed_nor_deleted(cabinet: Cabinet, act: str) -> None:
    voted(cabinet)
    rows = Entry.objects.filter(kind="vote.closed")
    assert_refused(lambda: rows.update(kind="x") if act == "update" else rows._raw_delete("default"))
    assert rows.count() == 1


@pytest.mark.parametrize("act", ["update", "delete"])
def test_an_answer_is_neither_changed_nor_deleted(cabinet: Cabinet, act: str) -> None:
    voted(cabinet)
    rows = Answer.objects.all()
    assert_refused(lambda: rows.update(lines=[]) if act == "update" else rows._raw_delete("default"))


def test_a_deemed_answer_is_not_deleted(cabinet: Cabinet) -> None:
    deemed = deemed_ballot(cabinet)
    assert_refused(lambda: DeemedAnswer.objects.filter(ballot=deemed)._raw_delete("default"))


def test_an_entry_is_not_replaced_under_its_key_or_its_number(cabinet: Cabinet) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("INSERT OR REPLACE is SQLite's")
    voted(cabinet)
    columns = ("id", "stream_id", "seq", "at", "actor", "kind", "subject", "facts", "prev", "hash")
    row = Entry.objects.filter(kind="vote.closed").values_list(*columns).get()
    names, places = ", ".join(columns), ", ".join(["%s"] * len(columns))
    for key in (row[0], None):
        values = [key, *row[1:3], str(row[3]), "person:else", *row[5:7], "{}", *row[8:]]
        assert_refused(
            lambda values=values: raw(
                f"INSERT OR REPLACE INTO core_entry ({names}) VALUES ({places})", values
            )
        )


@pytest.mark.django_db(transaction=True)
def test_a_table_is_not_truncated(cabinet: Cabinet) -> None:
    if connection.vendor != "postgresql":
        pytest.skip("TRUNCATE is PostgreSQL's")
    voted(cabinet)
    assert_refused(lambda: raw("TRUNCATE core_entry CASCADE", []))


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("facts", '{"changed": true}'),
        ("actor", "person:else"),
        ("kind", "vote.opened"),
        ("subject", "ballot:else"),
        ("hash", "0" * 64),
    ],
)
def test_a_changed_entry_is_found(cabinet: Cabinet, column: str, value: str) -> None:
    ballot = voted(cabinet)
    seq = entries(ballot.stream).get(kind="vote.closed").seq
    tamper(
        f"UPDATE core_entry SET {column} = %s WHERE stream_id = %s AND seq = %s", value, ballot.stream, seq
    )
    assert Problem(ballot.stream, seq, "was changed after it was written") in list(verify())


def test_a_changed_time_is_found(cabinet: Cabinet) -> None:
    ballot = voted(cabinet)
    with released(connection):
        Entry.objects.filter(stream=ballot.stream, seq=2).update(at=now() - timedelta(days=1))
    assert [problem.seq for problem in verify(ballot.stream)] == [2]


def test_an_entry_of_a_full_second_verifies(db: None) -> None:
    with at(datetime(2026, 11, 26, 9, 10, tzinfo=UTC)), transaction.atomic():
        record("meeting:a", "kind", actor="person:a", subject="item:a", facts={})
    assert list(verify()) == []


def test_a_time_to_which_something_was_added_is_found(cabinet: Cabinet) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL keeps times, no texts")
    ballot = voted(cabinet)
    tamper("UPDATE core_entry SET at = at || %s WHERE stream_id = %s AND seq = %s", "0", ballot.stream, 2)
    assert [problem.seq for problem in verify(ballot.stream)] == [2]


def test_a_removed_entry_is_found_in_the_middle_and_at_the_end(cabinet: Cabinet) -> None:
    ballot = voted(cabinet)
    last = entries(ballot.stream).count()
    tamper("DELETE FROM core_entry WHERE stream_id = %s AND seq = %s", ballot.stream, 3)
    assert 3 in [problem.seq for problem in verify(ballot.stream)]
    tamper("DELETE FROM core_entry WHERE stream_id = %s AND seq = %s", ballot.stream, last)
    assert any("the stream's head says" in problem.what for problem in verify(ballot.stream))


def test_a_changed_answer_is_found(cabinet: Cabinet) -> None:
    ballot = voted(cabinet)
    answer = ballot.answers.get(elector__order=2)
    lines = json.dumps([{"question": 1, "choice": "against", "text": ""}])
    tamper("UPDATE ballots_answer SET lines = %s WHERE seq = %s", lines, answer.seq)
    assert list(verify()) == []
    assert [problem.what for problem in problems()] == [
        f"ballot {ballot.pk}: the answer of seat 2, revision 1 was changed after it was counted"
    ]


def test_a_removed_answer_is_found(cabinet: Cabinet) -> None:
    ballot = voted(cabinet)
    tamper("DELETE FROM ballots_answer WHERE seq = %s", ballot.answers.get(elector__order=2).seq)
    found = [problem.what for problem in problems()]
    assert found == [
        f"ballot {ballot.pk}: the answer of seat 2 is missing",
        f"ballot {ballot.pk}: the closing covers other answers",
    ]


def test_an_answer_that_was_never_recorded_is_found(cabinet: Cabinet) -> None:
    ballot = voted(cabinet)
    Answer.objects.create(
        ballot=ballot,
        elector=ballot.electors.get(order=5),
        revision=1,
        key="00000000-0000-4000-8000-000000000000",
        person=cabinet.holders[5],
        lines=[{"question": 1, "choice": "for", "text": ""}],
        salt="",
        digest="0" * 64,
        seq=999,
        at=now(),
    )
    found = [problem.what for problem in problems()]
    assert f"ballot {ballot.pk}: the answer of seat 5, revision 1 has no entry in the journal" in found
    assert f"ballot {ballot.pk}: an answer came after the closing" in found


def test_another_result_than_the_one_announced_is_found(cabinet: Cabinet) -> None:
    ballot = voted(cabinet)
    assert ballot.result is not None
    ballot.result["questions"][0]["tally"]["for"] += 1
    ballot.save(update_fields=["result"])
    assert [problem.what for problem in problems()] == [
        f"ballot {ballot.pk}: its result is not the one announced"
    ]


def test_a_count_that_the_answers_do_not_give_is_found(cabinet: Cabinet) -> None:
    ballot = voted(cabinet)
    with released(connection):
        facts = entries(ballot.stream).get(kind="vote.closed").facts
        facts["questions"][0]["tally"]["for"] += 1
        Entry.objects.filter(stream=ballot.stream, kind="vote.closed").update(facts=facts)
        Ballot.objects.filter(pk=ballot.pk).update(result={"questions": facts["questions"]})
    found = [problem.what for problem in problems()]
    assert f"ballot {ballot.pk}: question 1 was not counted as it was answered" in found
    assert f"ballot {ballot.pk}: the closing shows two counts" in found


@pytest.mark.parametrize(("name", "value"), [("choice", "against"), ("place", "remote"), ("text", "Khác")])
def test_a_seat_announced_otherwise_than_it_answered_is_found(
    cabinet: Cabinet, name: str, value: str
) -> None:
    ballot = voted(cabinet)
    with released(connection):
        facts = entries(ballot.stream).get(kind="vote.closed").facts
        facts["seats"][1][name] = value
        Entry.objects.filter(stream=ballot.stream, kind="vote.closed").update(facts=facts)
    found = [problem.what for problem in problems()]
    assert f"ballot {ballot.pk}: the closing shows seat 2 otherwise than it answered" in found


def test_the_place_of_an_answer_changed_in_the_table_is_found(cabinet: Cabinet) -> None:
    ballot = voted(cabinet)
    tamper(
        "UPDATE ballots_answer SET place = %s WHERE seq = %s",
        "remote",
        ballot.answers.get(elector__order=2).seq,
    )
    assert [problem.what for problem in problems()] == [
        f"ballot {ballot.pk}: question 1 was not counted as it was answered",
        f"ballot {ballot.pk}: the closing shows seat 2 otherwise than it answered",
    ]


def test_deemed_answers_are_those_of_the_silent_seats(cabinet: Cabinet) -> None:
    ballot = deemed_ballot(cabinet)
    assert list(problems()) == []
    with released(connection):
        ballot.deemed.get(elector__order=3).delete()
    assert [problem.what for problem in problems()] == [
        f"ballot {ballot.pk}: the seats deemed to agree are not those that were silent and reached"
    ]


def test_a_deemed_answer_where_silence_says_nothing_is_found(cabinet: Cabinet) -> None:
    ballot = voted(cabinet)
    ballot.deemed.create(elector=ballot.electors.get(order=5), rule="no rule", at=now())
    assert [problem.what for problem in problems()] == [
        f"ballot {ballot.pk}: the seats deemed to agree are not those that were silent and reached"
    ]


def test_a_vote_reopened_in_the_table_is_found(cabinet: Cabinet) -> None:
    ballot = voted(cabinet)
    Ballot.objects.filter(pk=ballot.pk).update(status="open")
    assert [problem.what for problem in problems()] == [
        f"ballot {ballot.pk} is open, but the journal closes it 1 times"
    ]


def test_the_entry_of_an_answer_holds_no_choice_and_no_salt(cabinet: Cabinet) -> None:
    voted(cabinet)
    cabinet.answer(cabinet.open_ballot(), 3, "other", text="Đề nghị xem lại")
    for entry in Entry.objects.filter(kind="answer.cast"):
        assert set(entry.facts) == {"ballot", "seat", "revision", "digest", "subject"}
    salts = list(Answer.objects.values_list("salt", flat=True))
    journal = json.dumps(list(Entry.objects.values_list("facts", flat=True)), ensure_ascii=False)
    assert "Đề nghị xem lại" not in journal
    assert not [salt for salt in salts if salt in journal]


def test_equal_answers_have_different_digests(cabinet: Cabinet) -> None:
    ballot = voted(cabinet)
    digests = [pair[1] for pair in entries(ballot.stream).get(kind="vote.closed").facts["answers"]]
    assert len(digests) == len(set(digests)) == 4


def test_record_belongs_inside_a_transaction_and_takes_no_floats(cabinet: Cabinet) -> None:
    with pytest.raises(TypeError, match="float"), transaction.atomic():
        record("house", "test.float", actor="clock", subject="house", facts={"share": [0.5]})
    assert not Stream.objects.filter(pk="house").exists()


@pytest.mark.django_db(transaction=True)
def test_record_outside_a_transaction_is_an_error() -> None:
    with pytest.raises(RuntimeError, match="inside the transaction"):
        record("house", "test.loose", actor="clock", subject="house", facts={})


def test_the_command_says_what_it_walked(cabinet: Cabinet, capsys: pytest.CaptureFixture[str]) -> None:
    voted(cabinet)
    call_command("verify_journal")
    said = f"{Entry.objects.count()} entries in {Stream.objects.count()} streams: the journal verifies.\n"
    assert capsys.readouterr().out == said


def test_the_command_names_problems_and_fails(cabinet: Cabinet, capsys: pytest.CaptureFixture[str]) -> None:
    ballot = voted(cabinet)
    tamper("UPDATE core_entry SET actor = %s WHERE stream_id = %s AND seq = 1", "person:else", ballot.stream)
    with pytest.raises(SystemExit) as end:
        call_command("verify_journal")
    said = capsys.readouterr()
    assert end.value.code == 1
    assert said.out == f"{ballot.stream} #1: was changed after it was written\n"
    assert said.err.strip().endswith(": 1 problem.")


def voted(cabinet: Cabinet) -> Ballot:
    """A closed session vote: four of five seats voted."""
    meeting = cabinet.running_meeting(absent=[5])
    ballot = cabinet.open_vote(meeting)
    for order in range(1, 5):
        cabinet.vote(meeting, ballot, order)
    return close_vote(actor=cabinet.clerk, meeting=meeting, ballot=ballot)


def deemed_ballot(cabinet: Cabinet) -> Ballot:
    """An opinion ballot that closed with silent seats counted as agreeing."""
    ballot = cabinet.open_ballot()
    cabinet.deliver(ballot)
    assert ballot.closes_at is not None
    with at(ballot.closes_at + timedelta(minutes=1)):
        return close_ballot(actor=cabinet.clerk, ballot=ballot)


def assert_refused(act: object) -> None:
    """The database itself says no."""
    assert callable(act)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        act()


def tamper(statement: str, *values: Any) -> None:
    """What somebody could do who owns the database."""
    with released(connection):
        raw(statement, list(values))


def raw(statement: str, values: list[Any]) -> None:
    """One statement, past every model."""
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
