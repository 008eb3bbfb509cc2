"""Django's admin: not there unless it is wanted, then for the operator alone, to read, and never contents."""

import os
import subprocess
import sys
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.urls import get_resolver

ROOT = Path(__file__).resolve().parent.parent.parent


def test_it_is_off_unless_wanted() -> None:
    assert settings.ADMIN_ENABLED is False
    assert not apps.is_installed("django.contrib.admin")
    assert not [each for each in get_resolver().url_patterns if str(each.pattern) == "operation/"]


def test_where_it_is_wanted_it_shows_no_contents_and_changes_nothing() -> None:
    """Abuse case 13: a system with the admin on, on a database of its own."""
    wanted = {**os.environ, "ADMIN_ENABLED": "1", "DATABASE_URL": "", "REDIS_URL": ""}
    asked = [sys.executable, "-m", "pytest", "-q", "-p", "no:xdist", "-p", "no:cacheprovider"]
    done = subprocess.run(
        [*asked, "tests/web/operator_admin_on.py"],
        cwd=ROOT,
        env=wanted,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout
    assert "3 passed" in done.stdout
