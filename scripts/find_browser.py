"""Finds the Chromium that browser tests drive."""

from scripts.find_tool import find, how_to_install


def find_browser() -> str | None:
    """The path of the system's Chromium, or None."""
    return find("chromium")


def why_skipped() -> str:
    """The sentence that browser tests are skipped with where there is no Chromium."""
    return how_to_install("chromium")
