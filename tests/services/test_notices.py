"""Messages to persons: queued with the act, sent once, tried again, and never in anybody's way."""

import re
from collections.abc import Iterator
from datetime import timedelta
from email.message import EmailMessage
from functools import partial

import pytest
from django.core import mail
from django.db import transaction
from django.utils import translation
from pytest_django import Settings

from ballots.models import Ballot
from ballots.services import close_ballot, recall_ballot
from core.time import at, now, today
from matters.models import Confidentiality
from people import notices
from people.models import Appointment, Notice, Person, Role
from people.notices import sending
from tests.cast import SINCE, Cabinet, make_cabinet, person
from tests.services.crowd import at_once
from tests.services.own_mail import OwnMail, own_mail

WHO = ["assistant", "ngan-hang", "pho-thu-tuong", "tai-chinh", "thu-tuong", "xay-dung"]
EVERYBODY = [f"{name}@cabinet.example" for name in WHO]


@pytest.fixture
def server() -> Iterator[OwnMail]:
    with own_mail() as found:
        yield found


def outcomes() -> dict[str, str]:
    """Who → how the only notice for them ended."""
    return dict(Notice.objects.values_list("person__username", "outcome"))


# -- the queue ----------------------------------------------------------------------------------------------


def test_a_ballot_that_is_sent_tells_its_members_and_their_assistants_and_nobody_else(
    cabinet: Cabinet, open_ballot: Ballot
) -> None:
    told = {notice.person.username: notice for notice in Notice.objects.select_related("person")}
    assert sorted(told) == WHO
    assert {notice.kind for notice in told.values()} == {"ballot:opened"}
    assert told["assistant"].facts == {
        "ballot": str(open_ballot.pk),
        "holds": [],
        "assists": [str(cabinet.minister_seat.pk)],
    }
    assert told["xay-dung"].path == open_ballot.get_absolute_url()


def test_an_act_that_is_undone_tells_nobody(cabinet: Cabinet, draft_ballot: Ballot) -> None:
    with transaction.atomic():
        cabinet.open_ballot()
        assert Notice.objects.count() == 6
        transaction.set_rollback(True)
    assert not Notice.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_notice_outside_the_transaction_of_its_act_is_a_mistake() -> None:
    with pytest.raises(RuntimeError):
        notices.queue({}, kind="ballot:opened", key="k", path="/", until=now())


def test_the_same_key_reaches_a_person_once(cabinet: Cabinet) -> None:
    for _ in range(2):
        notices.queue({cabinet.clerk: {}}, kind="ballot:held", key="k", path="/", until=now())
    assert Notice.objects.count() == 1


def test_a_closed_account_is_told_nothing(cabinet: Cabinet) -> None:
    cabinet.clerk.is_active = False
    assert notices.queue({cabinet.clerk: {}}, kind="ballot:held", key="k", path="/", until=now()) == 0
    assert not Notice.objects.exists()


# -- the message --------------------------------------------------------------------------------------------


def test_a_message_says_in_both_languages_what_is_asked_and_carries_one_link(
    cabinet: Cabinet, settings: Settings
) -> None:
    settings.PUBLIC_ORIGIN = "https://noicac.example"
    ballot = cabinet.open_ballot(title="Về dự thảo Nghị định")
    assert notices.send_due() == 6
    letter = next(each for each in mail.outbox if each.to == ["xay-dung@cabinet.example"])
    assert str(letter.subject).startswith("Phiếu lấy ý kiến số 1: đề nghị cho ý kiến trước ")
    assert "Kính gửi: Bộ trưởng Bộ Xây dựng" in letter.body
    assert "To: Minister of Construction" in letter.body
    assert letter.body.count("Về dự thảo Nghị định") == 2
    link = f"https://noicac.example{ballot.get_absolute_url()}"
    assert re.findall(r"https?://\S+", str(letter.body)) == [link]
    assert letter.extra_headers["Auto-Submitted"] == "auto-generated"


def test_nothing_of_a_restricted_matter_is_in_any_message_nor_in_the_queue(cabinet: Cabinet) -> None:
    """Case 86 of the list of abuses: what leaves the house is of no use to whoever reads along."""
    secret = "Phương án nhân sự Bộ Xây dựng"
    matter = cabinet.matter(secret, confidentiality=Confidentiality.RESTRICTED)
    cabinet.paper(matter, "Tờ trình nhân sự")
    ballot = cabinet.open_ballot(matter=matter, title=f"Ý kiến về {secret}")
    recall_ballot(actor=cabinet.head, ballot=ballot, reason=f"Sửa {secret}")
    again = cabinet.open_ballot(matter=matter, title=f"Ý kiến về {secret}")
    assert again.closes_at is not None
    notices.send_due()
    with at(again.closes_at + timedelta(minutes=1)):
        close_ballot(actor=cabinet.clerk, ballot=again)
        notices.send_due()
    assert len(mail.outbox) == 15
    assert {address for letter in mail.outbox for address in letter.to}.isdisjoint(
        {cabinet.assistant.email, cabinet.deputy.email}  # to them the matter is closed
    )
    for letter in mail.outbox:
        said = letter.message().as_string() + str(letter.subject) + letter.body
        assert "nhân sự" not in said
        assert "hạn chế" in letter.body
    assert "nhân sự" not in str(list(Notice.objects.values()))


def test_no_message_says_how_anybody_answered(cabinet: Cabinet, open_ballot: Ballot) -> None:
    cabinet.answer(open_ballot, 3, "other", text="Nguồn kinh phí chưa rõ")
    assert open_ballot.closes_at is not None
    with at(open_ballot.closes_at):
        closed = close_ballot(actor=cabinet.clerk, ballot=open_ballot)
        assert closed.result is not None
        notices.send_due()
    said = " ".join(f"{letter.subject} {letter.body}" for letter in mail.outbox)
    assert "kinh phí" not in said
    assert "thông qua" not in said.lower()
    assert "adopted" not in said.lower()


@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_letter_is_complete_in_every_language(
    cabinet: Cabinet, open_ballot: Ballot, language: str
) -> None:
    words = {"number": 1, "closes_at": now(), "office": "Thống đốc", "about": "Về việc"}
    words |= {"starts_at": now(), "meeting": "Phiên họp", "said": "Dự họp", "asked": ""}
    words |= {"title": "Phiên họp", "until": now(), "kind": "Nghị quyết", "abstract": "Về việc"}
    words |= {"who": "Vụ Tổ chức cán bộ", "status": "Hết hạn"}
    with translation.override(language):
        for kind in notices.kinds():
            letter = notices.letter_of(kind)
            assert str(letter.subject) % words
            assert str(letter.text) % words


# -- sending ------------------------------------------------------------------------------------------------


def test_each_message_is_sent_once_however_often_the_clock_comes(
    cabinet: Cabinet, open_ballot: Ballot, server: OwnMail
) -> None:
    assert [notices.send_due(server.connection()) for _ in range(3)] == [6, 0, 0]
    assert server.recipients() == EVERYBODY
    assert set(outcomes().values()) == {"sent"}
    letter = server.letters[0]
    assert isinstance(letter, EmailMessage)
    assert "Phiếu lấy ý kiến số 1" in letter["Subject"]


def test_whoever_has_no_address_gets_no_message_and_holds_up_nobody(
    cabinet: Cabinet, open_ballot: Ballot, server: OwnMail
) -> None:
    Person.objects.filter(pk=cabinet.minister.pk).update(email="")
    assert notices.send_due(server.connection()) == 5
    assert outcomes()["xay-dung"] == "no_address"


def test_an_address_that_refuses_is_tried_ever_later_and_then_given_up(
    cabinet: Cabinet, open_ballot: Ballot, server: OwnMail
) -> None:
    server.refused = {"xay-dung@cabinet.example"}
    Notice.objects.update(until=now() + timedelta(days=30))
    open_until = now() + timedelta(days=30)
    Ballot.objects.update(closes_at=open_until)
    assert notices.send_due(server.connection()) == 5
    waits = []
    while not Notice.objects.get(person=cabinet.minister).done_at:
        before = Notice.objects.get(person=cabinet.minister)
        with at(before.due):
            assert notices.send_due(server.connection()) == 0
        after = Notice.objects.get(person=cabinet.minister)
        waits.append(round((after.due - before.due).total_seconds() / 60))
        assert "550" in after.trouble
    assert waits == [3, 10, 30, 60, 60]
    assert outcomes()["xay-dung"] == "failed"
    post = notices.post()
    assert (post.waiting, post.failed, post.well) == (0, 1, False)
    assert "no such person" in post.last_trouble
    assert len(server.letters) == 5


def test_a_silent_mail_server_is_left_alone_for_a_while_and_loses_no_message(
    cabinet: Cabinet, open_ballot: Ballot
) -> None:
    with own_mail() as gone:
        pass
    assert notices.send_due(gone.connection()) == 0
    trouble = notices.post()
    assert (trouble.waiting, trouble.troubled, trouble.well) == (6, 6, False)
    assert "ConnectionRefused" in trouble.last_trouble
    assert not Notice.objects.filter(due__lte=now()).exists()
    with own_mail() as back, at(now() + timedelta(minutes=4)):
        assert notices.send_due(back.connection()) == 6
        assert back.recipients() == EVERYBODY
        assert notices.post().well


def test_a_message_that_was_often_refused_makes_no_other_wait_longer_for_a_silent_server(
    cabinet: Cabinet, open_ballot: Ballot
) -> None:
    Notice.objects.filter(person=cabinet.minister).update(tries=5, due=now() - timedelta(minutes=1))
    Notice.objects.filter(person=cabinet.assistant).update(tries=2)
    with own_mail() as gone:
        pass
    moment = now()
    with at(moment):
        assert notices.send_due(gone.connection()) == 0
    waits = {
        notice.person.username: (notice.due - moment) / timedelta(minutes=1)
        for notice in Notice.objects.select_related("person")
    }
    assert waits == dict.fromkeys(WHO, 1) | {"assistant": 10, "xay-dung": 60}


def test_a_silent_mail_server_is_no_refusal_of_the_address(
    cabinet: Cabinet, open_ballot: Ballot, server: OwnMail
) -> None:
    Notice.objects.update(until=now() + timedelta(days=30))
    Ballot.objects.update(closes_at=now() + timedelta(days=30))
    with own_mail() as gone:
        pass
    for _ in range(8):
        with at(max(Notice.objects.values_list("due", flat=True))):
            assert notices.send_due(gone.connection()) == 0
    server.refused = {"xay-dung@cabinet.example"}
    for _ in range(5):
        with at(max(Notice.objects.values_list("due", flat=True))):
            notices.send_due(server.connection())
        assert outcomes()["xay-dung"] == ""  # it is tried six times, as if the server had never been silent
    with at(max(Notice.objects.values_list("due", flat=True))):
        notices.send_due(server.connection())
    assert outcomes() == dict.fromkeys(WHO, "sent") | {"xay-dung": "failed"}


def test_a_slow_mail_server_takes_the_clock_only_for_a_while_and_the_rest_is_sent_in_the_next_rounds(
    cabinet: Cabinet, open_ballot: Ballot, server: OwnMail, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sending, "LONGEST_ROUND", 0.2)
    server.slow = 0.3
    assert notices.send_due(server.connection()) == 1
    server.slow = 0.15
    assert notices.send_due(server.connection()) in (1, 2)
    server.slow = 0.0
    monkeypatch.setattr(sending, "LONGEST_ROUND", 20)
    notices.send_due(server.connection())
    assert notices.send_due(server.connection()) == 0
    assert server.recipients() == EVERYBODY
    assert set(outcomes().values()) == {"sent"}


def test_after_the_deadline_nobody_is_asked_any_more(
    cabinet: Cabinet, open_ballot: Ballot, server: OwnMail
) -> None:
    assert open_ballot.closes_at is not None
    with at(open_ballot.closes_at):
        assert notices.send_due(server.connection()) == 0
    assert set(outcomes().values()) == {"too_late"}


def test_a_message_that_became_untrue_is_not_sent(
    cabinet: Cabinet, open_ballot: Ballot, server: OwnMail
) -> None:
    recall_ballot(actor=cabinet.head, ballot=open_ballot, reason="Sai tài liệu")
    assert notices.send_due(server.connection()) == 6
    assert all("thu hồi" in letter["Subject"] for letter in server.letters)


def test_whoever_left_the_seat_meanwhile_gets_nothing(
    cabinet: Cabinet, open_ballot: Ballot, server: OwnMail
) -> None:
    yesterday = today() - timedelta(days=2)
    Appointment.objects.filter(person=cabinet.assistant).update(ends_on=yesterday)
    Appointment.objects.create(
        person=person("successor"), seat=cabinet.minister_seat, role=Role.ASSISTANT, starts_on=SINCE
    )
    assert notices.send_due(server.connection()) == 5
    assert outcomes()["assistant"] == "not_needed"


def test_without_a_mail_server_an_installation_sends_nothing_and_claims_nothing(
    cabinet: Cabinet, open_ballot: Ballot, settings: Settings
) -> None:
    settings.MAIL_READY = False
    assert notices.send_due() == 0
    assert mail.outbox == []
    assert notices.post().waiting == 6


def test_what_the_mail_server_took_is_told_to_whoever_asked_for_it(
    cabinet: Cabinet, open_ballot: Ballot, server: OwnMail, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sending, "_when_sent", [])
    taken: list[str] = []
    notices.when_sent(lambda notice, moment: taken.append(notice.person.username))
    server.refused = {"xay-dung@cabinet.example"}
    notices.send_due(server.connection())
    assert sorted(taken) == [name for name in WHO if name != "xay-dung"]


@pytest.mark.django_db(transaction=True)
def test_of_two_clocks_that_send_at_once_each_message_is_sent_by_one() -> None:
    make_cabinet().open_ballot()
    with own_mail() as server:
        sent = at_once([partial(notices.send_due, server.connection()) for _ in range(4)])
        assert sum(each for each in sent if isinstance(each, int)) == 6
        assert server.recipients() == EVERYBODY


@pytest.mark.django_db(transaction=True)
def test_a_process_that_died_between_handing_over_and_noting_it_sends_again_under_the_same_name() -> None:
    make_cabinet().open_ballot()
    with own_mail() as server:

        def die(notice: Notice, moment: object) -> None:
            raise SystemExit  # as a killed process would leave it: handed over, not noted

        sending._when_sent.append(die)
        try:
            with pytest.raises(SystemExit):
                notices.send_due(server.connection())
        finally:
            sending._when_sent.remove(die)
        first = server.letters[0]
        with at(now() + timedelta(minutes=2)):
            notices.send_due(server.connection())
    assert [letter["Message-ID"] for letter in server.letters].count(first["Message-ID"]) == 2
    assert len(server.letters) == 7
