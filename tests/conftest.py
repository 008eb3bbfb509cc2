"""What every test stands on: its own database and media, quick passwords, and the cast."""

import shutil
import tempfile
from pathlib import Path

import pytest
from django.conf import settings

from ballots.models import Ballot
from meetings.models import Meeting
from tests.cast import Cabinet, make_cabinet, make_government
from tests.emptying import empty_only_what_was_written

_folder = Path(tempfile.mkdtemp(prefix="ecabinet-tests-"))


def pytest_configure(config: pytest.Config) -> None:
    """Give this run files of its own, so that two runs at once do not meet, and quick passwords."""
    database = settings.DATABASES["default"]
    if database["ENGINE"].endswith("sqlite3"):
        database["TEST"]["NAME"] = str(_folder / "test.sqlite3")
        # Tests kill processes but cut no power: what survives that is the same without waiting for the disk.
        options = database["OPTIONS"]
        options["init_command"] = options["init_command"].replace("synchronous=FULL", "synchronous=OFF")
    settings.MEDIA_ROOT = _folder / "media"
    settings.SIGNING_DIR = _folder / "signers"
    settings.TRUST_ROOTS = [settings.SIGNING_DIR / "authority.crt"]
    settings.JOURNAL_KEY_FILE = _folder / "journal" / "key.pem"
    settings.JOURNAL_HEADS_FOLDER = str(_folder / "journal")
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    empty_only_what_was_written()


def pytest_unconfigure(config: pytest.Config) -> None:
    """Leave nothing behind."""
    shutil.rmtree(_folder, ignore_errors=True)


@pytest.fixture
def cabinet(db: None) -> Cabinet:
    """A body of five seats and its people."""
    return make_cabinet()


@pytest.fixture
def government(db: None) -> Cabinet:
    """The Government of 27 seats and its people."""
    return make_government()


@pytest.fixture
def draft_meeting(cabinet: Cabinet) -> Meeting:
    """A meeting in preparation with two items."""
    return cabinet.draft_meeting()


@pytest.fixture
def sent_meeting(cabinet: Cabinet) -> Meeting:
    """A meeting that was sent."""
    return cabinet.sent_meeting()


@pytest.fixture
def running_meeting(cabinet: Cabinet) -> Meeting:
    """A meeting in session at its first item: one seat remote, the others in the room."""
    return cabinet.running_meeting(remote=[4])


@pytest.fixture
def open_vote(cabinet: Cabinet, running_meeting: Meeting) -> Ballot:
    """A vote that is open in `running_meeting`."""
    return cabinet.open_vote(running_meeting)


@pytest.fixture
def draft_ballot(cabinet: Cabinet) -> Ballot:
    """An opinion ballot in preparation."""
    return cabinet.draft_ballot()


@pytest.fixture
def open_ballot(cabinet: Cabinet) -> Ballot:
    """An opinion ballot that may be answered."""
    return cabinet.open_ballot()
