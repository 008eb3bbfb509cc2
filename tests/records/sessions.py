"""Journals of sessions of the 27 seats of 2019, as the services write them, without a database."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any, cast

from ballots.rules import Form, Vote, decide
from meetings.models import Meeting
from meetings.papers import MinutesFacts
from meetings.papers.gathering import read
from meetings.rules import Presence, quorum
from people.procedure import Procedure, load

START = datetime(2019, 6, 24, 1, 0, tzinfo=UTC)  # 08:00 in Ha Noi
TITLE = "Phiên họp Chính phủ trên Hệ thống thông tin phục vụ họp và xử lý công việc của Chính phủ"
ITEM = "Dự thảo Nghị quyết lấy ý kiến trên Hệ thống e-Cabinet"
OFFICES = (
    "Thủ tướng Chính phủ",
    "Phó Thủ tướng Thường trực Chính phủ",
    "Phó Thủ tướng Chính phủ, Bộ trưởng Bộ Ngoại giao",
    "Phó Thủ tướng Chính phủ (kinh tế tổng hợp)",
    "Phó Thủ tướng Chính phủ (khoa giáo, văn xã)",
    "Phó Thủ tướng Chính phủ (kinh tế ngành)",
    "Bộ trưởng Bộ Quốc phòng",
    "Bộ trưởng Bộ Công an",
    "Bộ trưởng Bộ Nội vụ",
    "Bộ trưởng Bộ Tư pháp",
    "Bộ trưởng Bộ Kế hoạch và Đầu tư",
    "Bộ trưởng Bộ Tài chính",
    "Bộ trưởng Bộ Công Thương",
    "Bộ trưởng Bộ Nông nghiệp và Phát triển nông thôn",
    "Bộ trưởng Bộ Giao thông vận tải",
    "Bộ trưởng Bộ Xây dựng",
    "Bộ trưởng Bộ Tài nguyên và Môi trường",
    "Bộ trưởng Bộ Thông tin và Truyền thông",
    "Bộ trưởng Bộ Lao động - Thương binh và Xã hội",
    "Bộ trưởng Bộ Văn hóa, Thể thao và Du lịch",
    "Bộ trưởng Bộ Khoa học và Công nghệ",
    "Bộ trưởng Bộ Giáo dục và Đào tạo",
    "Bộ trưởng Bộ Y tế",
    "Bộ trưởng, Chủ nhiệm Ủy ban Dân tộc",
    "Thống đốc Ngân hàng Nhà nước Việt Nam",
    "Tổng Thanh tra Chính phủ",
    "Bộ trưởng, Chủ nhiệm Văn phòng Chính phủ",
)
REMOTE = (3, 9, 14, 20)
ABSENT, DEPUTY = 26, 23

Choose = Callable[[int], str | None]


def agreed(order: int) -> str | None:
    return "for"


def split(in_favour: int, against: int, other: int = 0) -> Choose:
    """The first seats vote for, the next against, the next otherwise, the rest are silent."""
    given = ["for"] * in_favour + ["against"] * against + ["other"] * other
    return lambda order: given[order - 1] if order <= len(given) else None


@dataclass
class Session:
    """Writes a journal entry by entry; every entry is 40 seconds after the one before."""

    seats: Sequence[str] = OFFICES
    procedure: Procedure = field(default_factory=lambda: load("138-2016"))
    moment: datetime = START - timedelta(minutes=20)
    entries: list[SimpleNamespace] = field(default_factory=list)
    presences: dict[int, Presence] = field(default_factory=dict)

    def record(self, kind: str, **facts: Any) -> None:
        self.moment += timedelta(seconds=40)
        seq = len(self.entries) + 1
        digest = hashlib.sha256(f"{seq} {kind}".encode()).hexdigest()
        self.entries.append(SimpleNamespace(seq=seq, at=self.moment, kind=kind, facts=facts, hash=digest))

    def note(self, order: int, presence: str, deputy: str | None = None, reason: str = "") -> None:
        self.presences[order] = Presence(presence)
        office = self.seats[order - 1]
        self.record(
            "attendance.noted",
            seat=order,
            office=office,
            presence=presence,
            deputy=deputy,
            reason=reason,
            quorum="",
        )

    def everybody_here(self) -> None:
        for order in range(1, len(self.seats) + 1):
            self.note(order, "in_room")

    def as_in_2019(self) -> None:
        """21 in the room, 4 remote, one deputy, one absent."""
        for order in range(1, len(self.seats) + 1):
            if order == ABSENT:
                self.note(order, "absent", reason="đi công tác nước ngoài")
            elif order == DEPUTY:
                self.note(order, "deputy", deputy="Thứ trưởng Bộ Y tế")
            else:
                self.note(order, "remote" if order in REMOTE else "in_room")

    def start(self, chair: str = OFFICES[0]) -> None:
        found = quorum(self.presences, self.procedure)
        self.moment = START - timedelta(seconds=40)
        self.record(
            "meeting.started", chair=chair, quorum=found.as_facts(), procedure=self.procedure.title_vi
        )

    def item(self, order: int = 1, title: str = ITEM, presenter: str = "Văn phòng Chính phủ") -> str:
        self.record("item.started", item=f"item-{order}", order=order, title=title, presenter=presenter)
        return f"item-{order}"

    def open(self, item: str) -> str:
        ballot = f"ballot-{len(self.entries)}"
        self.record(
            "vote.opened", ballot=ballot, item=item, subject=ITEM, electorate=len(self.seats), needed=14
        )
        return ballot

    def vote(self, item: str, choose: Choose = agreed, alternatives: Sequence[str] = ()) -> None:
        ballot, votes = self.open(item), []
        for order in range(1, len(self.seats) + 1):
            presence = self.presences.get(order, Presence.EXPECTED)
            voting = presence in {Presence.IN_ROOM, Presence.REMOTE}
            choice = choose(order) if voting else None
            kind = "prime_minister" if order == 1 else "minister"
            votes.append(Vote(order, kind, choice, presence.value if choice else None))
        tally, outcome = decide(votes, self.procedure, Form.SESSION, alternatives)
        seats = [
            {
                "order": vote.seat_order,
                "office": office,
                "short": "",
                "choice": vote.choice,
                "place": vote.place,
            }
            for vote, office in zip(votes, self.seats, strict=True)
        ]
        self.record(
            "vote.closed",
            ballot=ballot,
            item=item,
            tally=tally.as_facts(),
            outcome=outcome.as_facts(),
            seats=seats,
        )

    def conclude(self, item: str, text: str = "Thông qua Nghị quyết.") -> None:
        self.record("item.concluded", item=item, text=text)

    def end(self, item: str) -> None:
        self.record("item.ended", item=item)

    def close(self, not_taken: int = 0) -> None:
        self.record("meeting.closed", not_taken=not_taken)

    def facts(self, **changes: Any) -> MinutesFacts:
        row = {
            "title": TITLE,
            "body": SimpleNamespace(name_vi="Chính phủ", place="Hà Nội"),
            "number": "",
            "place": "Trụ sở Chính phủ, Hà Nội",
            "starts_at": START,
            "chair": SimpleNamespace(office_vi=OFFICES[0]),
            "secretary_label": "Vụ Tổng hợp, Văn phòng Chính phủ",
            "demonstration": False,
        }
        return read(cast(Meeting, SimpleNamespace(**row | changes)), self.entries)


def first_session() -> Session:
    """The first session on the real system: 25 in favour, 21 of them in the room, 2 not voting."""
    session = Session()
    session.as_in_2019()
    session.start()
    item = session.item()
    session.vote(item)
    session.conclude(item)
    session.end(item)
    session.close()
    return session


def long_session(items: int) -> Session:
    """As many items, each with a vote of 27 seats and a conclusion of two paragraphs."""
    session = Session()
    session.as_in_2019()
    session.start()
    for order in range(1, items + 1):
        item = session.item(order, title=f"Dự án Luật thứ {order} về phân cấp, phân quyền")
        session.vote(item)
        session.conclude(
            item, "Giao cơ quan chủ trì tiếp thu ý kiến, hoàn thiện dự thảo. " * 4 + "\n" + "Đúng hạn. " * 8
        )
        session.end(item)
    session.close()
    return session
