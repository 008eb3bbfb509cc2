"""What every test stands on: its own database and media, quick passwords, and the cast."""

import fcntl
import gc
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import hypothesis
import pytest
from django.conf import settings

from ballots.models import Ballot
from meetings.models import Meeting
from tests.browser.site import Demos, Site
from tests.cast import Cabinet, make_cabinet, make_government
from tests.emptying import empty_only_what_was_written
from tests.queues import Queues, give_way, in_order

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
    if settings.REDIS_URL:  # database numbers part no signals
        layer: dict[str, Any] = settings.CHANNEL_LAYERS["default"]
        layer["CONFIG"]["prefix"] = _folder.name
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.SESSIONS_AT_ONCE = 0  # a test opens as many browsers of one person as it needs
    empty_only_what_was_written()
    # How quickly examples come says something about the machine, nothing about the rules.
    hypothesis.settings.register_profile(
        "any machine", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow]
    )
    hypothesis.settings.load_profile("any machine")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What measures time comes first."""
    in_order(items)


def pytest_collection_finish() -> None:
    """What was collected stays to the end: there is no garbage to look for in it."""
    gc.freeze()


def pytest_runtest_setup(item: pytest.Item) -> None:
    """What measures no time does not take it from what does."""
    give_way(item)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Queues:
    """`make test`: processes whose files are dealt as tests/queues.py says."""
    return Queues(config, log)


def pytest_unconfigure(config: pytest.Config) -> None:
    """Leave nothing behind."""
    shutil.rmtree(_folder, ignore_errors=True)


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path | None:
    """A SQLite file after every migration, made once for all processes of this run; none on PostgreSQL."""
    if settings.DATABASE_URL:
        return None
    shared = _shared(tmp_path_factory)
    with (shared / "migrated.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        made = shared / "migrated.sqlite3"
        if not made.exists():
            site = Site(tmp_path_factory.mktemp("empty"))
            site.manage("migrate", "--verbosity", "0")
            shutil.copy(site.folder / "site.sqlite3", shared / "half.sqlite3")
            (shared / "half.sqlite3").rename(made)
    return made


def _shared(factory: pytest.TempPathFactory) -> Path:
    """The folder of all processes of this run."""
    folder = factory.getbasetemp()
    return folder.parent if "PYTEST_XDIST_WORKER" in os.environ else folder


@pytest.fixture(scope="session")
def django_db_keepdb(
    request: pytest.FixtureRequest, django_db_modify_db_settings: None, migrated: Path | None
) -> bool:
    """Start from the migrated file (pytest-django asks whether there is a database already)."""
    if migrated is None:
        return bool(request.config.getvalue("reuse_db"))
    shutil.copy(migrated, settings.DATABASES["default"]["TEST"]["NAME"])
    return True


@pytest.fixture(scope="session")
def demos(tmp_path_factory: pytest.TempPathFactory, migrated: Path | None) -> Iterator[Demos]:
    """Where a served copy of the demo cabinet comes from."""
    found = Demos(tmp_path_factory.mktemp, _shared(tmp_path_factory), migrated)
    yield found
    found.remove()


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
