"""`manage.py doctor`: it names what an installation lacks, and says nothing of what is well."""

import json
import os
import time
from collections import namedtuple
from datetime import timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection

from core.heads import seal
from core.time import at, now
from core.triggers import release
from ecabinet.doctor import as_json, examined, lying, running, well
from ecabinet.doctor.finding import Finding
from tests.cast import Cabinet

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def place(settings: Any, tmp_path: Path) -> Path:
    """Keys, papers and backups of this test alone."""
    settings.JOURNAL_KEY_FILE = tmp_path / "keys" / "key.pem"
    settings.SIGNING_DIR = tmp_path / "signers"
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.JOURNAL_HEADS_FOLDER = ""
    settings.DEPLOYED = True
    return tmp_path


def seen(check: Any) -> list[tuple[str, str]]:
    return [(each.level, each.seen) for each in check()]


def test_removed_triggers_are_named() -> None:
    assert [level for level, _seen in seen(running.database)] == ["ok"]
    release(connection, "ballots_answer")
    assert seen(running.database) == [("error", "may be changed though they are append-only: ballots_answer")]


def test_a_clock_that_stands_and_a_journal_without_a_head_of_the_night_are_named(settings: Any) -> None:
    assert seen(running.clock) == [("error", "does not run; last seen never")]
    assert seen(running.journal) == [("error", "its head was last signed never")]
    settings.JOURNAL_HEADS_MAIL = ["witness@audit.example"]
    with at(now() - timedelta(hours=3)):
        head = seal()
    assert seen(running.journal) == [
        ("warning", "1 heads have not reached the witness by mail"),
        ("ok", f"head {head.number} of {head.at.isoformat(timespec='minutes')}"),
    ]
    with at(now() + timedelta(hours=30)):
        assert [level for level, _seen in seen(running.journal)] == ["error"]


def test_accounts_of_the_demonstration_are_named(cabinet: Cabinet) -> None:
    assert seen(running.people) == [("ok", "no such account")]
    cabinet.clerk.is_demo = True
    cabinet.clerk.save()
    assert seen(running.people) == [("error", "1 accounts with a published password can sign in here")]


def test_keys_that_others_may_read_are_named(place: Path) -> None:
    seal()
    assert seen(lying.keys) == [("ok", "1 files, their owner's alone")]
    (place / "signers").mkdir()
    (place / "signers" / "chair.p12").write_bytes(b"key")
    (place / "signers" / "chair.p12").chmod(0o640)
    assert seen(lying.keys) == [("error", "others may read chair.p12")]


def test_papers_that_every_account_may_read_and_a_full_disk_are_named(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (place / "media").mkdir(mode=0o755)
    usage = namedtuple("usage", "total used free")
    for free, level in ((2**40, "ok"), (5 * 2**30, "warning"), (2**30, "error")):
        monkeypatch.setattr("shutil.disk_usage", lambda path, free=free: usage(2**41, 0, free))
        assert seen(lying.files) == [
            ("warning", "every account of this machine may look into the folder of papers"),
            (level, f"{free / 2**30:.1f} GB free for papers"),
        ]


def test_backups_that_nobody_names_are_missing_or_old_are_named(place: Path, settings: Any) -> None:
    assert seen(lying.backups) == [("warning", "nobody has said where they are")]
    settings.BACKUP_DIR = str(place / "backups")
    (place / "backups").mkdir()
    assert seen(lying.backups) == [("error", "there is none")]
    (place / "backups" / "night.dump").write_bytes(b"PGDMP")
    assert seen(lying.backups) == [("ok", "the newest is 0 hours old")]
    old = time.time() - 72 * 3600
    os.utime(place / "backups" / "night.dump", (old, old))
    assert seen(lying.backups) == [("error", "the newest is 72 hours old")]


def test_static_files_that_were_not_collected_are_named(place: Path, settings: Any) -> None:
    settings.STATIC_ROOT = place / "static"
    assert ("error", "are not collected, or older than the program") in seen(lying.pages)
    assert ("ok", "compiled") in seen(lying.pages)


def test_another_version_than_the_tested_one_is_named(place: Path, settings: Any) -> None:
    settings.BASE_DIR = place
    (place / "requirements.txt").write_text("Django==1.0  # a reason\nno-such-thing==2.0\n")
    [(level, told)] = seen(lying.versions)
    assert level == "warning"
    assert told.startswith("Django 5.")
    assert told.endswith("(tested with 1.0); no-such-thing missing (tested with 2.0)")


def test_a_redis_that_does_not_answer_is_named(settings: Any) -> None:
    settings.REDIS_URL = "redis://127.0.0.1:1/0"
    told = [each for each in examined() if each.name == "redis"]
    assert [each.level for each in told] == ["error"]
    assert "could not be looked at: ConnectionError" in told[0].seen


def test_an_origin_that_nobody_reaches_is_named(settings: Any) -> None:
    settings.PUBLIC_ORIGIN = "https://127.0.0.1:1"
    [(level, told)] = seen(running.origin)
    assert level == "error"
    assert told.startswith("https://127.0.0.1:1 is not reached over TLS")


def test_the_command_says_it_in_lines_and_fails() -> None:
    out = StringIO()
    with pytest.raises(SystemExit) as end:
        call_command("doctor", stdout=out)
    assert end.value.code == 1
    assert (
        "ERROR   clock: does not run; last seen never\n        Run: python manage.py clock\n"
        in out.getvalue()
    )


def test_for_a_program_it_says_the_same_as_json() -> None:
    out = StringIO()
    with pytest.raises(SystemExit):
        call_command("doctor", "--json", stdout=out)
    told = json.loads(out.getvalue())
    assert told["well"] is False
    assert {"name": "clock", "level": "error"}.items() <= next(
        each for each in told["findings"] if each["name"] == "clock"
    ).items()


def test_where_nothing_is_lacking_it_is_well() -> None:
    fine = [Finding("clock", "ok", "runs")]
    assert well(fine)
    assert json.loads(as_json(fine))["well"] is True
    assert not well([*fine, Finding("disk", "warning", "little")])
