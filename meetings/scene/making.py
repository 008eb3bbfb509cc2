"""The scene of one audience, made from what was read of the room once for all of them."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from matters.selectors import Paper
from meetings.rules import Presence, quorum, starts_of_items
from meetings.scene.block import BLOCK_FIELDS, in_block
from meetings.scene.floor import Floor
from meetings.scene.items import ItemNow
from meetings.scene.now import Scene, current_item
from meetings.scene.reading import Reading
from meetings.scene.seats import SeatNow
from meetings.scene.votes import Facts, Vote
from meetings.selectors.closed import AgendaSight
from meetings.wording import CLOSED_ITEM
from people.models import in_language

# What a row of the agenda says of its subject.
SUBJECT = (
    *("matter__lead__name_vi", "matter__lead__name_en", "presenter__office_vi", "presenter__office_en"),
    *("conclusion", "direction", "asks"),
)
EVERY_ITEM = AgendaSight()


def read(
    reading: Reading,
    items: frozenset[UUID] | None = None,
    *,
    papers: bool = False,
    sight: AgendaSight = EVERY_ITEM,
    counted: bool = False,
    unpublished: bool = False,
    links: bool = False,
) -> Scene:
    """The room now, in the active language; `items` are those open to a guest (None: all).

    `papers` asks for the papers, `sight` says which items and papers are closed to this audience, `counted`
    asks for what each seat gave to a vote that was closed, `links` for who is connected while a vote is
    announced or open. A result that was not published is not in the scene at all unless it is for those who
    may see it (`unpublished`): what an audience may not see never reaches a template. Who has answered a
    running vote is always read: it is how the answers are counted.
    """
    meeting = reading.meeting
    listed = [
        _masked(row) if row["pk"] in sight.shut else row
        for row in reading.items
        if items is None or row["pk"] in items
    ]
    starts = starts_of_items(meeting.starts_at, [row["minutes"] for row in listed])
    texts = reading.texts(sight.papers) if papers else {}
    shown = [
        _item(row, start, texts.get(row["matter_id"], ()), _open_to(_vote_on(reading, row), unpublished))
        for row, start in zip(listed, starts, strict=True)
    ]
    current = current_item(meeting, shown, whole=items is None)
    seats = _seats_now(reading, current.vote if current else None, counted=counted)
    if links and current is not None and current.awaits_answers:
        seats = [replace(seat, link=reading.links.get(seat.order, "")) for seat in seats]
    presences = {seat.order: seat.presence for seat in seats}
    floor, said = _floor(reading, current), _said_after(reading, current)
    if current is not None and current.shut:
        seats = [replace(seat, recused=False, voted=False) for seat in seats]
    return Scene(meeting, shown, items is None, quorum(presences, reading.procedure), seats, floor, said)


def _said_after(reading: Reading, current: ItemNow | None) -> list[tuple[str, str]]:
    """Office and words of whoever said something after a vote of which this audience sees the result."""
    if current is None or current.vote is None or not current.vote.outcome:
        return []
    rows = reading.corrections(current.vote.key)
    return [(in_language(row["seat__office_vi"], row["seat__office_en"]), row["text"]) for row in rows]


def _floor(reading: Reading, current: ItemNow | None) -> Floor:
    """The floor of the running item; nobody is given it during a vote, and so nothing is read then."""
    if (
        current is None
        or current.shut
        or not current.running
        or (current.vote is not None and current.vote.is_open)
    ):
        return Floor()
    return Floor(current.key, reading.speakers, reading.meeting.paused_at)


def _vote_on(reading: Reading, row: Facts) -> Vote | None:
    return None if "shut" in row else reading.vote_on(row)


def _masked(row: Facts) -> dict[str, Any]:
    """The row without its subject: what is left is its number, its time and where it stands."""
    empty: dict[str, Any] = dict.fromkeys(SUBJECT, "") | dict.fromkeys(BLOCK_FIELDS)
    empty |= dict.fromkeys(("released", "resubmit_on", "vote_at"))
    return {**row, **empty, "matter_id": row["pk"], "matter__title": str(CLOSED_ITEM), "shut": True}


def _item(row: Facts, starts_at: datetime, papers: Sequence[Paper], vote: Vote | None) -> ItemNow:
    presenter = row["presenter__office_vi"], row["presenter__office_en"] or ""
    agency = row["matter__lead__name_vi"], row["matter__lead__name_en"]
    return ItemNow(
        key=row["pk"],
        matter=row["matter_id"],
        order=row["order"],
        title=row["matter__title"],
        presenter=in_language(*(presenter if presenter[0] else agency)),
        minutes=row["minutes"],
        asks=row["asks"],
        status=row["status"],
        started_at=row["started_at"],
        ended_at=row["ended_at"],
        conclusion=row["conclusion"],
        starts_at=starts_at,
        papers=papers,
        vote=vote,
        block=in_block(row),
        section=row["section__title"] or "",
        taken_seconds=row["taken_seconds"],
        paused_seconds=row["paused_seconds"],
        urgent=row["urgent"],
        direction=row["direction"],
        resubmit_on=row["resubmit_on"],
        vote_at=row["vote_at"],
        released=row["released"] or {},
        shut="shut" in row,
    )


def _open_to(vote: Vote | None, unpublished: bool) -> Vote | None:
    """The vote with what this audience may see of its count."""
    if vote is None or unpublished or vote.published:
        return vote
    return replace(vote, counted={})


def _seats_now(reading: Reading, vote: Vote | None, *, counted: bool) -> list[SeatNow]:
    """Every seat where it is, with whether it has voted now, or what it gave to a vote that was closed."""
    voted = reading.voted if vote is not None and vote.is_open else {}
    given = reading.given(vote.key) if vote is not None and vote.outcome and counted else {}
    return [_seat(row, voted.get(row[0], False), given.get(row[0])) for row in reading.seats]


def _seat(row: tuple[Any, ...], voted: bool, given: Facts | None) -> SeatNow:
    order, office, office_en, short, short_en, kind, presence, deputy, deputy_en, own, recused = row
    return SeatNow(
        order=order,
        office=in_language(office, office_en),
        short=in_language(short, short_en),
        kind=kind,
        presence=Presence(presence),
        deputy=in_language(deputy or "", deputy_en or ""),
        voted=bool(given["choice"]) if given else voted,
        choice=given["choice"] if given else None,
        place=given["place"] if given else None,
        own=own,
        recused=given.get("recused", False) if given else recused,
    )
