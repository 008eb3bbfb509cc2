"""Heads of the journal: signed at each closing and each night, handed to witnesses, and held against it."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.core import mail
from django.core.management import CommandError, call_command
from django.db import connection, transaction

from core import heads
from core.chain import Problem
from core.head_keys import public_key, signing_key
from core.heads import seal, seal_when_due
from core.journal import problems, record
from core.models import Entry, HeadDelivery, Stream, TreeHead
from core.time import at, now
from core.triggers import protected, released
from core.witnesses import deliver_heads
from meetings.services import close_meeting
from tests.cast import Cabinet

pytestmark = pytest.mark.django_db


@pytest.fixture
def house(settings: Any, tmp_path: Path) -> Path:
    """A key and a folder for heads of this test alone."""
    settings.JOURNAL_KEY_FILE = tmp_path / "keys" / "key.pem"
    settings.JOURNAL_HEADS_FOLDER = str(tmp_path / "heads")
    return tmp_path / "heads"


def happen(stream: str, *kinds: str) -> None:
    with transaction.atomic():
        for kind in kinds:
            record(stream, kind, actor="clock", subject=stream, facts={"title": "Dự án Luật Đất đai"})


def witnessed(folder: Path) -> Path:
    deliver_heads()
    [file] = folder.glob("*.jsonl")
    return file


def lines(file: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in file.read_text().splitlines()]


def verdict(*arguments: str) -> tuple[int, str]:
    """Exit code and output of `verify_journal`."""
    from io import StringIO

    out = StringIO()
    try:
        call_command("verify_journal", *arguments, stdout=out, stderr=out)
    except SystemExit as end:
        return int(str(end.code)), out.getvalue()
    return 0, out.getvalue()


def test_a_closed_session_asks_for_a_head_which_the_clock_makes(
    cabinet: Cabinet, running_meeting: Any, house: Path
) -> None:
    seal()
    seal_when_due()
    assert TreeHead.objects.count() == 1
    close_meeting(actor=cabinet.clerk, meeting=running_meeting)
    seal_when_due()
    body = json.loads(TreeHead.objects.get(number=2).body)
    assert body["occasions"] == [running_meeting.stream]
    assert body["previous"] == TreeHead.objects.get(number=1).hash
    seal_when_due()
    assert TreeHead.objects.count() == 2


def test_every_night_a_head_is_made_even_if_nothing_happened(db: None, house: Path) -> None:
    seal_when_due()
    with at(now() + timedelta(days=1)):
        seal_when_due()
        seal_when_due()
    assert [json.loads(head.body)["occasions"] for head in TreeHead.objects.all()] == [["nightly"]] * 2


def test_a_head_names_each_new_entry_once_by_its_hash_and_no_contents(db: None, house: Path) -> None:
    happen("meeting:a", "one", "two")
    first = seal()
    happen("meeting:a", "three")
    happen("meeting:b", "four")
    second = seal()
    hashes = {entry.kind: entry.hash for entry in Entry.objects.all()}
    assert json.loads(first.changes) == [["meeting:a", 0, [hashes["one"], hashes["two"]]]]
    assert json.loads(second.changes) == [
        ["meeting:a", 2, [hashes["three"]]],
        ["meeting:b", 0, [hashes["four"]]],
    ]
    assert "Luật" not in json.dumps([heads.as_line(first), heads.as_line(second)], ensure_ascii=False)


@pytest.mark.parametrize("table", ["core_treehead", "core_headdelivery"])
def test_heads_and_their_deliveries_are_append_only(table: str, db: None) -> None:
    assert table in protected(connection)


def test_the_key_is_made_once_and_for_its_owner_only(db: None, house: Path, settings: Any) -> None:
    first = public_key(signing_key())
    assert public_key(signing_key()) == first
    assert settings.JOURNAL_KEY_FILE.stat().st_mode & 0o777 == 0o600


def test_an_untouched_journal_verifies_against_its_witness(db: None, house: Path) -> None:
    happen("meeting:a", "one", "two")
    seal()
    happen("meeting:a", "three")
    seal()
    file = witnessed(house)
    happen("meeting:a", "after the last head")
    assert verdict("--against", str(file)) == (0, "4 entries in 1 streams: the journal verifies.\n")


def rewritten(stream: str, seq: int) -> None:
    """What an administrator of the database can do: change an entry and compute all later hashes anew."""
    from core.chain import entry_hash

    with released(connection):
        row = Stream.objects.get(pk=stream)
        prev = ""
        for entry in Entry.objects.filter(stream=stream).order_by("seq"):
            if entry.seq == seq:
                entry.facts = {"title": "Luật khác"}
            entry.prev = prev or entry.prev
            entry.hash = prev = entry_hash(
                stream=stream,
                seq=entry.seq,
                moment=entry.at,
                actor=entry.actor,
                kind=entry.kind,
                subject=entry.subject,
                facts=entry.facts,
                prev=entry.prev,
            )
            entry.save()
        row.head = prev
        row.save()


def removed(stream: str, seq: int) -> None:
    """The end of a stream cut off, its head set back."""
    with released(connection):
        Entry.objects.filter(stream=stream, seq__gte=seq).delete()
        kept = Entry.objects.get(stream=stream, seq=seq - 1)
        Stream.objects.filter(pk=stream).update(seq=kept.seq, head=kept.hash)


def vanished(stream: str) -> None:
    with released(connection):
        Entry.objects.filter(stream=stream).delete()
        Stream.objects.filter(pk=stream).delete()


@pytest.mark.parametrize(
    ("attack", "first_bad"),
    [
        (lambda: rewritten("meeting:a", 2), ("meeting:a", 2)),
        (lambda: removed("meeting:a", 3), ("meeting:a", 3)),
        (lambda: vanished("meeting:b"), ("meeting:b", 1)),
    ],
    ids=["an entry changed and everything rechained", "the end cut off", "a whole stream gone"],
)
def test_what_an_administrator_rechains_a_witness_still_finds(
    db: None, house: Path, attack: Callable[[], None], first_bad: tuple[str, int]
) -> None:
    happen("meeting:a", "one", "two", "three")
    happen("meeting:b", "four")
    seal()
    file = witnessed(house)
    attack()
    code, said = verdict("--against", str(file))
    assert code == 1
    assert said.startswith(f"{first_bad[0]} #{first_bad[1]}: ")


def test_an_older_copy_put_in_place_is_told_by_the_number_of_its_heads(db: None, house: Path) -> None:
    happen("meeting:a", "one")
    seal()
    older = witnessed(house).read_text()
    happen("meeting:a", "two")
    seal()
    newer = witnessed(house)
    assert len(lines(newer)) == 2
    with released(connection):
        Entry.objects.filter(seq=2).delete()
        HeadDelivery.objects.filter(head=2).delete()
        TreeHead.objects.filter(number=2).delete()
        Stream.objects.update(seq=1, head=Entry.objects.get().hash)
    code, said = verdict("--against", str(newer))
    assert code == 1
    assert "heads #2: the database knows of 1 heads only: an older copy was put in its place" in said
    newer.write_text(older)
    assert verdict("--against", str(newer))[0] == 0


@pytest.mark.parametrize(
    ("forge", "said"),
    [
        (lambda head: head["body"].update(at="2019-06-24T00:00:00+00:00"), "was changed after it was signed"),
        (lambda head: head["changes"][0][2].pop(), "names other entries than were signed"),
        (lambda head: head.update(signature="00" * 64), "has no valid signature"),
        (lambda head: head.update(key="ab" * 32), "is signed by a key that is not trusted: " + "ab" * 32),
    ],
    ids=["its time", "its entries", "its signature", "its key"],
)
def test_a_forged_head_is_no_witness(
    db: None, house: Path, forge: Callable[[dict[str, Any]], None], said: str
) -> None:
    happen("meeting:a", "one")
    seal()
    file = witnessed(house)
    head = lines(file)[0]
    forge(head)
    forged = file.with_name("forged.jsonl")
    forged.write_text(json.dumps(head) + "\n")
    assert verdict("--against", str(forged)) == (1, f"heads #1: {said}\n1 entries in 1 streams: 1 problem.\n")


def test_a_missing_head_and_a_foreign_journal_are_told(db: None, house: Path) -> None:
    for kind in ("one", "two", "three"):
        happen("meeting:a", kind)
        seal()
    file = witnessed(house)
    first, _second, third = file.read_text().splitlines()
    gap = file.with_name("gap.jsonl")
    gap.write_text(f"{first}\n{third}\n")
    assert "heads #3: does not follow head 1" in verdict("--against", str(gap))[1]
    part = file.with_name("part.jsonl")
    part.write_text(f"{third}\n")
    assert verdict("--against", str(part))[0] == 0
    with released(connection):
        HeadDelivery.objects.all().delete()
        TreeHead.objects.all().delete()
    seal()
    assert "of another journal" in verdict("--against", str(part))[1]


def test_what_is_no_file_of_heads_is_said_so(db: None, house: Path, tmp_path: Path) -> None:
    (tmp_path / "x").write_text("[1]\n")
    with pytest.raises(CommandError, match="cannot be read as heads") as caught:
        call_command("verify_journal", "--against", str(tmp_path / "x"))
    assert caught.value.returncode == 2


def test_a_journal_signed_by_a_stranger_does_not_verify(db: None, house: Path, settings: Any) -> None:
    happen("meeting:a", "one")
    seal()
    settings.JOURNAL_KEY_FILE.unlink()
    stranger = public_key(Ed25519PrivateKey.generate())
    known = json.loads(TreeHead.objects.get().key.join('""'))
    assert Problem("heads", 1, f"is signed by a key that is not trusted: {known}") in list(problems())
    settings.JOURNAL_OLD_KEYS = [known, stranger]
    assert list(problems()) == []


def test_mailboxes_get_every_head_once_with_a_file_to_keep(db: None, house: Path, settings: Any) -> None:
    settings.JOURNAL_HEADS_MAIL = ["kiem-toan@nhan-chung.example"]
    head = seal()
    deliver_heads()
    deliver_heads()
    [message] = mail.outbox
    assert message.to == ["kiem-toan@nhan-chung.example"]
    assert head.hash in message.body
    [(name, content, _kind)] = message.attachments
    assert (name, json.loads(content)["hash"]) == ("head-000001.jsonl", head.hash)


@contextmanager
def witness_on_the_web(answers: list[int]) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """A witness that answers with these codes, one after the other, and keeps what it was told."""
    told: list[dict[str, Any]] = []

    class Witness(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            told.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(answers.pop(0))
            self.send_header("Location", "/elsewhere")
            self.end_headers()

        def log_message(self, *args: object) -> None:
            """Say nothing."""

    server = HTTPServer(("127.0.0.1", 0), Witness)
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/heads", told
    finally:
        server.shutdown()
        server.server_close()


def test_a_witness_on_the_web_is_told_again_until_it_takes_a_head(
    db: None, house: Path, settings: Any
) -> None:
    with witness_on_the_web([503, 302, 204]) as (address, told):
        settings.JOURNAL_HEADS_URL = address
        head = seal()
        for _refused in range(2):
            with pytest.raises(OSError, match="HTTP Error"):
                deliver_heads()
        assert len(lines(witnessed(house))) == 1  # the file did not wait for it
        deliver_heads()
    assert [each["hash"] for each in told] == [head.hash] * 3
    assert set(HeadDelivery.objects.values_list("witness", flat=True)) == {"file", "web"}
