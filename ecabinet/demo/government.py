"""The Government of 2019 by office: 22 agencies and 27 seats, from the files in `data/`."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from people.models import Agency, Body, Person, Seat

FILES = Path(__file__).parent / "data"
BODY = "chinh-phu"
# The day on which the Government of the fourteenth National Assembly took office.
SINCE = date(2016, 7, 28)


@dataclass(frozen=True)
class Government:
    """The demo's body with its seats and agencies by key, and its people by username."""

    body: Body
    agencies: Mapping[str, Agency]
    seats: Mapping[str, Seat]
    people: Mapping[str, Person]

    @property
    def clerk(self) -> Person:
        """The clerk who prepares and runs everything in the demonstration."""
        return self.people["thuky1"]

    @property
    def head(self) -> Person:
        """The head of the secretariat, who approves what is sent."""
        return self.people["chanhvanphong"]

    @property
    def chair(self) -> Seat:
        """The Prime Minister's seat."""
        return self.seats["thu-tuong"]

    def holder(self, seat: Seat) -> Person:
        """Who holds a seat: in the demonstration its account is named like the seat."""
        return self.people[seat.key]

    def leading(self, agency: Agency) -> Seat:
        """The seat that leads an agency."""
        return next(seat for seat, led in self._leads() if led == agency.key)

    def _leads(self) -> list[tuple[Seat, str]]:
        return [(self.seats[row["key"]], row["agency"]) for row in rows("seats")]


def rows(name: str) -> list[dict[str, str]]:
    """The lines of one of the data files."""
    with (FILES / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def make_agencies() -> dict[str, Agency]:
    """The ministries and agencies by key."""
    made = Agency.objects.bulk_create(Agency(**row) for row in rows("agencies"))
    return {agency.key: agency for agency in made}


def make_body() -> Body:
    """The Government itself."""
    return Body.objects.create(key=BODY, name_vi="Chính phủ", name_en="Government", place="Hà Nội")


def make_seats(body: Body, agencies: Mapping[str, Agency]) -> dict[str, Seat]:
    """The 27 seats by key, in protocol order, each bound to the agency that it leads."""
    lines = rows("seats")
    made = Seat.objects.bulk_create(_seat(body, line) for line in lines)
    led = {seat.key: seat for seat in made}
    Seat.agencies.through.objects.bulk_create(
        Seat.agencies.through(seat=led[line["key"]], agency=agencies[line["agency"]])
        for line in lines
        if line["agency"]
    )
    return led


def _seat(body: Body, line: Mapping[str, str]) -> Seat:
    texts = {name: line[name] for name in ("key", "office_vi", "office_en", "short_vi", "short_en", "kind")}
    rank = int(line["chair_rank"]) if line["chair_rank"] else None
    return Seat(body=body, order=int(line["order"]), chair_rank=rank, valid_from=SINCE, **texts)
