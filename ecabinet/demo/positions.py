"""What members said before the sessions that visitors open: something for matrix, forecast and block."""

from datetime import datetime, timedelta

from core.time import at
from ecabinet.demo.government import Government
from ecabinet.demo.replies import TRIED
from meetings import services
from meetings.models import AgendaItem, Meeting
from meetings.selectors import SweepRow, positions_matrix, proposals, sweep_sheet
from people.models import Seat

# Every how manyth seat has not said anything yet; nor have the accounts that are tried first.
SILENT = 9
# Session → item → seat → what it says; to everything else the seats have no objection.
REMARKS = {
    "law-2022": {
        2: {
            "bo-cong-an": (
                "opinion",
                "Đề nghị quy định rõ cơ chế phối hợp bảo vệ người bị bạo lực.",
            ),
            "bo-y-te": ("opinion", "Đề nghị bổ sung trách nhiệm của cơ sở khám bệnh, chữa bệnh."),
        },
        4: {"bo-giao-thong-van-tai": ("speak", "")},
        5: {
            "bo-tai-nguyen-va-moi-truong": (
                "opinion",
                "Đề nghị rà soát quy định về đất dành cho đường bộ.",
            )
        },
        6: {"bo-noi-vu": ("speak", ""), "bo-quoc-phong": ("speak", "")},
    },
    "law-2026-02": {
        1: {
            "bo-noi-vu": ("opinion", "Đề nghị làm rõ thẩm quyền về tổ chức bộ máy, biên chế."),
            "bo-giao-thong-van-tai": ("speak", ""),
        },
        3: {"bo-cong-an": ("opinion", "Đề nghị thống nhất với quy định về cư trú, an ninh, trật tự.")},
        5: {"bo-tu-phap": ("speak", ""), "bo-cong-thuong": ("speak", "")},
    },
}
# What the staff of a minister propose to him, item by item of the session of today.
PREPARED_FOR = "bo-xay-dung"
PREPARED = {
    1: ("opinion", "Đề nghị làm rõ quy định về quản lý quy hoạch, kiến trúc của Thủ đô."),
    2: ("none", ""),
}


def state_positions(government: Government, loaded_at: datetime) -> None:
    """The members go through both programmes; for the one in a week the block is announced."""
    begins = loaded_at
    for slug, remarks in REMARKS.items():
        meeting = Meeting.objects.get(slug=slug)
        begins = (meeting.sent_at or loaded_at) + timedelta(hours=20)
        for seat in government.seats.values():
            speaks = any(seat.key in said for said in remarks.values())
            if seat.key not in TRIED and (speaks or seat.order % SILENT):
                with at(min(begins + timedelta(minutes=seat.order), loaded_at)):
                    _go_through(government, meeting, seat, remarks)
    _prepare(government, min(begins + timedelta(hours=1), loaded_at))
    with at(loaded_at):
        _announce_block(government, Meeting.objects.get(slug="law-2022"))


def _go_through(
    government: Government, meeting: Meeting, seat: Seat, remarks: dict[int, dict[str, tuple[str, str]]]
) -> None:
    """What this seat has to say, and no objection to the rest."""
    actor, rows = government.holder(seat), sweep_sheet(meeting, seat, preparing=False)
    for row in rows:
        said = remarks.get(row.item.order, {}).get(seat.key)
        if said:
            stance, text = said
            services.state_position(
                actor=actor, meeting=meeting, item=row.item, stance=stance, text=text, seen=row.seen
            )
    services.state_no_objection_to_rest(
        actor=actor, meeting=meeting, seen={row.item.pk: row.seen for row in rows}
    )


def _prepare(government: Government, moment: datetime) -> None:
    meeting, seat = Meeting.objects.get(slug="law-2026-02"), government.seats[PREPARED_FOR]
    rows: dict[int, SweepRow] = {r.item.order: r for r in sweep_sheet(meeting, seat, preparing=True)}
    with at(moment):
        for order, (stance, text) in PREPARED.items():
            services.prepare_position(
                actor=government.people["troly-xay-dung"],
                meeting=meeting,
                item=rows[order].item,
                stance=stance,
                text=text,
                seen=rows[order].seen,
            )


def _announce_block(government: Government, meeting: Meeting) -> None:
    fit: list[AgendaItem] = [
        each.row.item for each in proposals(meeting, positions_matrix(meeting).rows) if each.fit
    ]
    services.announce_block(actor=government.clerk, meeting=meeting, items=[item.pk for item in fit])
