"""The resolution: its preamble says how the body decided, its articles what, and nobody else's secrets."""

import json
from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest

from ballots.models import Ballot
from ballots.papers.keeping import plain, read
from ballots.papers.resolution import compose_resolution
from ballots.papers.resolved import (
    AdoptedFacts,
    FormFacts,
    GroundFacts,
    ResolutionFacts,
    Route,
    TaskFacts,
)
from ballots.rules import Asked, Form, Vote, decide
from ballots.rules.adoption import check_adds_up
from ballots.services import close_ballot, issue_report
from core.refusals import Refusal
from core.time import HANOI, at
from matters.models import Matter
from meetings import services
from meetings.models import Meeting
from meetings.services.conclusions import Task
from people.issuing import issuing_form
from people.models import Appointment
from people.procedure import load
from records.composition import BLANK
from records.elements import Signer
from records.kinds import Stamp, record_kind
from records.layout import render
from records.papers import identity_of
from records.rules import check_complete
from records.wording import within
from tests.cast import Cabinet
from tests.records.reading import text_of
from tests.records.telling import told

FEBRUARY = datetime(2026, 2, 3, 8, 0, tzinfo=HANOI)
HELD_BACK = "Nội dung chưa công bố"


def voted(cabinet: Cabinet, choices: str = "ffff-", *, publish: bool = True) -> tuple[Meeting, Ballot]:
    """A session whose first item was voted on and concluded; one letter for each seat."""
    cabinet.body.place = "Hà Nội"
    cabinet.body.save()
    meeting = cabinet.running_meeting(title="Phiên họp Chính phủ tháng 01 năm 2026", starts_at=FEBRUARY)
    vote = cabinet.open_vote(meeting)
    for order, letter in enumerate(choices, start=1):
        if letter != "-":
            cabinet.vote(meeting, vote, order, {"f": "for", "a": "against", "o": "other"}[letter])
    services.close_vote(actor=cabinet.clerk, meeting=meeting, ballot=vote, publish=publish)
    return meeting, vote


def concluded(cabinet: Cabinet, meeting: Meeting) -> None:
    item = meeting.items.get(status="running")
    tasks = [Task("Hoàn thiện hồ sơ.", cabinet.lead, date(2026, 2, 10))]
    services.decide_item(actor=cabinet.clerk, meeting=meeting, item=item, tasks=tasks)
    cabinet.conclude(meeting, item, "Giao Bộ Xây dựng tiếp thu ý kiến.")
    services.conclude_item(actor=cabinet.clerk, meeting=meeting, item=item, text=HELD_BACK)


def resolution(subject: str, stamp: Stamp | None = None) -> list[tuple[str, str]]:
    kind = record_kind("resolution")
    return told(kind.compose(kind.gather(subject), stamp or Stamp()))


@at(FEBRUARY)
def test_of_a_session_it_tells_vote_conclusion_and_tasks(cabinet: Cabinet) -> None:
    meeting, vote = voted(cabinet)
    concluded(cabinet, meeting)
    head, title, *rest = resolution(vote.key)
    form = issuing_form("39-2022")
    assert head == (
        "Letterhead",
        "Nội các nhỏ | Số:________/NQ-CP | Hà Nội, ngày________tháng________năm________ | DỰ THẢO",
    )
    assert title == ("Title", f"Nghị quyết / Về d{vote.title[1:]}")
    assert ("Note" in rest[0][0], "Chưa rõ số của Tờ trình" in rest[0][1]) == (True, True)
    assert rest[1:-1] == [
        ("Authority", "Nội các nhỏ"),
        ("Grounds", "Căn cứ Luật Tổ chức Chính phủ số 63/2025/QH15"),
        (
            "Grounds",
            "Căn cứ Nghị định số 39/2022/NĐ-CP ngày 18 tháng 6 năm 2022 của Chính phủ ban hành Quy chế làm"
            " việc của Chính phủ",
        ),
        (
            "Grounds",
            "Theo đề nghị của Bộ trưởng Bộ Xây dựng tại Tờ trình số ________ ngày ________ tháng ________ năm"
            " ________",
        ),
        (
            "Grounds",
            "Trên cơ sở kết quả biểu quyết của các Thành viên Nội các nhỏ tại phiên họp Chính phủ tháng 01"
            " năm 2026, ngày 03 tháng 02 năm 2026",
        ),
        ("Authority", "QUYẾT NGHỊ:"),
        ("Article", f"1. Thông qua d{vote.title[1:]}."),
        ("Article", "2. Giao Bộ Xây dựng tiếp thu ý kiến."),
        ("Article", "3. Tổ chức thực hiện:"),
        ("Listing", "Bộ Xây dựng: Hoàn thiện hồ sơ (thời hạn: 10/02/2026)."),
        ("Article", f"4. {form.effect}"),
        ("Article", f"5. {form.carried_out_by}./."),
        ("Closing", f"Nơi nhận: {'; '.join(form.recipients)} || TM. Chính phủ / Thủ tướng"),
    ]
    assert HELD_BACK not in str(rest)


@at(FEBRUARY)
def test_a_number_a_day_and_a_signer_take_their_places(cabinet: Cabinet) -> None:
    _meeting, vote = voted(cabinet)
    signer = Signer(("TM. Chính phủ", "KT. Thủ tướng", "Phó Thủ tướng"), "Nguyễn Văn A")
    stamp = Stamp(
        "05/NQ-CP", "Hà Nội", date(2026, 2, 3), urgency="KHẨN", signer=signer, recipients=("Như trên",)
    )
    lines = resolution(vote.key, stamp)
    assert lines[0][1] == "Nội các nhỏ | Số: 05/NQ-CP | Hà Nội, ngày 03 tháng 02 năm 2026 | KHẨN"
    signed = "TM. Chính phủ / KT. Thủ tướng / Phó Thủ tướng / Nguyễn Văn A"
    assert lines[-2][1] == f"Nơi nhận: Như trên || {signed}"


def test_of_a_ballot_it_tells_the_questions_that_were_adopted(cabinet: Cabinet) -> None:
    questions = (Asked("Thông qua dự thảo Nghị quyết?"),)
    ballot = cabinet.open_ballot(procedure="191-2026", questions=questions)
    for order in range(1, 6):
        cabinet.answer(ballot, order, text="Ý kiến riêng của thành viên" if order == 2 else "")
    subject = ballot.key
    with pytest.raises(Refusal, match="resolution_not_reported"):
        resolution(subject)
    close_ballot(actor=cabinet.clerk, ballot=ballot)
    issue_report(actor=cabinet.clerk, ballot=ballot)
    lines = resolution(subject)
    grounds = [words for kind, words in lines if kind == "Grounds"]
    asked = f"lấy ý kiến các Thành viên Nội các nhỏ theo Phiếu lấy ý kiến số {ballot.number:02}"
    assert grounds[-1].startswith(f"Trên cơ sở kết quả {asked}, kết thúc ngày ")
    # What was not read in the text itself is named to whoever is going to sign.
    assert [words for kind, words in lines if kind == "Note"] == [
        "Cần đối chiếu trước khi ký: Chưa đối chiếu với văn bản gốc: Nghị định số 191/2026/NĐ-CP ngày 29"
        " tháng 5 năm 2026 của Chính phủ ban hành Quy chế làm việc của Chính phủ.",
        "Cần đối chiếu trước khi ký: Chưa rõ số của Tờ trình; nếu để trống, văn bản ký sẽ không ghi. Hãy ghi"
        " “Tờ trình số …” trong tên tài liệu của hồ sơ rồi lấy lại số liệu.",
    ]
    assert ("Article", "1. Thông qua dự thảo Nghị quyết.") in lines
    assert "Ý kiến riêng" not in str(lines)


@at(FEBRUARY)
@pytest.mark.parametrize(
    ("choices", "publish", "code"),
    [("ffff-", False, "vote_unpublished"), ("ffaa-", True, "resolution_not_adopted")],
)
def test_what_was_not_published_or_adopted_is_no_resolution(
    cabinet: Cabinet, choices: str, publish: bool, code: str
) -> None:
    _meeting, vote = voted(cabinet, choices, publish=publish)
    with pytest.raises(Refusal, match=code):
        record_kind("resolution").gather(vote.key)


@at(FEBRUARY)
def test_nobody_signs_for_an_office_that_is_vacant(cabinet: Cabinet) -> None:
    _meeting, vote = voted(cabinet)
    Appointment.objects.filter(seat=cabinet.chair_seat).update(ends_on=date(2026, 2, 1))
    with pytest.raises(Refusal, match="no_signatory"):
        record_kind("resolution").gather(vote.key)


def facts(**changes: Any) -> ResolutionFacts:
    rules = load("39-2022")
    votes = [Vote(n, "prime_minister" if n == 1 else "minister", "for", "in_room") for n in range(1, 28)]
    tally, outcome = decide(votes, rules, Form.SESSION)
    form = issuing_form("39-2022")
    whole = ResolutionFacts(
        body="Chính phủ",
        place="Hà Nội",
        about="Về dự thảo Nghị quyết",
        route=Route.SESSION,
        decided_at=FEBRUARY,
        proposer="Bộ trưởng Bộ Xây dựng",
        slip="Tờ trình số 12/TTr-BXD",
        grounds=(GroundFacts("Luật Tổ chức Chính phủ", "nguồn", "R"),),
        adopted=(AdoptedFacts(1, "Thông qua dự thảo", tally, outcome),),
        form=FormFacts.of(form),
        seq=7,
        hash="ab" * 32,
        session="Phiên họp",
    )
    return replace(whole, **changes)


@pytest.mark.parametrize("written", ["Từ ngày ký.", "Phương án B: Từ ngày ký."])
def test_a_chosen_alternative_and_a_block_are_spelt_out(written: str) -> None:
    [one] = facts().adopted
    chosen = replace(one, text="Thời điểm có hiệu lực.", choice="B", chosen=written)
    block = replace(one, text="Thông qua các nội dung sau đây", covers=("Dự thảo A", "Dự thảo B"))
    lines = told(compose_resolution(facts(adopted=(chosen, block)), Stamp()))
    assert [line for line in lines if line[0] in ("Article", "Listing")][:4] == [
        ("Article", "1. Thời điểm có hiệu lực, theo Phương án B: Từ ngày ký."),
        ("Article", "2. Thông qua các nội dung sau đây:"),
        ("Listing", "Dự thảo A"),
        ("Listing", "Dự thảo B"),
    ]


def test_what_is_signed_has_no_room_for_a_number_that_nobody_knows() -> None:
    unknown = f"Tờ trình số {BLANK} ngày {BLANK} tháng {BLANK} năm {BLANK}"
    draft, signed = (
        text_of(render(compose_resolution(facts(slip=unknown), stamp)))
        for stamp in (Stamp(), Stamp(number="05/NQ-CP", place="Hà Nội", dated=date(2026, 2, 3)))
    )
    assert "tại Tờ trình số" in draft
    assert "Chưa rõ số của Tờ trình" in draft
    assert "Theo đề nghị của Bộ trưởng Bộ Xây dựng;" in signed
    assert "Tờ trình" not in signed


@pytest.mark.parametrize("empty", ["", "   "])
def test_a_submission_that_nobody_named_leaves_no_empty_place(empty: str) -> None:
    lines = told(compose_resolution(facts(slip=empty), Stamp()))
    assert "Theo đề nghị của Bộ trưởng Bộ Xây dựng" in str(lines)
    shown = text_of(render(compose_resolution(facts(slip=empty, session=empty.strip()), Stamp())))
    assert "tại ;" not in shown
    assert "tại ," not in shown
    assert "Theo đề nghị của Bộ trưởng Bộ Xây dựng;" in shown
    assert "của ;" not in text_of(render(compose_resolution(facts(proposer=empty), Stamp())))


def test_a_title_of_pages_is_refused_with_a_sentence_and_one_of_500_characters_fits() -> None:
    longest = ("Điều chỉnh quy hoạch " * 30)[:500]
    assert "Điều chỉnh quy hoạch" in text_of(render(compose_resolution(facts(about=longest), Stamp())))
    with pytest.raises(Refusal, match="record_title_of_pages"):
        render(compose_resolution(facts(about="Điều chỉnh quy hoạch " * 400), Stamp()))


def test_a_province_signs_in_its_own_form() -> None:
    form = issuing_form("provincial-sample")
    lines = told(compose_resolution(facts(body="Ủy ban nhân dân", form=FormFacts.of(form)), Stamp()))
    assert "/NQ-UBND" in lines[0][1]
    assert lines[-2][1].endswith("TM. Ủy ban nhân dân / Chủ tịch")


def test_markup_and_endless_words_stay_text_and_facts_survive_being_kept() -> None:
    tasks = (TaskFacts("Hoàn thiện", "Bộ Xây dựng", date(2026, 2, 10)),)
    text = ("x" * 10_000, "", "a\u0000\u202eb")
    hostile = facts(about='<b>&amp;</b> 😀 "x"', conclusions=text, tasks=tasks)
    assert read(ResolutionFacts, json.loads(json.dumps(plain(hostile)))) == hostile
    assert "<b>&amp;</b>" in text_of(render(compose_resolution(hostile, Stamp())))


@at(FEBRUARY)
@pytest.mark.parametrize("length", [497, 498, 500])
def test_a_title_as_long_as_one_may_be_is_shown_whole_with_its_preposition(
    cabinet: Cabinet, length: int
) -> None:
    longest = ("Điều chỉnh quy hoạch " * 30)[: length - 1] + "x"
    meeting = cabinet.running_meeting(title="Phiên họp", starts_at=FEBRUARY)
    Matter.objects.filter(pk=meeting.items.get(status="running").matter_id).update(title=longest)
    vote = cabinet.open_vote(meeting)
    for order in range(1, 5):
        cabinet.vote(meeting, vote, order, "for")
    services.close_vote(actor=cabinet.clerk, meeting=meeting, ballot=vote)
    services.publish_vote(actor=cabinet.clerk, meeting=meeting, ballot=vote)
    for kind in ("resolution", "vote_sheet"):
        facts = record_kind(kind).gather(vote.key)
        about = identity_of(record_kind(kind), facts).abstract
        assert about == f"Về đ{longest[1:]}"
        check_complete(abstract=about, place="Hà Nội", office="Thủ tướng", recipients=["Lưu: VT"])
    with pytest.raises(Refusal, match="record_abstract_long"):
        check_complete(abstract="x" * 601, place="Hà Nội", office="Thủ tướng", recipients=["Lưu: VT"])


@pytest.mark.parametrize(
    ("title", "said"),
    [
        ("Dự án Luật Thủ đô", "dự án Luật Thủ đô"),
        ("Đề án khu phố", "đề án khu phố"),
        ("Luật sửa đổi một số điều", "Luật sửa đổi một số điều"),
        ("Nghị định về tiền lương", "Nghị định về tiền lương"),
        ("Bộ Xây dựng báo cáo", "Bộ Xây dựng báo cáo"),
        ("UBND tỉnh đề nghị", "UBND tỉnh đề nghị"),
        ("Họp Thường trực Chính phủ", "họp Thường trực Chính phủ"),
        ("Phó Thủ tướng Chính phủ họp", "Phó Thủ tướng Chính phủ họp"),
        ("", ""),
    ],
)
def test_inside_a_sentence_a_title_begins_small_and_a_name_stays_a_name(title: str, said: str) -> None:
    assert within(title) == said


@pytest.mark.parametrize(
    ("on", "procedure", "expected"),
    [
        (date(2019, 6, 24), "138-2016", ["76/2015/QH13", "138/2016"]),
        (date(2024, 1, 5), "39-2022", ["76/2015/QH13", "47/2019/QH14", "39/2022"]),
        (date(2026, 4, 29), "39-2022", ["63/2025/QH15", "39/2022"]),
        (date(2026, 6, 1), "191-2026", ["63/2025/QH15", "191/2026"]),
    ],
)
def test_the_grounds_are_those_in_force_on_the_day(on: date, procedure: str, expected: list[str]) -> None:
    found = issuing_form(procedure).grounds_on(on, procedure)
    assert [name in each.source for each, name in zip(found, expected, strict=True)] == [True] * len(expected)


def test_what_does_not_add_up_is_refused() -> None:
    [one] = facts().adopted
    given = ["for"] * 27
    check_adds_up(one.tally, given)
    for wrong, seats in (
        (replace(one.tally, silent=1), given),
        (replace(one.tally, for_=26, against=1), given),
        (one.tally, given[1:]),
        (one.tally, [*given[1:], None]),
    ):
        with pytest.raises(Refusal, match="votes_do_not_add_up"):
            check_adds_up(wrong, seats)


def test_without_a_form_nothing_is_issued() -> None:
    with pytest.raises(Refusal, match="no_issuing_form"):
        issuing_form("nobody-knows")
