"""The figures of ten years: pages with so many ballots and meetings, and closing one of 500 electors."""

import statistics
import time
from collections.abc import Collection, Sequence

from asgiref.sync import sync_to_async

from bench.decade import SEED, Decade, filled_decade, load
from bench.server import daphne
from ecabinet.rehearsal.clients import Tablet

REPEATS = 40  # requests per page
SMALL = 40  # more ballots than one page of the list shows
AT_ONCE = 50  # answers that come at the same moment, before the large ballot is closed

Page = tuple[int, str, str]  # port, session, address


async def with_ten_years(port: int) -> dict[str, float]:
    """How long filling in the decade took, the median of each page, and the ratio of two to a small house.

    `port` serves the small house. Both houses are asked in turn: what else the machine does slows both.
    """
    small = await sync_to_async(_small)(port)
    decade = await sync_to_async(filled_decade)()
    with daphne(decade.port, decade.environment):
        found = dict(decade.filled)
        for name, page in small.items():
            few, many = await _medians([page, (decade.port, *decade.places[name])])
            found |= {named(name): many, f"{full(name)}.ratio_to_empty": many / few}
        return found | await _pages(decade, but=small)


def closing_of(seats: int) -> float:
    """Milliseconds to close and report a ballot of three questions that so many electors have answered."""
    from ballots.services import close_ballot, issue_report
    from bench.house import answered_ballot, clerk, large_body

    ballot, actor = answered_ballot(large_body(seats), AT_ONCE), clerk()
    began = time.perf_counter()
    issue_report(actor=actor, ballot=close_ballot(actor=actor, ballot=ballot))
    return (time.perf_counter() - began) * 1000


def full(name: str) -> str:
    """The name of a page among all figures: of ballots, unless it says otherwise."""
    return name if name.startswith("meetings.") else f"ballots.{name}"


def named(name: str) -> str:
    """The figure of a page."""
    return f"{full(name)}.median_ms"


async def _pages(decade: Decade, but: Collection[str]) -> dict[str, float]:
    found = {}
    for name, place in decade.places.items():
        if name not in but:
            [found[named(name)]] = await _medians([(decade.port, *place)])
    return found


async def _medians(pages: Sequence[Page]) -> list[float]:
    """Median milliseconds of each page, asked for in turn, each on a kept connection."""
    tablets = [await Tablet(port, session).open() for port, session, _address in pages]
    times: list[list[float]] = [[] for _page in pages]
    for _ in range(REPEATS):
        for tablet, (_port, _session, address), taken in zip(tablets, pages, times, strict=True):
            reply = await tablet.get(address)
            if reply.status != 200:
                raise RuntimeError(f"{address} answered {reply.status}")
            taken.append(reply.seconds * 1000)
    return [statistics.median(taken[1:]) for taken in times]


def _small(port: int) -> dict[str, Page]:
    """The list with one full page of ballots and hardly any behind it, and a meeting among few."""
    from bench.house import bills, clerk
    from ecabinet.rehearsal.stage import sign_in

    load(SMALL, SEED + 1)
    desk = sign_in(clerk())
    return {"list": (port, desk, "/ballots/"), "meetings.page": (port, desk, bills().get_absolute_url())}
