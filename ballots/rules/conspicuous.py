"""Casts that no person, or no two persons apart, would have given: pure functions of when and from where."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

A_PERSON = timedelta(milliseconds=300)  # sooner than this nobody reads, chooses and confirms
ONE_BROWSER, TOO_QUICK = "casts.one_browser", "casts.too_quick"


@dataclass(frozen=True)
class Cast:
    """One answer as the journal knows it: its number, by whom, when, from which browser ("": not known), and
    since when that person could see what was asked. What it says is not here."""

    seq: int
    person: str
    at: datetime
    browser: str
    since: datetime | None


def conspicuous(casts: Iterable[Cast]) -> dict[str, list[int]]:
    """Kind of what is conspicuous → numbers of the entries: several persons at one browser, too quick."""
    at_browser, quick = defaultdict[str, list[Cast]](list), list[int]()
    for cast in casts:
        if cast.browser:
            at_browser[cast.browser].append(cast)
        if cast.since is not None and cast.at - cast.since < A_PERSON:
            quick.append(cast.seq)
    shared = [each for each in at_browser.values() if len({cast.person for cast in each}) > 1]
    found = {ONE_BROWSER: sorted(cast.seq for each in shared for cast in each), TOO_QUICK: quick}
    return {kind: numbers for kind, numbers in found.items() if numbers}
