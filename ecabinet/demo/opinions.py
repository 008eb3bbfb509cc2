"""Six opinion ballots in six different states, under two procedures that treat silence differently."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import partial
from itertools import cycle
from uuid import uuid5

from ballots.models import Ballot
from ballots.rules import Asked, How, Line, Reply
from ballots.selectors import elector_of, elector_of_seat, opinions_of
from ballots.services import (
    add_prepared_paper,
    approve_ballot,
    cast_answers,
    close_ballot,
    compose_ballot,
    issue_report,
    keep_replies,
    note_delivered,
    note_opened,
    open_ballot,
    remind_members,
    submit_ballot,
    submit_prepared,
)
from core.models import Shift
from core.time import at, local, now
from core.working_time import on_day
from ecabinet.demo.calendar import opening_for, spread, working_day_after, working_day_before
from ecabinet.demo.government import Government
from ecabinet.demo.matters import staff_opinion, submit
from people.models import Seat
from people.procedure import Procedure, load
from records.layout import render
from records.wording import within

REPLIES = (
    ("accepted", "Đã bổ sung tại mục III Tờ trình và chỉnh lý dự thảo."),
    ("explained", "Nội dung này đã được quy định tại luật hiện hành; xin giữ như dự thảo."),
)
DEEMED, UNKNOWN = "191-2026", "39-2022"
# Who the demonstration leaves waiting: whoever signs in there finds something to answer.
WAITING, ASSISTANT = "bo-xay-dung", "troly-xay-dung"
NOTE = "Kính trình lãnh đạo Văn phòng duyệt để gửi các Thành viên Chính phủ."
OTHER_TEXTS = (
    "Đồng ý về nguyên tắc; đề nghị cơ quan chủ trì làm rõ nguồn kinh phí thực hiện tại Tờ trình.",
    "Đề nghị bổ sung quy định chuyển tiếp và thời điểm có hiệu lực phù hợp với thời gian chuẩn bị.",
    "Đề nghị rà soát để thống nhất với các luật có liên quan trước khi ban hành.",
    "Đề nghị làm rõ trách nhiệm phối hợp giữa các bộ và Ủy ban nhân dân cấp tỉnh.",
)


@dataclass(frozen=True)
class Sheet:
    """One ballot to be: its matter, procedure and dates, and how many answer how."""

    title: str
    lead: str
    procedure: str
    opened_at: datetime
    closes_at: datetime
    agree: int
    disagree: int = 0
    other: int = 0
    close: bool = False
    reminded_at: datetime | None = None
    # When the system did not run; the clock leaves such a ballot to the secretariat.
    outage: tuple[datetime, datetime] | None = None
    report: bool = False
    prepared: bool = False  # by the staff of the seat that is left waiting

    @property
    def choices(self) -> list[str]:
        """The answers in the order in which they come in: the rare ones in between."""
        rare = cycle(["other", "against"])
        left = {"other": self.other, "against": self.disagree}
        choices = ["for"] * self.agree
        while any(left.values()):
            choice = next(rare)
            if left[choice]:
                left[choice] -= 1
                choices.insert((len(choices) * 7 + 3) % (len(choices) + 1), choice)
        return choices


def sheets(moment: datetime) -> list[Sheet]:
    """The six ballots as they stand at the moment of loading."""
    today = local(moment).date()
    soon = local(moment + timedelta(hours=1)).replace(second=0, microsecond=0)
    yesterday = on_day(working_day_before(today), time(14))
    earlier = on_day(working_day_before(today, 2), time(9, 30))
    over = on_day(working_day_before(today), time(17))
    week_ago = on_day(working_day_before(today, 6), time(17))
    before = on_day(min(working_day_before(today, 12), _last_weeks_of(load(UNKNOWN))), time(17))
    return [
        Sheet(
            "Dự thảo Nghị định quy định thí điểm khoán kinh phí sử dụng xe ô tô công",
            "bo-tai-chinh", UNKNOWN, opening_for(before, 5), before, 12, disagree=4, other=10, close=True,
        ),
        Sheet(
            "Dự thảo Nghị quyết của Chính phủ về nhiệm vụ, giải pháp chủ yếu cải thiện môi trường kinh doanh",
            "bo-ke-hoach-va-dau-tu", DEEMED, opening_for(week_ago, 4), week_ago, 21, other=2, close=True,
            report=True,
        ),
        Sheet(
            "Dự thảo Nghị định sửa đổi, bổ sung một số điều của Nghị định về quản lý chất thải và phế liệu",
            "bo-tai-nguyen-va-moi-truong", DEEMED, opening_for(over, 3), over, 20, disagree=1, other=3,
            outage=(over - timedelta(minutes=50), over - timedelta(minutes=25)),
        ),
        Sheet(
            "Dự thảo Nghị định về thực hiện thủ tục hành chính trên môi trường điện tử",
            "van-phong-chinh-phu", DEEMED, opening_for(soon, 3), soon, 17, other=2,
            reminded_at=soon - timedelta(minutes=100),
        ),
        Sheet(
            "Dự thảo Nghị quyết của Chính phủ về đẩy mạnh phân cấp, phân quyền trong quản lý nhà nước",
            "bo-noi-vu", DEEMED, earlier, _deadline(earlier, 4), 23, disagree=1, other=2,
        ),
        Sheet(
            "Dự thảo Nghị định quy định chi tiết một số điều của Luật Tần số vô tuyến điện",
            "bo-thong-tin-va-truyen-thong", DEEMED, yesterday, _deadline(yesterday, 5), 2, other=1,
            prepared=True,
        ),
    ]  # fmt: skip


def open_ballots(government: Government, loaded_at: datetime) -> list[Ballot]:
    """Compose and open all six, let their electors answer, and close those that are closed."""
    planned = sheets(loaded_at)
    _run_clock(planned, loaded_at)
    return [_ballot(government, sheet, loaded_at) for sheet in planned]


def _run_clock(planned: Sequence[Sheet], loaded_at: datetime) -> None:
    """The trace of a clock that ran all the while, but for the outages."""
    began_at = min(sheet.opened_at for sheet in planned)
    for gone, back in sorted(sheet.outage for sheet in planned if sheet.outage):
        Shift.objects.create(began_at=began_at, seen_at=gone)
        began_at = back
    Shift.objects.create(began_at=began_at, seen_at=loaded_at)


def _ballot(government: Government, sheet: Sheet, loaded_at: datetime) -> Ballot:
    submitted = on_day(working_day_before(local(sheet.opened_at).date(), 2), time(10))
    matter = submit(government, sheet.title, sheet.lead, submitted)
    with at(sheet.opened_at - timedelta(minutes=25)):
        ballot = compose_ballot(
            actor=government.clerk,
            body=government.body,
            matter=matter,
            title=sheet.title,
            questions=[Asked(f"Thông qua {within(sheet.title)}.")],
            procedure=load(sheet.procedure),
            closes_at=sheet.closes_at,
        )
    with at(sheet.opened_at - timedelta(minutes=20)):
        ballot = submit_ballot(actor=government.clerk, ballot=ballot, note=NOTE)
    with at(sheet.opened_at - timedelta(minutes=5)):
        ballot = approve_ballot(actor=government.head, ballot=ballot)
    with at(sheet.opened_at):
        ballot = open_ballot(actor=government.clerk, ballot=ballot)
    _answer(government, ballot, sheet, min(loaded_at, sheet.closes_at))
    if sheet.prepared:
        with at(loaded_at):
            _prepare(government, ballot)
    if sheet.close:
        with at(sheet.closes_at + timedelta(minutes=6)):
            ballot = close_ballot(actor=government.clerk, ballot=ballot)
    if sheet.report:
        _report(government, ballot, sheet)
    return ballot


def _report(government: Government, ballot: Ballot, sheet: Sheet) -> None:
    """The minister whose matter it is replies to the opinions, and the report goes to the chair."""
    day = local(sheet.closes_at).date()
    opinions = [(each.elector.order, each.question) for each in opinions_of(ballot)]
    replies = [
        Reply(seat, question, stance, text)
        for (seat, question), (stance, text) in zip(opinions, cycle(REPLIES), strict=False)
    ]
    with at(on_day(working_day_after(day, 1), time(10))):
        keep_replies(
            actor=government.holder(government.leading(ballot.matter.lead)), ballot=ballot, replies=replies
        )
    with at(on_day(working_day_after(day, 1), time(15))):
        issue_report(actor=government.clerk, ballot=ballot)


def _answer(government: Government, ballot: Ballot, sheet: Sheet, until: datetime) -> None:
    """The answers of those who answer, and the reminder to the others, in the order of time."""
    choices, texts = sheet.choices, cycle(OTHER_TEXTS)
    acts: list[tuple[datetime, Callable[[], object]]] = []
    moments = spread(sheet.opened_at, until, len(choices))
    _deliver(ballot, sheet, _electors(government)[len(choices) :])
    for seat, choice, moment in zip(_electors(government), choices, moments, strict=False):
        line = Line(question=1, choice=choice, text=next(texts) if choice == "other" else "")
        read_at = max(sheet.opened_at + timedelta(minutes=3), moment - timedelta(minutes=12))
        acts.append((min(read_at, moment), partial(_open, government, ballot, seat)))
        acts.append((moment, partial(_cast, government, ballot, seat, line)))
    if sheet.reminded_at:
        acts.append((sheet.reminded_at, partial(remind_members, actor=government.clerk, ballot=ballot)))
    for moment, act in sorted(acts, key=lambda each: each[0]):
        with at(moment):
            act()


def _cast(government: Government, ballot: Ballot, seat: Seat, line: Line) -> None:
    holder, key = government.holder(seat), uuid5(ballot.pk, seat.key)
    cast_answers(actor=holder, ballot=ballot, lines=[line], named=0, key=key)


def _deliver(ballot: Ballot, sheet: Sheet, silent: Sequence[Seat]) -> None:
    """Who has not answered has the ballot before him, but for one seat of each ballot that still runs."""
    reached = silent if sheet.close else [*silent[:-2], *silent[-1:]]
    with at(sheet.opened_at + timedelta(minutes=2)):
        for seat in reached:
            note_delivered(ballot=ballot, seat=seat, how=How.PAGE, at=now())


def _prepare(government: Government, ballot: Ballot) -> None:
    """The assistant of the waiting seat has submitted an answer, with the opinion of the ministry's staff."""
    seat, assistant = government.seats[WAITING], government.people[ASSISTANT]
    elector = elector_of_seat(ballot, seat)
    assert elector is not None  # the ballot is out, and the seat is one of its body
    note_opened(actor=assistant, ballot=ballot, elector=elector)
    add_prepared_paper(
        actor=assistant,
        ballot=ballot,
        elector=elector,
        name="y-kien-tham-muu.pdf",
        content=render(staff_opinion(ballot.title, seat.office_vi, local(now()).date())),
    )
    line = Line(question=1, choice="other", text=OTHER_TEXTS[1])
    submit_prepared(actor=assistant, ballot=ballot, elector=elector, lines=[line])


def _open(government: Government, ballot: Ballot, seat: Seat) -> None:
    holder = government.holder(seat)
    elector = elector_of(holder, ballot)
    assert elector is not None  # the ballot is out, and the seat is one of its body
    note_opened(actor=holder, ballot=ballot, elector=elector)


def _electors(government: Government) -> Sequence[Seat]:
    """The seats in the order in which they answer; the one that is left waiting comes last."""
    seats = government.seats.values()
    return sorted(seats, key=lambda seat: (seat.key == WAITING, seat.order * 10 % 27))


def _deadline(opened_at: datetime, days: int) -> datetime:
    return on_day(working_day_after(local(opened_at).date(), days), time(17))


def _last_weeks_of(procedure: Procedure) -> date:
    """A working day two weeks before a procedure ended, so that a ballot lies wholly under it."""
    assert procedure.in_force_to is not None
    return working_day_before(procedure.in_force_to, 10)
