"""The room as members, their staff, guests and the secretariat see it: the running item and its vote."""

from django.template.loader import render_to_string

from core.live import Audience
from meetings.scene import EVERYTHING, UNRESTRICTED, Reading, items_seen, read
from meetings.selectors.closed import AgendaSight

NAMES = ("title", "clock", "attending", "here", "strip", "papers", "now", "block", "vote", "speakers")


def sections(reading: Reading, audience: Audience) -> dict[str, str]:
    """Name → HTML of every section of this view."""
    scene = read(
        reading,
        items_seen(audience.rights),
        papers=True,
        sight=AgendaSight.of_rights(audience.rights, restricted=UNRESTRICTED in audience.rights),
        counted=EVERYTHING in audience.rights,
    )
    shown = {"scene": scene, "meeting": reading.meeting, "current": scene.current, "vote": scene.vote}
    shown |= {"papers_due": reading.papers_due}
    drawn = {name: render_to_string(f"meetings/sections/room_{name}.html", shown).strip() for name in NAMES}
    return drawn | {"alarm": render_to_string("meetings/sections/alarm.html", shown).strip()}
