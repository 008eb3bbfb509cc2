"""The room as its chair sees it: who is here, how the vote stands, and the one next step."""

from django.template.loader import render_to_string

from core.live import Audience
from meetings.rules import MeetingStatus
from meetings.scene import Reading, Scene, block_step, read, spoken_step
from meetings.selectors.closed import AgendaSight

SHARED = ("title", "clock", "here", "strip", "papers")  # drawn as in the room of the members
OWN = ("ends", "presence", "course", "block", "vote", "next", "speakers")


def sections(reading: Reading, audience: Audience) -> dict[str, str]:
    """Name → HTML of every section of this view."""
    sight = AgendaSight.of_rights(audience.rights, restricted=True)
    scene = read(reading, papers=True, sight=sight, counted=True, unpublished=True, links=True)
    shown = {
        "papers_due": reading.papers_due,
        "scene": scene,
        "meeting": reading.meeting,
        "current": scene.current,
        "vote": scene.vote,
        "step": next_step(scene),
        "at_the_head": True,
        "runs": True,
    }
    templates = {name: f"room_{name}" for name in SHARED} | {name: f"chair_{name}" for name in OWN}
    templates["alarm"] = "alarm"
    return {
        name: render_to_string(f"meetings/sections/{template}.html", shown).strip()
        for name, template in templates.items()
    }


def next_step(scene: Scene) -> str:
    """The next act: start, resume, a sheet, close_, publish_ or open_vote, the block, next_item or close."""
    if scene.meeting.status in (MeetingStatus.DRAFT.value, MeetingStatus.SENT.value):
        return "start"
    if scene.meeting.status in (MeetingStatus.CLOSED.value, MeetingStatus.CANCELLED.value):
        return ""
    vote, current = scene.vote, scene.current
    if scene.meeting.paused_at:
        return "resume"
    if vote is not None and vote.is_open:
        return spoken_step(vote, "await_sheet")
    if scene.unpublished is not None:
        return "publish_vote"
    block = block_step(scene.block, item_running=current is not None and current.running)
    if block:
        return block
    if current is not None and current.awaits_vote:
        return "open_vote"
    return "next_item" if scene.following else "close"
