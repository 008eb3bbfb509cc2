"""The attendance list (danh sách dự họp): every seat, how and from when it attended, and the guests."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from meetings.papers import sentences
from meetings.papers.facts import Guest, QuorumFacts
from meetings.rules import Presence
from records import stamped
from records.elements import (
    Closing,
    Column,
    Document,
    Element,
    Heading,
    Paragraph,
    Run,
    SmallPrint,
    Table,
    Title,
)
from records.kinds import Stamp

KIND = "Danh sách dự họp"
PRESENCES = {
    Presence.IN_ROOM: "Tại phòng họp",
    Presence.REMOTE: "Từ xa",
    Presence.DEPUTY: "Người dự thay",
    Presence.ABSENT: "Vắng mặt",
    Presence.LEFT: "Đã rời cuộc họp",
    Presence.EXPECTED: "Chưa ghi nhận",
}
MOVES = {
    Presence.IN_ROOM: "tại phòng họp",
    Presence.REMOTE: "từ xa",
    Presence.DEPUTY: "người dự thay",
    Presence.ABSENT: "vắng",
    Presence.LEFT: "rời",
}
CONSENTS = {True: "được đồng ý", False: "chưa được đồng ý", None: ""}
SEATS = (
    Column("TT", 10, "center"),
    Column("Thành viên", 68),
    Column("Dự họp", 52),
    Column("Thời gian", 35, "center"),
)
GUESTS = (Column("TT", 10, "center"), Column("Khách mời", 110), Column("Nội dung", 45, "center"))


@dataclass(frozen=True, slots=True)
class Stay:
    """Where a seat was from this moment on."""

    at: datetime
    presence: Presence
    deputy: str = ""


@dataclass(frozen=True, slots=True)
class SeatAttendance:
    """A seat with everything that was noted of it, the first first."""

    order: int
    office: str
    stays: tuple[Stay, ...]
    reason: str = ""
    consented: bool | None = None

    @property
    def presence(self) -> Presence:
        """How it attended last: whoever has left is named by where he was."""
        known = [stay.presence for stay in self.stays]
        if known and known[-1] is Presence.LEFT and len(known) > 1:
            return known[-2]
        return known[-1] if known else Presence.EXPECTED


@dataclass(frozen=True, slots=True)
class AttendanceFacts:
    """Who attended one meeting; `symbol` ends the number."""

    body: str
    place: str
    symbol: str
    session: str
    held_at: str
    started_at: datetime
    closed_at: datetime | None
    chair: str
    secretary: str
    seats: tuple[SeatAttendance, ...]
    guests: tuple[Guest, ...]
    quorum: QuorumFacts | None
    seq: int
    demonstration: bool = False


def compose_attendance_list(facts: AttendanceFacts, stamp: Stamp) -> Document:
    """The list of all seats in protocol order, then the guests."""
    return Document(
        title=f"{KIND}: {facts.session}",
        author=facts.body,
        subject=facts.session,
        mark=stamped.margin(stamp, demonstration=facts.demonstration),
        elements=(
            stamped.letterhead(stamp, facts.body, f"DS-{facts.symbol}", place=facts.place),
            Title(KIND, facts.session),
            *stamped.remarks(demonstration=facts.demonstration),
            *_head(facts),
            Table(SEATS, tuple(map(_seat, facts.seats))),
            *_guests(facts),
            Closing(
                left=stamped.signer(Stamp(), "Thư ký", facts.secretary),
                right=stamped.signer(stamp, "Chủ tọa", facts.chair),
            ),
            SmallPrint(f"Lập từ nhật ký của cuộc họp đến mục số {facts.seq}."),
        ),
    )


def _head(facts: AttendanceFacts) -> Iterator[Element]:
    started = f"{sentences.hour(facts.started_at)}, {sentences.day(facts.started_at)}"
    ended = f" đến {sentences.hour(facts.closed_at)}" if facts.closed_at else ""
    yield Paragraph((Run("Thời gian: ", bold=True), Run(f"từ {started}{ended}.")))
    yield Paragraph((Run("Địa điểm: ", bold=True), Run(f"{facts.held_at or stamped.BLANK}.")))
    if facts.quorum:
        yield Paragraph(sentences.attended(facts.quorum, facts.body))
    yield Heading(f"{sentences.members(facts.body)} ({len(facts.seats)})")


def _guests(facts: AttendanceFacts) -> Iterator[Element]:
    if facts.guests:
        yield Heading(f"Khách mời ({len(facts.guests)})")
        rows = (
            (str(number), guest.label, str(guest.item) if guest.item else "Cả cuộc họp")
            for number, guest in enumerate(facts.guests, start=1)
        )
        yield Table(GUESTS, tuple(rows))


def _seat(seat: SeatAttendance) -> tuple[str, ...]:
    said = [] if seat.presence is Presence.DEPUTY else [PRESENCES[seat.presence]]
    if seat.presence is Presence.ABSENT:
        said += [CONSENTS[seat.consented], seat.reason]
    deputy = next((stay.deputy for stay in reversed(seat.stays) if stay.deputy), "")
    said += [f"{deputy} dự thay"] if deputy else []
    return str(seat.order), seat.office, "; ".join(filter(None, said)), _times(seat)


def _times(seat: SeatAttendance) -> str:
    """*từ 07 giờ 45*, or every move: *có mặt 07 giờ 45, rời 09 giờ 10*."""
    if len(seat.stays) == 1:
        [stay] = seat.stays
        return "" if stay.presence is Presence.ABSENT else f"từ {sentences.hour(stay.at)}"
    return ", ".join(f"{MOVES[stay.presence]} {sentences.hour(stay.at)}" for stay in seat.stays)
