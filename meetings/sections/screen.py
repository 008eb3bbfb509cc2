"""The hall screen: the running item, the turnout of its vote and, when it is closed, what every seat gave."""

from django.template.loader import render_to_string

from core.live import Audience
from meetings.scene import Reading, Scene, read
from meetings.selectors.closed import AgendaSight
from people.models import SeatKind

NAMES = ("line", "presence", "item", "stage", "sum")
# Seats → columns: as many as make the picture about twice as wide as high.
COLUMNS = ((28, 7), (40, 8), (54, 9), (70, 10), (96, 12), (126, 14), (176, 16))
WIDEST = 20
CROWDS = ((17, " crowded"), (7, " many"))  # how a long programme is set smaller, in columns


def sections(reading: Reading, audience: Audience) -> dict[str, str]:
    """Name → HTML of every section of this view."""
    scene = read(reading, sight=AgendaSight.of_rights(audience.rights, restricted=True), counted=True)
    columns = columns_for(len(scene.seats))
    shown = {
        "scene": scene,
        "meeting": reading.meeting,
        "current": scene.current,
        "vote": scene.vote,
        "columns": columns,
        "break_at": second_row(scene, columns),
        "crowd": next((size for least, size in CROWDS if len(scene.items) >= least), ""),
    }
    return {name: render_to_string(f"meetings/sections/screen_{name}.html", shown).strip() for name in NAMES}


def columns_for(seats: int) -> int:
    """How many columns the picture of the seats has."""
    return next((columns for most, columns in COLUMNS if seats <= most), WIDEST)


def second_row(scene: Scene, columns: int) -> int:
    """The seat that begins the second row, below the heads of the body; 0 where that costs a row more."""
    heads = {SeatKind.PRIME_MINISTER.value, SeatKind.DEPUTY_PRIME_MINISTER.value}
    first = [seat for seat in scene.seats if seat.kind in heads]
    others = len(scene.seats) - len(first)
    if not first or not others or len(first) > columns:
        return 0
    plain = -(-len(scene.seats) // columns)
    return scene.seats[len(first)].order if 1 + -(-others // columns) <= plain else 0
