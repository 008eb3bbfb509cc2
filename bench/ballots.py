"""The figures of opinion ballots: pages with ten years of them, and closing one of 500 electors."""

import os
import statistics
import time
from collections.abc import Mapping

from asgiref.sync import sync_to_async

REPEATS = 40  # requests per page
SMALL, SEED = 40, 1  # more ballots than one page of the list shows
TEN_YEARS = int(os.environ.get("BENCH_BALLOTS", "3000"))  # fewer for whoever waits for other figures
AT_ONCE = 50  # answers that come at the same moment, before the large ballot is closed

Places = Mapping[str, tuple[str, str]]  # name of a figure → whose session asks for which address


async def small_list(port: int) -> float:
    """The list with one full page of ballots, and hardly any behind it."""
    await sync_to_async(_load)(SMALL, SEED + 1)
    places = await sync_to_async(_places)()
    return (await _medians(port, {"list": places["list"]}))["list"]


async def with_ten_years(port: int) -> dict[str, float]:
    """Milliseconds of each page once ten years of ballots are there; `load` is how long loading them took."""
    began = time.perf_counter()
    await sync_to_async(_load)(TEN_YEARS, SEED)
    loaded = (time.perf_counter() - began) * 1000
    return {"load": loaded} | await _medians(port, await sync_to_async(_places)())


def closing_of(seats: int) -> float:
    """Milliseconds to close and report a ballot of three questions that so many electors have answered."""
    from ballots.services import close_ballot, issue_report
    from bench.house import answered_ballot, clerk, large_body

    ballot, actor = answered_ballot(large_body(seats), AT_ONCE), clerk()
    began = time.perf_counter()
    issue_report(actor=actor, ballot=close_ballot(actor=actor, ballot=ballot))
    return (time.perf_counter() - began) * 1000


async def _medians(port: int, places: Places) -> dict[str, float]:
    """Median milliseconds of each address, one request after the other on a kept connection."""
    from bench.clients import Tablet

    found = {}
    for name, (session, address) in places.items():
        tablet, times = await Tablet(port, session).open(), []
        for _ in range(REPEATS):
            reply = await tablet.get(address)
            if reply.status != 200:
                raise RuntimeError(f"{address} answered {reply.status}")
            times.append(reply.seconds * 1000)
        found[name] = statistics.median(times[1:])
    return found


def _load(ballots: int, seed: int) -> None:
    from core.time import now
    from ecabinet.demo.decade import load_decade
    from ecabinet.demo.loading import government_of_the_demo
    from ecabinet.routing import calm_collector

    calm_collector()  # as in the server
    load_decade(government_of_the_demo(), ballots=ballots, seed=seed, until=now())


def _places() -> Places:
    from ballots.models import Ballot
    from bench.house import clerk, holders_of, sign_in
    from people.models import Body

    desk = sign_in(clerk())
    member = sign_in(holders_of(Body.objects.get(key="chinh-phu"))[15])
    written = Ballot.objects.filter(form="written").order_by("number")
    followed, over = written.filter(status="open").last(), written.filter(status="decided").last()
    assert followed is not None
    assert over is not None
    return {
        "list": (desk, "/ballots/"),
        "list.last_page": (desk, "/ballots/?page=last"),
        "list.sorted": (desk, "/ballots/?sort=-turnout"),
        "list.search": (desk, "/ballots/?q=duong+bo"),
        "list.member": (member, "/ballots/"),
        "board": (desk, followed.get_absolute_url()),
        "board.closed": (desk, over.get_absolute_url()),
        "report": (desk, f"{over.get_absolute_url()}report/"),
    }
