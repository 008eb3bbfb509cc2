"""The oldest versions that may be pinned: each closes holes that were published (guarantees.md 2, 8)."""

from importlib.metadata import version

import pytest
from packaging.version import Version

from tests.architecture.repository import ROOT

# What each floor closes, and the abuse case that would otherwise succeed.
FLOORS = {
    "Django": ("5.2.18", "formset keys (A-7), aliases (A-5), huge Accept and language headers (A-91)"),
    "daphne": ("4.2.2", "websocket frames without limit (A-55), smuggled handshake headers (A-61)"),
    "autobahn": ("26.10.2", "the size of a message is judged after it was inflated (A-56)"),
    "reportlab": ("5.1.0", "no file or address is fetched for a picture (A-80), no code in colours (A-81)"),
    "Twisted": ("26.4", "requests that are read in two ways (A-90)"),
}


@pytest.mark.parametrize("name", FLOORS)
def test_what_is_pinned_and_installed_is_not_older_than_its_floor(name: str) -> None:
    floor, reason = FLOORS[name]
    pins = dict(
        line.split("#")[0].split(";")[0].strip().split("==")
        for line in (ROOT / "requirements.txt").read_text().splitlines()
        if "==" in line
    )
    pinned = {key.split("[")[0].lower(): value for key, value in pins.items()}[name.lower()]
    assert Version(pinned) >= Version(floor), reason
    assert Version(version(name)) >= Version(floor), reason


def test_reportlab_fetches_nothing_by_default() -> None:
    from reportlab import rl_config

    assert rl_config.trustedHosts is None
    assert rl_config.toColorCanUse == "rl_extended_literal_eval"
