"""One specimen of each kind of document, of facts that never change: cast, clock and numbers are fixed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta

from ballots.papers import compose_ballot_paper, compose_report, compose_sheet
from ballots.papers.facts import DissentFacts, ExtensionFacts, Given
from ballots.papers.resolution import compose_resolution
from ballots.papers.resolved import AdoptedFacts, FormFacts, GroundFacts, ResolutionFacts, Route, TaskFacts
from core.time import HANOI, local
from meetings.papers import MinutesFacts, SpeakerFacts, compose_minutes
from meetings.papers.attendance_list import compose_attendance_list
from meetings.papers.facts import DecisionFacts, EditionFacts, Guest
from meetings.papers.invitation import compose_invitation
from meetings.papers.notice import compose_notice
from meetings.papers.paper_facts import (
    AttendanceFacts,
    ConcludedItem,
    InvitationFacts,
    ItemLine,
    NoticeFacts,
    SeatAttendance,
    Stay,
    VoteSheetFacts,
)
from meetings.papers.vote_sheet import compose_vote_sheet
from meetings.rules import Presence
from people.issuing import issuing_form
from records.binding import Job, Part, contents_of
from records.elements import Document, Signer
from records.kinds import Stamp
from tests.records.opinions import DRAFT, LETTERED, OPINION, opinion, paper, report, sheet, split
from tests.records.sessions import ABSENT, DEPUTY, ITEM, OFFICES, START, TITLE, first_session

DAY = datetime(2026, 11, 5, 8, 0, tzinfo=HANOI)
FORM = issuing_form("191-2026")
PRIME_MINISTER = Signer(("TM. Chính phủ", "Thủ tướng"), "Nguyễn Văn An")
HEAD_OF_OFFICE = Signer(("Bộ trưởng, Chủ nhiệm",), "Trần Thị Bình")
TO_MEMBERS = ("Các Thành viên Chính phủ", "Văn phòng Chính phủ", "Lưu: VT, TH")
SECRETARY = "Vụ Tổng hợp, Văn phòng Chính phủ"
SECOND = "Báo cáo tình hình phát triển kinh tế - xã hội và phân bổ, giải ngân vốn đầu tư công"
CONCLUSION = (
    "Chính phủ thống nhất thông qua Nghị quyết; giao Văn phòng Chính phủ tiếp thu tối đa ý kiến của các Thành"
    " viên Chính phủ, hoàn thiện và trình Thủ tướng Chính phủ ký ban hành."
)
TASKS = (
    ("Hoàn thiện quy chế quản lý, vận hành và khai thác hệ thống", "Văn phòng Chính phủ", date(2019, 7, 15)),
    ("Bảo đảm an toàn thông tin, chữ ký số chuyên dùng cho các thành viên", "Ban Cơ yếu", date(2019, 7, 31)),
)


def _stamp(number: str, dated: date, signer: Signer = PRIME_MINISTER, **more: str) -> Stamp:
    return Stamp(number, "Hà Nội", dated, signer=signer, recipients=TO_MEMBERS, **more)


# -- a session ----------------------------------------------------------------------------------------------


def _session() -> MinutesFacts:
    """The first session of 2019 with its speakers, its guests and what was assigned."""
    facts = first_session().facts()
    [item] = facts.items
    more = replace(
        item,
        conclusion=CONCLUSION,
        decisions=tuple(DecisionFacts(*each) for each in TASKS),
        speakers=(SpeakerFacts(OFFICES[9], 185), SpeakerFacts(OFFICES[17], 62)),
    )
    second = replace(item, order=2, title=SECOND, votes=(), speakers=(), conclusion="", decisions=())
    guests = (Guest("Chủ tịch Ủy ban Trung ương Mặt trận Tổ quốc Việt Nam"), Guest("Tổng cục Thống kê", 2))
    return replace(facts, items=(more, replace(second, key="item-2")), guests=guests)


def minutes() -> Document:
    """The minutes as they are signed."""
    edition = EditionFacts(1, (SECRETARY,), START + timedelta(hours=6), 2, OFFICES[26], START + timedelta(1))
    signer = Signer(("Thủ tướng Chính phủ",), "Nguyễn Văn An")
    stamp = _stamp("03/BB-CP", date(2019, 6, 25), signer)
    return compose_minutes(_session(), draft=False, edition=edition, stamp=stamp)


def minutes_superseded() -> Document:
    """A copy of minutes that a later edition has replaced."""
    return compose_minutes(_session(), draft=False, superseded_by=2)


def conclusion_notice() -> Document:
    """The notice of what was concluded in the session."""
    told = _session()
    facts = NoticeFacts(
        body="Chính phủ",
        place="Hà Nội",
        office=FORM.office,
        symbol=FORM.office_symbol,
        signer=FORM.office_signer,
        end=FORM.notice_end,
        recipients=FORM.recipients,
        session=TITLE,
        held_at=told.place,
        held_on=START,
        chair=OFFICES[0],
        items=tuple(ConcludedItem(each.order, each.title, CONCLUSION, each.decisions) for each in told.items),
        seq=told.head_seq,
    )
    return compose_notice(facts, _stamp("215/TB-VPCP", date(2019, 6, 26), HEAD_OF_OFFICE))


def attendance_list() -> Document:
    """The list of the 27 seats and of the guests."""
    told = _session()
    came = local(START) - timedelta(minutes=14)
    stays: dict[int, tuple[Stay, ...]] = {
        each.order: (Stay(came, each.presence, each.deputy),) for each in told.attendees
    }
    stays[5] += (Stay(came + timedelta(minutes=72), Presence.LEFT),)
    facts = AttendanceFacts(
        body="Chính phủ",
        place="Hà Nội",
        symbol="CP",
        session=TITLE,
        held_at=told.place,
        started_at=START,
        closed_at=told.closed_at,
        chair=OFFICES[0],
        secretary=SECRETARY,
        seats=tuple(
            SeatAttendance(
                each.order, each.office, stays[each.order], each.reason, True if each.reason else None
            )
            for each in told.attendees
        ),
        guests=told.guests,
        quorum=told.quorum,
        seq=told.head_seq,
    )
    assert {each.order for each in told.attendees if each.deputy or each.reason} == {ABSENT, DEPUTY}
    return compose_attendance_list(
        facts, _stamp("04/DS-CP", date(2019, 6, 24), Signer(("Chủ tọa", *(OFFICES[:1])), "Nguyễn Văn An"))
    )


def vote_sheet() -> Document:
    """The sheet of the one vote of the session; a draft: it has no number yet."""
    told = _session()
    item = told.items[0]
    facts = VoteSheetFacts("Chính phủ", "Hà Nội", "CP", TITLE, 1, ITEM, OFFICES[0], SECRETARY, item.votes[0])
    return compose_vote_sheet(facts, Stamp())


def invitation() -> Document:
    """The invitation of one member to a session of two items."""
    facts = InvitationFacts(
        body="Chính phủ",
        body_place="Hà Nội",
        title="Phiên họp Chính phủ thường kỳ tháng 10 năm 2026",
        addressees=(OFFICES[15],),
        starts_at=DAY,
        ends_at=DAY + timedelta(hours=8),
        form="hybrid",
        place="Phòng họp tầng 3, Trụ sở Chính phủ",
        link="",
        chair=OFFICES[0],
        contact=SECRETARY,
        items=(
            ItemLine(1, SECOND, "Bộ trưởng Bộ Kế hoạch và Đầu tư", DAY),
            ItemLine(2, ITEM, OFFICES[26], DAY + timedelta(minutes=90)),
        ),
        whole=True,
        sent_at=DAY - timedelta(days=7),
        renewed_at=None,
        consent_of=OFFICES[0],
        consent_rule="Khoản 1 Điều 28 Nghị định 138/2016/NĐ-CP",
        cancelled="",
        demonstration=False,
    )
    return compose_invitation(facts)


# -- resolutions --------------------------------------------------------------------------------------------


def _resolution(**changes: object) -> ResolutionFacts:
    [item] = first_session().facts().items
    vote = item.votes[0]
    facts = ResolutionFacts(
        body="Chính phủ",
        place="Hà Nội",
        about="Về dự thảo Nghị quyết lấy ý kiến trên Hệ thống e-Cabinet",
        route=Route.SESSION,
        decided_at=vote.closed_at,
        proposer=OFFICES[26],
        slip="Tờ trình số 5486/TTr-VPCP",
        grounds=tuple(
            GroundFacts(each.text, each.source, "R")
            for each in FORM.grounds_on(date(2019, 6, 24), "138-2016")
        ),
        adopted=(AdoptedFacts(1, f"Thông qua d{ITEM[1:]}", vote.tally, vote.outcome),),
        form=FormFacts.of(FORM),
        seq=vote.seq,
        hash="c0ffee" * 10 + "0042",
        session=TITLE,
        conclusions=(CONCLUSION,),
        tasks=tuple(TaskFacts(*each) for each in TASKS),
    )
    return replace(facts, **changes)  # type: ignore[arg-type]  # the fields by name


def resolution_of_session() -> Document:
    """What a session adopted, as it is signed."""
    return compose_resolution(_resolution(), _stamp("05/NQ-CP", date(2019, 6, 25), urgency="KHẨN"))


def _of_ballot() -> ResolutionFacts:
    told = report({1: split(25), 2: [*"A" * 15, *"B" * 12]}, [DRAFT, LETTERED])
    first, second = told.counts
    chosen = dict(LETTERED.alternatives)["A"]
    return _resolution(
        about="Về dự thảo Nghị định quy định thí điểm khoán kinh phí sử dụng xe ô tô công",
        route=Route.BALLOT,
        decided_at=told.closed_at,
        proposer=OFFICES[11],
        slip="Tờ trình số 112/TTr-BTC",
        grounds=tuple(
            GroundFacts(each.text, each.source, "R")
            for each in FORM.grounds_on(date(2026, 11, 23), "191-2026")
        ),
        adopted=(
            AdoptedFacts(1, DRAFT.text, first.tally, first.outcome),
            AdoptedFacts(2, LETTERED.text, second.tally, second.outcome, "A", chosen),
        ),
        session="",
        ballot=12,
        conclusions=(),
        tasks=(),
    )


def resolution_of_ballot() -> Document:
    """What an opinion ballot adopted, as it is signed by a deputy."""
    signer = Signer(("TM. Chính phủ", "KT. Thủ tướng", "Phó Thủ tướng"), "Lê Văn Cường")
    return compose_resolution(_of_ballot(), _stamp("115/NQ-CP", date(2026, 11, 24), signer))


def resolution_draft() -> Document:
    """The same before it has a number: room for it, and what is to be checked."""
    return compose_resolution(_of_ballot(), Stamp())


def resolution_recalled() -> Document:
    """A reading copy of one that was recalled."""
    mark = "ĐÃ THU HỒI ngày 30 tháng 11 năm 2026"
    stamp = _stamp("115/NQ-CP", date(2026, 11, 24), mark=mark)
    return replace(compose_resolution(_of_ballot(), stamp), watermark="ĐÃ THU HỒI\nngày 30 tháng 11 năm 2026")


# -- an opinion ballot --------------------------------------------------------------------------------------


def ballot_paper() -> Document:
    """The ballot paper of two questions."""
    return compose_ballot_paper(paper([DRAFT, LETTERED]))


def ballot_paper_recalled() -> Document:
    """The paper of a ballot that was recalled."""
    return compose_ballot_paper(paper([DRAFT], recalled=True))


def answer_sheet() -> Document:
    """A member's answers, given a second time."""
    return compose_sheet(sheet([Given(1, "other", OPINION), Given(2, "A", "")], [DRAFT, LETTERED]))


def ballot_report() -> Document:
    """A report with everything that one can hold."""
    facts = report(
        {1: split(20, 1, 4), 2: [*"A" * 14, *"B" * 8, "other", None, None, None, None]},
        [DRAFT, LETTERED],
        [
            opinion(22, stance="accepted", reply="Đã bổ sung nguồn kinh phí tại Tờ trình."),
            opinion(23, "Đề nghị rà soát đối tượng áp dụng.", "explained", "Đã rà soát, giữ như dự thảo."),
            opinion(24),
        ],
    )
    extended = ExtensionFacts(
        facts.closed_at - timedelta(days=2), facts.closed_at - timedelta(days=1), facts.closed_at, "Mất mạng."
    )
    dissent = DissentFacts(21, OFFICES[20], facts.closed_at, "Đề nghị ghi ý kiến bảo lưu về Điều 4.")
    return compose_report(replace(facts, extensions=(extended,), dissents=(dissent,)))


def pack_contents() -> Document:
    """The page of contents of a session's pack."""
    group = f"1. {ITEM}"
    names = (
        ("Giấy mời", ""),
        ("Danh sách dự họp số 04/DS-CP", ""),
        ("Tờ trình Chính phủ", group),
        ("Dự thảo Nghị quyết", group),
        ("Phiếu biểu quyết", group),
        ("Nghị quyết số 05/NQ-CP", group),
        ("Báo cáo tình hình phát triển kinh tế - xã hội", f"2. {SECOND}"),
        ("Biên bản số 03/BB-CP", ""),
        ("Thông báo kết luận số 215/TB-VPCP", ""),
    )
    job = Job(f"Bộ tài liệu {TITLE}", "Chính phủ", tuple(Part(*each) for each in names))
    return contents_of(job, [2, 3, 14, 6, 2, 2, 41, 4, 2])


SPECIMENS: Mapping[str, Callable[[], Document]] = {
    made.__name__: made
    for made in (
        minutes,
        minutes_superseded,
        conclusion_notice,
        attendance_list,
        vote_sheet,
        invitation,
        resolution_of_session,
        resolution_of_ballot,
        resolution_draft,
        resolution_recalled,
        ballot_paper,
        ballot_paper_recalled,
        answer_sheet,
        ballot_report,
        pack_contents,
    )
}
