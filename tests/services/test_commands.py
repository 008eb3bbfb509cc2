"""Commands and system checks of an operator: minutes, serving, what is wrong with a machine."""

import fcntl
import os
import socket
from pathlib import Path

import pytest
from django.core.checks import CheckMessage
from django.core.management import CommandError, call_command
from pytest_django import Settings

from ecabinet import checks
from ecabinet.management.commands import serve
from meetings.models import Meeting
from meetings.services import close_meeting
from tests.cast import Cabinet
from tests.records.reading import text_of

# -- minutes ------------------------------------------------------------------------------------------------


@pytest.fixture
def held(cabinet: Cabinet) -> Meeting:
    """A meeting that was held."""
    return close_meeting(actor=cabinet.clerk, meeting=cabinet.running_meeting(slug="held"))


def test_minutes_are_written_by_short_name_and_by_id(held: Meeting, tmp_path: Path) -> None:
    by_name, by_id = tmp_path / "a.pdf", tmp_path / "b.pdf"
    call_command("minutes", "held", output=str(by_name))
    call_command("minutes", str(held.pk), output=str(by_id))
    assert by_name.read_bytes() == by_id.read_bytes()
    assert "BIÊN BẢN" in text_of(by_name.read_bytes())


def test_minutes_go_to_standard_output(held: Meeting, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    call_command("minutes", "held", output="-")
    written = capfdbinary.readouterr().out
    assert written.startswith(b"%PDF-")
    assert "BIÊN BẢN" in text_of(written)


@pytest.mark.parametrize("name", ["nonsense", "00000000-0000-4000-8000-000000000000", "", "../held"])
def test_an_unknown_meeting_is_named_with_those_there_are(held: Meeting, tmp_path: Path, name: str) -> None:
    with pytest.raises(CommandError, match=r"There is no meeting .* Short names here: held\."):
        call_command("minutes", name, output=str(tmp_path / "a.pdf"))


def test_a_meeting_that_has_not_begun_has_no_minutes(cabinet: Cabinet, tmp_path: Path) -> None:
    cabinet.sent_meeting(slug="to-come")
    with pytest.raises(CommandError, match="to-come has not begun"):
        call_command("minutes", "to-come", output=str(tmp_path / "a.pdf"))
    assert not (tmp_path / "a.pdf").exists()


def test_a_file_that_cannot_be_written_is_said_in_words(held: Meeting, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="No such file or directory"):
        call_command("minutes", "held", output=str(tmp_path / "missing" / "a.pdf"))


# -- serve --------------------------------------------------------------------------------------------------


def test_a_taken_port_is_said_in_words() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(CommandError, match=f"PORT={port + 1} make run"):
            serve._check_free("127.0.0.1", port)


@pytest.fixture
def database(settings: Settings, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A database of the test's own, which nobody serves."""
    file = tmp_path / "a.sqlite3"
    there = {"ENGINE": "django.db.backends.sqlite3", "NAME": file}
    monkeypatch.setitem(settings.DATABASES, "default", there)
    return file


def test_a_second_process_without_redis_is_refused(database: Path) -> None:
    first = serve._only_process()
    try:
        with pytest.raises(CommandError, match="do not hear each other"):
            serve._only_process()
    finally:
        fcntl.flock(first, fcntl.LOCK_UN)
        first.close()
    serve._only_process().close()


def test_the_lock_lies_beside_the_database_or_with_the_papers(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, database: Path, tmp_path: Path
) -> None:
    with serve._only_process() as held:
        assert Path(held.name) == tmp_path / "a.sqlite3.lock"
    settings.MEDIA_ROOT = tmp_path / "media"
    there = {"ENGINE": "django.db.backends.postgresql", "NAME": "cabinet"}
    monkeypatch.setitem(settings.DATABASES, "default", there)
    with serve._only_process() as held:
        assert Path(held.name).parent == tmp_path / "media"


def test_the_lock_follows_no_link_and_empties_no_file(database: Path, tmp_path: Path) -> None:
    lock, precious = tmp_path / "a.sqlite3.lock", tmp_path / "precious"
    precious.write_text("kept")
    lock.symlink_to(precious)
    with pytest.raises(CommandError, match="lock"):
        serve._only_process()
    assert precious.read_text() == "kept"
    lock.unlink()
    lock.write_text("kept")
    serve._only_process().close()
    assert lock.read_text() == "kept"


# -- checks -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("processes", "redis", "found"),
    [
        ("", "", []),
        ("1", "", []),
        ("2", "", ["ecabinet.E001"]),
        ("2", "redis://127.0.0.1", []),
        ("many", "", []),
    ],
)
def test_many_processes_need_redis(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, processes: str, redis: str, found: list[str]
) -> None:
    settings.REDIS_URL = redis
    monkeypatch.setenv("WEB_CONCURRENCY", processes)
    assert ids(checks.one_process_without_redis(None)) == found


def test_papers_need_a_folder_that_may_be_written_to(settings: Settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path / "not" / "yet" / "there"
    assert ids(checks.papers_can_be_stored(None)) == []
    (tmp_path / "not").write_text("a file")
    assert ids(checks.papers_can_be_stored(None)) == ["ecabinet.E002"]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_papers_need_rights(settings: Settings, tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    settings.MEDIA_ROOT = tmp_path / "media"
    assert ids(checks.papers_can_be_stored(None)) == ["ecabinet.E002"]


@pytest.mark.parametrize("key", ["short", "only-for-a-machine-of-your-own-" + "0" * 32])
def test_a_deployment_needs_a_key_of_its_own(settings: Settings, key: str) -> None:
    settings.SECRET_KEY = key
    assert ids(checks.key_is_secret(None)) == ["ecabinet.E003"]
    settings.SECRET_KEY = "k3y" * 20
    assert ids(checks.key_is_secret(None)) == []


@pytest.mark.parametrize("origin", ["", "http://ecabinet.example"])
def test_a_deployment_needs_https(settings: Settings, origin: str) -> None:
    settings.PUBLIC_ORIGIN = origin
    assert ids(checks.origin_is_https(None)) == ["ecabinet.E004"]
    settings.PUBLIC_ORIGIN = "https://ecabinet.example"
    assert ids(checks.origin_is_https(None)) == []


def test_a_deployment_is_warned_of_the_demo(settings: Settings) -> None:
    settings.DEMO = True
    assert ids(checks.no_demo_in_production(None)) == ["ecabinet.W001"]
    settings.DEMO = False
    assert ids(checks.no_demo_in_production(None)) == []


def ids(messages: list[CheckMessage]) -> list[str | None]:
    return [message.id for message in messages]
