"""The sections of the console: what the secretariat sees while it runs a meeting."""

from datetime import datetime
from zlib import crc32

from django.template.loader import render_to_string

from core.live import Audience
from meetings.desk import attendance_details, history
from meetings.models import Asks, Meeting
from meetings.rules import MeetingStatus, ends_at
from meetings.scene import Scene, SeatNow, read
from meetings.wording import TURNS, journal_words

LAST_ENTRIES = 12


def sections(meeting: Meeting, audience: Audience) -> dict[str, str]:
    """Name → HTML of every section of this view."""
    scene = read(meeting)
    facts = {"meeting": meeting, "scene": scene, "current": scene.current, "vote": scene.vote}
    return {
        "state": _drawn("state", facts),
        "tools": _drawn("tools", facts),
        "agenda": _drawn("agenda", facts | {"late": minutes_late(scene)}),
        "now": _drawn("now", facts | {"act": next_act(scene), "version": conclusion_version(scene)}),
        "log": _drawn("log", _log(meeting, scene)),
        "seats": _drawn("seats", facts | {"seats": _seats(meeting, scene)}),
    }


def next_act(scene: Scene) -> str:
    """The one act that the course of the meeting asks for now."""
    status = scene.meeting.status
    if status == MeetingStatus.DRAFT:
        return "send"
    if status == MeetingStatus.SENT:
        return "start" if scene.quorum.reached else "attendance"
    if status == MeetingStatus.CLOSED:
        return ""
    current, vote = scene.current, scene.vote
    if vote is not None and vote.is_open:
        return "close_vote"
    if current is not None and current.running and vote is None and current.asks == Asks.VOTE:
        return "open_vote"
    return "next" if scene.following else "close"


def minutes_late(scene: Scene) -> int:
    """By how many minutes the meeting would end later (or, negative, earlier) than its programme says."""
    planned = ends_at(scene.meeting.starts_at, [each.minutes for each in scene.items])
    return round((scene.ends_at - planned).total_seconds() / 60)


def conclusion_version(scene: Scene) -> str:
    """Changes with the running item and with the conclusion that is kept of it."""
    running = next((each for each in scene.items if each.running), None)
    return f"{running.key}:{crc32(running.conclusion.encode()):x}" if running else "-"


def _seats(meeting: Meeting, scene: Scene) -> list[tuple[SeatNow, datetime | None, str]]:
    """Every seat with the moment since which it is where it is, and why."""
    details = attendance_details(meeting)
    return [(seat, *details.get(seat.order, (None, ""))) for seat in scene.seats]


def _log(meeting: Meeting, scene: Scene) -> dict[str, object]:
    offices = {seat.order: seat.office for seat in scene.seats}
    numbers = {str(each.key): each.order for each in scene.items}
    entries = list(history(meeting)[:LAST_ENTRIES])
    lines = [(entry, journal_words(entry, offices, numbers), entry.kind in TURNS) for entry in entries]
    return {"lines": lines, "head": entries[0].seq if entries else 0}


def _drawn(name: str, facts: dict[str, object]) -> str:
    return render_to_string(f"meetings/sections/console_{name}.html", facts)
