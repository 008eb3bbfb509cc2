"""The drafting agency replies to opinions in writing: who, when, and without overwriting anybody unseen."""

from datetime import timedelta

import pytest

from ballots.models import Ballot, OpinionReply
from ballots.rules import LONGEST_REPLY, Reply, reply_digest
from ballots.selectors import opinions_of, replies_awaited
from ballots.services import close_ballot, issue_report, keep_replies
from core.journal import problems
from core.time import at
from people.models import Appointment, Role
from tests.cast import SINCE, Cabinet, person
from tests.services.saying import kinds, newest, not_allowed, refused
from tests.services.test_report import OPINION, closed

FINANCE, BANK = 4, 5


@pytest.fixture
def ballot(cabinet: Cabinet) -> Ballot:
    """A closed ballot on a matter of the Ministry of Construction, with opinions of Finance and the Bank."""
    return closed(cabinet, "fffoo")


def reply(seat: int = FINANCE, stance: str = "accepted", text: str = "Đã bổ sung.", named: int = 0) -> Reply:
    return Reply(seat, 1, stance, text, named)


def kept(ballot: Ballot) -> list[tuple[int, str, str, int]]:
    """The replies that count: seat, stance, text, revision."""
    return [
        (each.elector.order, each.reply.stance, each.reply.text, each.reply.revision)
        for each in opinions_of(ballot)
        if each.reply
    ]


def test_a_reply_is_kept_and_the_journal_holds_its_digest_only(cabinet: Cabinet, ballot: Ballot) -> None:
    text = "Đã bổ sung\n\n  tại mục III. "
    assert keep_replies(actor=cabinet.deputy, ballot=ballot, replies=[reply(text=text)]) == 1
    assert kept(ballot) == [(FINANCE, "accepted", "Đã bổ sung\ntại mục III.", 1)]
    assert newest(ballot.stream).kind == "reply.written"
    assert newest(ballot.stream).facts == {
        "seat": FINANCE,
        "question": 1,
        "revision": 1,
        "digest": reply_digest("accepted", "Đã bổ sung\ntại mục III."),
    }
    assert list(problems()) == []


def test_everything_written_waits_for_a_reply_and_a_bare_choice_does_not(cabinet: Cabinet) -> None:
    ballot = cabinet.open_ballot()
    cabinet.answer(ballot, 1, "for", text="Đồng ý, lưu ý tiến độ.")
    cabinet.answer(ballot, 2, "against")
    cabinet.answer(ballot, 3, "other", text="Cũ")
    cabinet.answer(ballot, 3, "other", text="Mới", named=1)
    assert opinions_of(ballot) == []  # not before the closing
    assert ballot.closes_at is not None
    with at(ballot.closes_at):
        ballot = close_ballot(actor=cabinet.clerk, ballot=ballot)
    assert [(each.elector.order, each.choice, each.text) for each in opinions_of(ballot)] == [
        (1, "for", "Đồng ý, lưu ý tiến độ."),
        (3, "other", "Mới"),
    ]


def test_the_agencys_people_and_the_secretariat_reply_and_nobody_else(
    cabinet: Cabinet, ballot: Ballot
) -> None:
    may = (cabinet.minister, cabinet.deputy, cabinet.assistant, cabinet.clerk, cabinet.head)
    for number, somebody in enumerate(may):
        sent = [reply(text=f"Lần {number}", named=number)]
        assert keep_replies(actor=somebody, ballot=ballot, replies=sent) == 1
    for somebody in (
        cabinet.chair,
        cabinet.second_minister,
        cabinet.auditor,
        cabinet.guest,
        cabinet.outsider,
    ):
        with not_allowed("may_reply_to_opinions"):
            keep_replies(actor=somebody, ballot=ballot, replies=[reply(named=5)])
    assert kept(ballot) == [(FINANCE, "accepted", "Lần 4", 5)]


def test_whoever_serves_the_agency_no_longer_replies_no_longer(cabinet: Cabinet, ballot: Ballot) -> None:
    yesterday = SINCE + timedelta(days=1)
    former = person("former-deputy")
    Appointment.objects.create(
        person=former, seat=cabinet.minister_seat, role=Role.DEPUTY, starts_on=SINCE, ends_on=yesterday
    )
    with not_allowed("may_reply_to_opinions"):
        keep_replies(actor=former, ballot=ballot, replies=[reply()])


def test_replies_wait_for_the_closing_and_end_with_the_report(cabinet: Cabinet, ballot: Ballot) -> None:
    with refused("replies_too_early"):
        keep_replies(actor=cabinet.deputy, ballot=cabinet.open_ballot(), replies=[reply()])
    issue_report(actor=cabinet.clerk, ballot=ballot)
    with refused("replies_over"):
        keep_replies(actor=cabinet.deputy, ballot=ballot, replies=[reply()])
    assert not OpinionReply.objects.exists()


@pytest.mark.parametrize(
    ("sent", "code"),
    [
        (Reply(2, 1, "accepted", "x"), "reply_to_nothing"),
        (Reply(9, 1, "accepted", "x"), "reply_to_nothing"),
        (Reply(FINANCE, 2, "accepted", "x"), "reply_to_nothing"),
        (Reply(FINANCE, 1, "", "x"), "reply_needs_stance"),
        (Reply(FINANCE, 1, "maybe", "x"), "reply_needs_stance"),
        (Reply(FINANCE, 1, "explained", " \n "), "reply_needs_text"),
        (Reply(FINANCE, 1, "accepted", "x" * (LONGEST_REPLY + 1)), "reply_too_long"),
        (Reply(FINANCE, 1, "accepted", "x", named=1), "reply_changed"),
    ],
)
def test_a_reply_that_does_not_fit_is_refused_and_none_of_its_page_is_kept(
    cabinet: Cabinet, ballot: Ballot, sent: Reply, code: str
) -> None:
    with refused(code):
        keep_replies(actor=cabinet.deputy, ballot=ballot, replies=[reply(BANK), sent])
    assert not OpinionReply.objects.exists()
    assert "reply.written" not in kinds(ballot.stream)


def test_a_reply_without_words_accepts(cabinet: Cabinet, ballot: Ballot) -> None:
    keep_replies(actor=cabinet.deputy, ballot=ballot, replies=[reply(text="")])
    assert kept(ballot) == [(FINANCE, "accepted", "", 1)]


def test_nobody_overwrites_a_reply_that_he_has_not_seen(cabinet: Cabinet, ballot: Ballot) -> None:
    keep_replies(actor=cabinet.deputy, ballot=ballot, replies=[reply(text="Một")])
    with refused("reply_changed", office="Bộ trưởng Bộ Tài chính", number=1):
        keep_replies(actor=cabinet.clerk, ballot=ballot, replies=[reply(text="Hai")])
    keep_replies(actor=cabinet.clerk, ballot=ballot, replies=[reply(text="Hai", named=1)])
    assert kept(ballot) == [(FINANCE, "accepted", "Hai", 2)]


def test_two_people_reply_to_different_opinions_on_the_same_page(cabinet: Cabinet, ballot: Ballot) -> None:
    empty = Reply(FINANCE, 1, "", "")
    keep_replies(actor=cabinet.deputy, ballot=ballot, replies=[reply(FINANCE), Reply(BANK, 1, "", "")])
    assert keep_replies(actor=cabinet.clerk, ballot=ballot, replies=[empty, reply(BANK)]) == 1
    assert [row[0] for row in kept(ballot)] == [FINANCE, BANK]


def test_keeping_a_page_twice_adds_nothing(cabinet: Cabinet, ballot: Ballot) -> None:
    assert keep_replies(actor=cabinet.deputy, ballot=ballot, replies=[reply()]) == 1
    assert keep_replies(actor=cabinet.deputy, ballot=ballot, replies=[reply()]) == 0
    assert keep_replies(actor=cabinet.deputy, ballot=ballot, replies=[reply(named=1)]) == 0
    assert kinds(ballot.stream).count("reply.written") == 1


def test_replies_stand_in_the_report_beside_the_opinions(cabinet: Cabinet, ballot: Ballot) -> None:
    keep_replies(actor=cabinet.deputy, ballot=ballot, replies=[reply(BANK, "explained", "Luật đã quy định.")])
    report = issue_report(actor=cabinet.clerk, ballot=ballot)
    told = [(o["order"], o["text"], o["stance"], o["reply"]) for o in report.facts["opinions"]]
    assert told == [
        (FINANCE, OPINION, "", ""),
        (BANK, OPINION, "explained", "Luật đã quy định."),
    ]


def test_who_is_told_that_opinions_wait_for_a_reply(cabinet: Cabinet, ballot: Ballot) -> None:
    closed(cabinet, "fffff")  # nothing to reply to
    for somebody in (cabinet.minister, cabinet.deputy, cabinet.assistant):
        assert [(row.ballot, row.opinions, row.missing) for row in replies_awaited(somebody)] == [
            (ballot, 2, 2)
        ]
    assert replies_awaited(cabinet.second_minister) == replies_awaited(cabinet.outsider) == []
    keep_replies(actor=cabinet.deputy, ballot=ballot, replies=[reply(BANK)])
    assert [(row.opinions, row.missing) for row in replies_awaited(cabinet.deputy)] == [(2, 1)]
    keep_replies(actor=cabinet.deputy, ballot=ballot, replies=[reply(FINANCE)])
    assert replies_awaited(cabinet.deputy) == []
