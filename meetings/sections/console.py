"""The sections of the console: what the secretariat sees while it runs a meeting."""

from collections.abc import Sequence
from datetime import datetime
from functools import lru_cache
from zlib import crc32

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString

from core.live import Audience
from core.models import Entry
from core.time import now
from meetings.desk import attendance_details, history
from meetings.rules import MeetingStatus, ends_at
from meetings.rules.undoing import Happened, last_act, undoable_until
from meetings.scene import Reading, Scene, SeatNow, block_step, read, spoken_step
from meetings.wording import TURNS, journal_words

LAST_ENTRIES = 12


def sections(reading: Reading, audience: Audience) -> dict[str, str]:
    """Name → HTML of every section of this view."""
    scene = read(reading, unpublished=True, links=True)
    facts = {"meeting": reading.meeting, "scene": scene, "current": scene.current, "vote": scene.vote}
    facts |= {"runs": True, "desk": True}
    entries = list(history(reading.meeting)[:LAST_ENTRIES])
    return {
        "state": _drawn("state", facts),
        "tools": _drawn("tools", facts),
        "alarm": render_to_string("meetings/sections/alarm.html", facts),
        "agenda": _drawn("agenda", facts | _agenda(scene, entries)),
        "now": _drawn("now", facts | {"act": next_act(scene), "version": conclusion_version(scene)}),
        "log": _drawn("log", _log(scene, entries)),
        "speakers": _drawn("speakers", facts),
        "block": _drawn("block", facts),
        "seats": _drawn("seats", facts | {"rows": _rows(scene, audience.language)}),
    }


def next_act(scene: Scene) -> str:
    """The one act that the course of the meeting asks for now."""
    status = scene.meeting.status
    if status == MeetingStatus.DRAFT:
        return "send"
    if status == MeetingStatus.SENT:
        return "start" if scene.quorum.reached else "attendance"
    if status in (MeetingStatus.CLOSED, MeetingStatus.CANCELLED):
        return ""
    current, vote = scene.current, scene.vote
    if scene.meeting.paused_at:
        return "resume"
    if vote is not None and vote.is_open:
        return spoken_step(vote, "key_sheet")
    if scene.unpublished is not None:
        return "publish_vote"
    block = block_step(scene.block, item_running=current is not None and current.running)
    if block:
        return block
    if current is not None and current.awaits_vote:
        return "open_vote"
    return "next" if scene.following else "close"


def minutes_late(scene: Scene) -> int:
    """By how many minutes the meeting would end later (or, negative, earlier) than its programme says."""
    planned = ends_at(scene.meeting.starts_at, [each.minutes for each in scene.items])
    return round((scene.ends_at - planned).total_seconds() / 60)


def conclusion_version(scene: Scene) -> str:
    """Changes with the running item and with the conclusion that is kept of it."""
    running = next((each for each in scene.items if each.running), None)
    if running is None:
        return "-"
    kept = f"{running.conclusion}\n{running.unreleased}"
    return f"{running.key}:{crc32(kept.encode()):x}"


def _rows(scene: Scene, language: str) -> list[SafeString]:
    """Every seat as a row of the table, with the moment since which it is where it is, and why."""
    details = attendance_details(scene.meeting)
    closed = scene.meeting.status in (MeetingStatus.CLOSED.value, MeetingStatus.CANCELLED.value)
    voting = scene.vote is not None and scene.vote.is_open
    note = reverse("attendance_note", args=[scene.meeting.pk])
    return [
        _row(seat, *details.get(seat.order, (None, "", False)), closed, voting, note, language)
        for seat in scene.seats
    ]


@lru_cache(maxsize=2048)
def _row(
    seat: SeatNow,
    since: datetime | None,
    reason: str,
    by_reply: bool,
    closed: bool,
    voting: bool,
    note: str,
    language: str,
) -> SafeString:
    """One row, drawn anew only when something in it has changed: of a vote that comes in, one row in 27."""
    shown = {
        "seat": seat,
        "since": since,
        "reason": reason,
        "by_reply": by_reply,
        "closed": closed,
        "voting": voting,
        "note": note,
    }
    return render_to_string("meetings/sections/_console_seat.html", shown)


def _agenda(scene: Scene, entries: Sequence[Entry]) -> dict[str, object]:
    """How late it is, which items still change places, and until when the last act can be undone."""
    waiting = [each.key for each in scene.items if each.waiting]
    ends = {"first_waiting": waiting[0], "last_waiting": waiting[-1]} if waiting else {}
    act = last_act(Happened(each.seq, each.at, each.kind, each.facts) for each in entries)
    until = undoable_until(act) if act and not scene.meeting.paused_at else None
    return {"late": minutes_late(scene), "undo_until": until if until and until > now() else None, **ends}


def _log(scene: Scene, entries: Sequence[Entry]) -> dict[str, object]:
    offices = {seat.order: seat.office for seat in scene.seats}
    numbers = {str(each.key): each.order for each in scene.items}
    lines = [(entry, journal_words(entry, offices, numbers), entry.kind in TURNS) for entry in entries]
    return {"lines": lines, "head": entries[0].seq if entries else 0}


def _drawn(name: str, facts: dict[str, object]) -> str:
    return render_to_string(f"meetings/sections/console_{name}.html", facts)
