"""The attendance list (danh sách dự họp): every seat, how and from when it attended, and the guests."""

from __future__ import annotations

from collections.abc import Iterator

from meetings.papers import sentences
from meetings.papers.paper_facts import AttendanceFacts
from records import stamped
from records.composition import BLANK, demonstrating, document, said
from records.elements import Column, Document, Element, Heading, Paragraph, SmallPrint, Table, Title
from records.kinds import Stamp

KIND = "Danh sách dự họp"
SEATS = (
    Column("TT", 10, "center"),
    Column("Thành viên", 90),  # the longest office of the Government stands on one line
    Column("Dự họp", 37),
    Column("Thời gian", 28, "center"),
)
GUESTS = (Column("TT", 10, "center"), Column("Khách mời", 110), Column("Nội dung", 45, "center"))


def compose_attendance_list(facts: AttendanceFacts, stamp: Stamp) -> Document:
    """The list of all seats in protocol order, then the guests."""
    return document(
        stamped.letterhead(stamp, facts.body, f"DS-{facts.symbol}", place=facts.place),
        Title(KIND, facts.session),
        _session(facts),
        _seats(facts),
        _guests(facts),
        [
            stamped.signed_by_both(stamp, facts.secretary, facts.chair),
            SmallPrint(sentences.written_from(facts.seq)),
        ],
        subject=facts.session,
        mark=stamped.margin(stamp, demonstration=facts.demonstration),
        notes=demonstrating(demonstration=facts.demonstration),
    )


def _session(facts: AttendanceFacts) -> Iterator[Element]:
    ended = f" đến {sentences.hour(facts.closed_at)}" if facts.closed_at else ""
    yield said("Thời gian", f"từ {sentences.at_moment(facts.started_at)}{ended}.")
    yield said("Địa điểm", f"{facts.held_at or BLANK}.")
    if facts.quorum:
        yield Paragraph(sentences.attended(facts.quorum, facts.body))


def _seats(facts: AttendanceFacts) -> Iterator[Element]:
    yield Heading(f"{sentences.members(facts.body)} ({len(facts.seats)})")
    rows = (
        (str(seat.order), seat.office, sentences.presence(seat), sentences.times(seat))
        for seat in facts.seats
    )
    yield Table(SEATS, tuple(rows))


def _guests(facts: AttendanceFacts) -> Iterator[Element]:
    if facts.guests:
        yield Heading(f"Khách mời ({len(facts.guests)})")
        rows = (
            (str(number), guest.label, str(guest.item) if guest.item else "Cả cuộc họp")
            for number, guest in enumerate(facts.guests, start=1)
        )
        yield Table(GUESTS, tuple(rows))
