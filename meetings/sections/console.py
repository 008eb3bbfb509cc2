"""The sections of the console: what the secretariat sees while it runs a meeting."""

from zlib import crc32

from django.template.loader import render_to_string

from core.live import Audience
from meetings.desk import history
from meetings.models import Asks, Meeting
from meetings.rules import MeetingStatus, ends_at
from meetings.scene import Scene, read
from meetings.wording import TURNS, journal_words

LAST_ENTRIES = 12


def sections(meeting: Meeting, audience: Audience) -> dict[str, str]:
    """Name → HTML of every section of this view."""
    scene = read(meeting, voters=True)
    facts = {"meeting": meeting, "scene": scene}
    return {
        "state": _drawn("state", facts),
        "tools": _drawn("tools", facts),
        "agenda": _drawn("agenda", facts | {"late": minutes_late(scene)}),
        "now": _drawn("now", facts | {"act": next_act(scene), "version": conclusion_version(scene)}),
        "log": _drawn("log", _log(meeting, scene)),
        "seats": _drawn("seats", facts),
    }


def next_act(scene: Scene) -> str:
    """The one act that the course of the meeting asks for now."""
    if scene.status == MeetingStatus.DRAFT:
        return "send"
    if scene.status == MeetingStatus.SENT:
        return "start" if scene.quorum.reached else "attendance"
    if scene.status == MeetingStatus.CLOSED:
        return ""
    current, vote = scene.current, scene.vote
    if vote is not None and vote.is_open:
        return "close_vote"
    if current is not None and current.running and vote is None and current.item.asks == Asks.VOTE:
        return "open_vote"
    return "next" if scene.following else "close"


def minutes_late(scene: Scene) -> int:
    """By how many minutes the meeting would end later (or, negative, earlier) than its programme says."""
    planned = ends_at(scene.meeting.starts_at, [each.item.minutes for each in scene.items])
    return round((scene.ends_at - planned).total_seconds() / 60)


def conclusion_version(scene: Scene) -> str:
    """Changes with the running item and with the conclusion that is kept of it."""
    running = next((each.item for each in scene.items if each.running), None)
    return f"{running.pk}:{crc32(running.conclusion.encode()):x}" if running else "-"


def _log(meeting: Meeting, scene: Scene) -> dict[str, object]:
    offices = {seat.order: seat.seat.office for seat in scene.seats}
    numbers = {str(each.item.pk): each.item.order for each in scene.items}
    entries = list(history(meeting)[:LAST_ENTRIES])
    lines = [(entry, journal_words(entry, offices, numbers), entry.kind in TURNS) for entry in entries]
    return {"lines": lines, "head": entries[0].seq if entries else 0}


def _drawn(name: str, facts: dict[str, object]) -> str:
    return render_to_string(f"meetings/sections/console_{name}.html", facts)
