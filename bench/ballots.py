"""The figures of opinion ballots: pages with ten years of them, and closing one of 500 electors."""

import statistics
import time
from collections.abc import Sequence

from asgiref.sync import sync_to_async

from bench.clients import Tablet
from bench.decade import SEED, Decade, filled_decade, load
from bench.server import daphne

REPEATS = 40  # requests per page
SMALL = 40  # more ballots than one page of the list shows
AT_ONCE = 50  # answers that come at the same moment, before the large ballot is closed

Page = tuple[int, str, str]  # port, session, address


async def with_ten_years(port: int) -> dict[str, float]:
    """How long filling in the decade took, the median of each page, and the list's ratio to a small one.

    `port` serves the small house. Both lists are asked in turn: what else the machine does slows both.
    """
    small = await sync_to_async(_small_list)(port)
    decade = await sync_to_async(filled_decade)()
    with daphne(decade.port, decade.environment):
        few, many = await _medians([small, (decade.port, *decade.places["list"])])
        found = {"list": many, "list.ratio_to_empty": many / few}
        return {decade.filled[0]: decade.filled[1]} | found | await _pages(decade)


def closing_of(seats: int) -> float:
    """Milliseconds to close and report a ballot of three questions that so many electors have answered."""
    from ballots.services import close_ballot, issue_report
    from bench.house import answered_ballot, clerk, large_body

    ballot, actor = answered_ballot(large_body(seats), AT_ONCE), clerk()
    began = time.perf_counter()
    issue_report(actor=actor, ballot=close_ballot(actor=actor, ballot=ballot))
    return (time.perf_counter() - began) * 1000


async def _pages(decade: Decade) -> dict[str, float]:
    found = {}
    for name, place in decade.places.items():
        if name != "list":
            [found[name]] = await _medians([(decade.port, *place)])
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


def _small_list(port: int) -> Page:
    """The list with one full page of ballots, and hardly any behind it."""
    from bench.house import clerk, sign_in

    load(SMALL, SEED + 1)
    return port, sign_in(clerk()), "/ballots/"
