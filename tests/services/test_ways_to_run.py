"""Three ways to run: embedded without any variable, DEBUG=1 for developers, DEBUG=0 for an installation."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SHOW = "from ecabinet import settings as s; print(s.DEBUG, s.DEPLOYED, s.DEMO, s.WHITENOISE_USE_FINDERS)"
NAMED = {
    "SECRET_KEY": "x" * 60,
    "ALLOWED_HOSTS": "ecabinet.example",
    "PUBLIC_ORIGIN": "https://ecabinet.example",
}


def settings_with(**variables: str) -> subprocess.CompletedProcess[str]:
    """The settings as a new process reads them from these variables."""
    names = ("DEBUG", "DEMO", *NAMED)
    rest = {name: value for name, value in os.environ.items() if name not in names}
    command = [sys.executable, "-c", SHOW]
    return subprocess.run(command, cwd=ROOT, env={**rest, **variables}, capture_output=True, text=True)


def test_without_any_variable_people_get_the_pages_of_the_product_and_may_load_the_demo() -> None:
    assert settings_with().stdout.split() == ["False", "False", "True", "True"]


def test_a_developer_gets_djangos_error_pages() -> None:
    assert settings_with(DEBUG="1").stdout.split() == ["True", "False", "True", "True"]


def test_an_installation_has_no_demo() -> None:
    assert settings_with(DEBUG="0", **NAMED).stdout.split() == ["False", "True", "False", "False"]


@pytest.mark.parametrize("missing", sorted(NAMED))
def test_an_installation_must_name_its_key_its_hosts_and_its_origin(missing: str) -> None:
    named = {name: value for name, value in NAMED.items() if name != missing}
    refused = settings_with(DEBUG="0", **named)
    assert refused.returncode == 1
    assert f"{missing} is not set" in refused.stderr
