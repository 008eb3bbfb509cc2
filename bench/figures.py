"""Every figure of one database: builds the data, starts the server, measures, prints `name value unit`."""

import asyncio
import os
import statistics
import sys
from typing import TYPE_CHECKING

import django
from asgiref.sync import sync_to_async

if TYPE_CHECKING:
    from bench.room import Vote
    from bench.rooms import FullRoom
    from ecabinet.rehearsal.clients import Screen
    from people.models import Body

    # A vote, the sessions of its voters, and the sockets (path, session) that watch.
    Stage = tuple[Vote, list[str], list[tuple[str, str]]]

PREFIX = os.environ.get("BENCH_PREFIX", "")
PAGES = 40  # requests per page


def show(name: str, value: float, unit: str = "") -> None:
    """One figure on one line."""
    print(f"{PREFIX}{name} {value:.2f} {unit}".rstrip(), flush=True)


def main() -> int:
    """Measure everything against a database of its own."""
    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    call_command("load_demo", verbosity=0)
    asyncio.run(measure(int(os.environ["PORT"])))
    measure_minutes()
    measure_closing()
    measure_journal()
    return 0


async def measure(port: int) -> None:
    """The figures that need the server."""
    from bench.server import daphne

    with daphne(port) as pid:
        await measure_27(port)
        await measure_300(port, pid)
        await measure_long_day(port)
        await measure_pages(port)
        await measure_ballots(port)


async def measure_27(port: int) -> None:
    """27 voters at once, each with a tablet that shows the room, and 100 more sockets watching."""
    from bench.room import burst

    medians, slowest, casts, messages = [], [], [], 0
    for _ in range(3):
        vote, voters, watching = await sync_to_async(cabinet)()
        found, screens = await burst(port, vote, voters, watching)
        await _close(screens)
        medians.append(statistics.median(found.screens) * 1000)
        slowest.append(_share(found.screens, 0.95) * 1000)
        casts.append(_share(found.casts, 0.99) * 1000)
        messages = max(messages, found.messages)
    show("room.27.all_screens.median_ms", statistics.median(medians), "ms")
    show("room.27.all_screens.p95_ms", statistics.median(slowest), "ms")
    show("room.27.cast.p99_ms", statistics.median(casts), "ms")
    show("room.27.messages_per_screen", messages, "messages")


async def measure_300(port: int, pid: int) -> None:
    """300 voters at once on 300 screens of one audience."""
    from bench.house import large_body
    from bench.room import burst
    from bench.server import resident_mb

    body = await sync_to_async(large_body)(300)
    vote, voters, watching = await sync_to_async(assembly)(body)
    before = resident_mb(pid)
    found, screens = await burst(port, vote, voters, watching)
    growth = resident_mb(pid) - before
    await _close(screens)
    show("room.300.all_screens.median_ms", statistics.median(found.screens) * 1000, "ms")
    await measure_fanout(port, body)
    show("room.300.messages_per_screen", found.messages, "messages")
    show("room.300.rss_growth_mb", growth, "MB")


async def measure_long_day(port: int) -> None:
    """A session of 40 items with 27 members, 10 of the staff and 300 that watch; and twenty rooms at once."""
    from bench.rooms import bursts_at_once, change_to_last_screen, reconnecting

    room = await sync_to_async(full_room)()
    changes = await change_to_last_screen(port, room)
    show("room.change.last_screen.p95_ms", _share(changes, 0.95) * 1000, "ms")
    show("room.reconnect500.members_back_ms", await reconnecting(port, room, 500) * 1000, "ms")
    one = await bursts_at_once(port, [await sync_to_async(body_of)(300)])
    twenty = await bursts_at_once(port, [await sync_to_async(body_of)(15, number) for number in range(20)])
    show("rooms.20.ratio_to_one", twenty / one, "x")


async def measure_fanout(port: int, body: "Body") -> None:
    """One push to as many screens as the body has seats, against sending the same bytes and nothing else."""
    from bench.room import pushed_fanout, raw_fanout

    vote, voters, watching = await sync_to_async(assembly)(body)
    pushed, text = await pushed_fanout(port, vote, voters, watching)
    raw = await raw_fanout(text, len(watching))
    show("room.300.fanout.ms", pushed * 1000, "ms")
    show("room.300.fanout.raw_ms", raw * 1000, "ms")
    show("room.300.fanout.ratio_to_raw", pushed / raw, "x")


async def measure_pages(port: int) -> None:
    """Pages as a member gets them, one after the other on one connection."""
    from ecabinet.rehearsal.clients import Tablet

    session, paths = await sync_to_async(pages_of_a_member)()
    tablet = await Tablet(port, session).open()
    for name, path in paths.items():
        times = []
        for _ in range(PAGES):
            reply = await tablet.get(path)
            if reply.status != 200:
                raise RuntimeError(f"{path} answered {reply.status}")
            times.append(reply.seconds * 1000)
        show(f"page.{name}.median_ms", statistics.median(times), "ms")


async def measure_ballots(port: int) -> None:
    """The secretariat's pages with ten years of ballots and meetings; two also against a small database."""
    from bench.ballots import with_ten_years

    for name, value in (await with_ten_years(port)).items():
        show(name, value, "x" if name.endswith("ratio_to_empty") else "ms")


def measure_closing() -> None:
    """Closing and reporting an opinion ballot that 500 electors have answered."""
    from bench.ballots import closing_of

    show("ballots.close500.ms", closing_of(500), "ms")


def measure_minutes() -> None:
    """Minutes of meetings with 6 and 60 agenda items, 27 named votes on each."""
    from bench.documents import milliseconds, peak_mb
    from bench.house import held_meeting
    from bench.packs import milliseconds_and_peak
    from bench.papers import ratios
    from ecabinet.routing import calm_collector
    from people.models import Body

    government = Body.objects.get(key="chinh-phu")
    short, long = (str(held_meeting(government, items).pk) for items in (6, 60))
    calm_collector()  # as in the server; the clients that this process has been would be walked otherwise
    show("minutes.6.ms", milliseconds(short), "ms")
    show("minutes.60.ms", milliseconds(long), "ms")
    show("minutes.60.peak_mb", peak_mb(long), "MB")
    taken, peak = milliseconds_and_peak(long)
    show("records.pack200.ms", taken, "ms")
    show("records.pack200.peak_mb", peak, "MB")
    laid_out, whole = ratios()
    show("records.minutes20.ratio_to_bare", laid_out, "x")
    show("records.minutes20.tagged.ratio_to_bare", whole, "x")


def cabinet() -> "Stage":
    """An open vote of the Government; its voters' sessions, and 127 sockets: rooms, consoles and screens."""
    from bench.house import clerk, holders_of, prepared_meeting, voting
    from bench.room import Vote
    from ecabinet.rehearsal.stage import sign_in
    from people.models import Body

    government = Body.objects.get(key="chinh-phu")
    meeting = prepared_meeting(government, 5)
    ballot = voting(meeting)
    members = [sign_in(person) for person in holders_of(government)]
    desk = sign_in(clerk())
    place = f"/ws/live/meeting/{meeting.pk}/?view="
    watching = [(f"{place}room", session) for session in members]
    watching += [(f"{place}room", members[number % 27]) for number in range(88)]
    watching += [(f"{place}console", desk)] * 8 + [(f"{place}screen", desk)] * 4
    return Vote(str(meeting.pk), str(ballot.pk), 27), members, watching


def full_room() -> "FullRoom":
    """A running session of the Government with 40 items, its members, ten of the staff, 300 that watch."""
    from bench.house import clerk, holders_of, prepared_meeting, running
    from bench.rooms import AGENDA, FullRoom
    from ecabinet.rehearsal.stage import sign_in
    from people.models import Body

    government = Body.objects.get(key="chinh-phu")
    meeting = running(prepared_meeting(government, AGENDA))
    desk = sign_in(clerk())
    place = f"/ws/live/meeting/{meeting.pk}/?view="
    members = [(f"{place}room", sign_in(person)) for person in holders_of(government)]
    watching = [(f"{place}console", desk)] * 10 + [(f"{place}screen", desk)] * 4
    watching += [(f"{place}room", desk)] * 296
    items = [str(key) for key in meeting.items.order_by("order").values_list("pk", flat=True)]
    return FullRoom(str(meeting.pk), items, desk, members, watching)


def body_of(seats: int, number: int = 0) -> "Stage":
    """An open vote of a body of its own."""
    from bench.house import large_body

    return assembly(large_body(seats, f"long-{number}"))


def assembly(body: "Body") -> "Stage":
    """An open vote of a large body; a session and a room socket for every seat."""
    from bench.house import holders_of, prepared_meeting, voting
    from bench.room import Vote
    from ecabinet.rehearsal.stage import sign_in

    meeting = prepared_meeting(body, 5)
    ballot = voting(meeting)
    sessions = [sign_in(person) for person in holders_of(body)]
    place = f"/ws/live/meeting/{meeting.pk}/?view=room"
    watching = [(place, session) for session in sessions]
    return Vote(str(meeting.pk), str(ballot.pk), len(sessions)), sessions, watching


def measure_journal() -> None:
    """Walking the chains of a hundred thousand entries."""
    from bench.journal import verified

    show("journal.verify.100k_ms", verified(100_000), "ms")


def pages_of_a_member() -> tuple[str, dict[str, str]]:
    """A minister's session, and the addresses of today, a running room and an open ballot."""
    from ballots.models import Ballot
    from bench.house import holders_of
    from ecabinet.rehearsal.stage import sign_in
    from meetings.models import Meeting
    from people.models import Body

    government = Body.objects.get(key="chinh-phu")
    member = holders_of(government)[15]
    running = Meeting.objects.filter(body=government, status="running").order_by("pk")[0]
    ballot = Ballot.objects.filter(form="written", status="open").order_by("closes_at").last()
    assert ballot is not None
    return sign_in(member), {
        "today": "/",
        "room": f"/meetings/{running.pk}/room/",
        "ballot": f"/ballots/{ballot.pk}/",
    }


async def _close(screens: list["Screen"]) -> None:
    from ecabinet.rehearsal.clients import close_screens

    await close_screens(screens)


def _share(values: list[float], share: float) -> float:
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


if __name__ == "__main__":
    sys.exit(main())
