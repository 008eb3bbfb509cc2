"""The house with ten years of ballots and meetings: loaded once, copied from there to PostgreSQL.

It stands beside the small house that everything else is measured in, so that both can be asked in turn.
`python -m bench.decade` fills the database that the environment names, and prints how long that took and
which pages are measured, as JSON.
"""

import json
import os
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import django

from ecabinet.rehearsal.servers import free_port

SEED = 1
TEN_YEARS = int(os.environ.get("BENCH_BALLOTS", "3000"))  # fewer for whoever waits for other figures
MEETINGS = 4 * TEN_YEARS
OF_DJANGO = ("auth", "contenttypes", "sessions")  # what migrating and signing in make

Places = Mapping[str, tuple[str, str]]  # name of a figure → whose session asks for which address


@dataclass(frozen=True)
class Decade:
    """A filled database: its environment, its free port, the figures of its filling, and its pages."""

    environment: Mapping[str, str]
    port: int
    filled: Mapping[str, float]
    places: Places


def filled_decade() -> Decade:
    """Ten years in a database of their own, filled in another process."""
    port = free_port()
    environment = {
        **os.environ,
        "SQLITE_PATH": os.environ["BENCH_DECADE_FILE"],
        "DATABASE_URL": os.environ["BENCH_DECADE_URL"],
        "PORT": str(port),
        "PUBLIC_ORIGIN": f"http://127.0.0.1:{port}",
    }
    command = [sys.executable, "-m", "bench.decade"]
    said = json.loads(subprocess.run(command, env=environment, stdout=subprocess.PIPE, check=True).stdout)
    places = {name: (session, address) for name, (session, address) in said["places"].items()}
    return Decade(environment, port, said["filled"], places)


def main() -> None:
    """Fill the database, and say so."""
    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    filled, begun = {}, time.perf_counter()
    if os.environ["DATABASE_URL"]:
        copy(os.environ["SQLITE_PATH"], os.environ["DATABASE_URL"])
        filled["ballots.copy.ms"] = _since(begun)
    else:
        call_command("load_demo", verbosity=0)
        load(TEN_YEARS, SEED)
        filled["ballots.load.ms"], begun = _since(begun), time.perf_counter()
        load_office(MEETINGS, SEED)
        filled["meetings.load.ms"] = _since(begun)
    print(json.dumps({"filled": filled, "places": places()}))


def _since(begun: float) -> float:
    return (time.perf_counter() - begun) * 1000


def load(ballots: int, seed: int) -> None:
    """So many ballots, over ten years, into this process's database."""
    from core.time import now
    from ecabinet.demo.decade import load_decade
    from ecabinet.demo.loading import government_of_the_demo
    from ecabinet.routing import calm_collector

    calm_collector()  # as in the server
    load_decade(government_of_the_demo(), ballots=ballots, seed=seed, until=now())


def load_office(meetings: int, seed: int) -> None:
    """So many meetings, over ten years, into this process's database."""
    from core.time import now
    from ecabinet.demo.decade import ten_years_before
    from ecabinet.demo.loading import government_of_the_demo
    from ecabinet.demo.office import load_meetings

    until, government = now(), government_of_the_demo()
    load_meetings(government, meetings=meetings, seed=seed, until=until, since=ten_years_before(until))


def copy(file: str, url: str) -> None:
    """Every row of an SQLite file into the empty tables of a PostgreSQL database, in one transaction."""
    import psycopg
    from psycopg import sql

    with sqlite3.connect(file) as source, psycopg.connect(url) as target:
        target.execute("SET TIME ZONE 'UTC'")  # as SQLite holds its moments
        for table, columns in _tables():
            names = sql.SQL(", ").join(map(sql.Identifier, columns))
            into = sql.SQL("COPY {} ({}) FROM STDIN").format(sql.Identifier(table), names)
            asked = ", ".join(f'"{column}"' for column in columns)
            with target.cursor().copy(into) as rows:
                for row in source.execute(f'SELECT {asked} FROM "{table}"'):
                    rows.write_row(row)
        _count_on(target)
    with psycopg.connect(url, autocommit=True) as target:
        target.execute("ANALYZE")  # PostgreSQL learns of so many rows only some time later by itself


def _tables() -> Iterator[tuple[str, list[str]]]:
    from django.apps import apps

    for model in apps.get_models(include_auto_created=True):
        if model._meta.app_label not in OF_DJANGO and model._meta.managed and not model._meta.proxy:
            fields = model._meta.local_concrete_fields
            yield model._meta.db_table, [str(field.column) for field in fields]


def _count_on(target: Any) -> None:
    """Let numbered rows go on after those that came."""
    from django.apps import apps
    from django.core.management.color import no_style
    from django.db import connection

    for statement in connection.ops.sequence_reset_sql(no_style(), apps.get_models()):
        target.execute(statement)


def places() -> Places:
    """The pages that are measured with ten years, and a session of whoever reads them."""
    from ballots.models import Ballot
    from bench.house import bills, clerk, holders_of
    from ecabinet.rehearsal.stage import sign_in
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
        "meetings.page": (desk, bills().get_absolute_url()),
        "meetings.page.member": (member, bills().get_absolute_url()),
        "meetings.calendar": (desk, "/meetings/calendar/"),
        "meetings.calendar.week": (desk, "/meetings/calendar/?view=week"),
        "meetings.calendar.member": (member, "/meetings/calendar/"),
        "meetings.list": (desk, "/meetings/"),
        "meetings.list.held": (desk, "/meetings/?show=past"),
    }


if __name__ == "__main__":
    main()
