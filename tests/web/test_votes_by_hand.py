"""The pages of a vote by hand: keyed in by one clerk, checked by another, seen by the member it is about."""

from datetime import timedelta

from django.test import Client

from ballots.models import Ballot
from core.live import sections
from core.time import now
from meetings import live, services
from meetings.floor_card import floor_card_of
from meetings.models import Meeting
from people.models import Person
from tests.cast import Cabinet

WHY = "Mất mạng"
CHOICES = {1: "for", 2: "for", 3: "against", 4: "for"}


def get(person: Person, address: str) -> str:
    client = Client()
    client.force_login(person)
    return str(client.get(address).content.decode())


def post(person: Person, address: str, **sent: str) -> tuple[int, str]:
    client = Client()
    client.force_login(person)
    answer = client.post(address, sent)
    return answer.status_code, str(answer.content.decode())


def drawn(person: Person, meeting: Meeting, view: str) -> str:
    audience = live.enter(person, str(meeting.pk), view, "vi")
    return " ".join(each.html for each in sections.draw(meeting.stream, audience).sections.values())


def by_hand(cabinet: Cabinet, meeting: Meeting, ballot: Ballot) -> str:
    services.take_by_hand(actor=cabinet.clerk, meeting=meeting, ballot=ballot, way="hands", reason=WHY)
    return f"/meetings/{meeting.pk}/votes/{ballot.pk}/sheet/"


def typed(**said: str) -> dict[str, str]:
    seats = {f"seat_{order}": choice for order, choice in CHOICES.items()}
    return seats | {"said_for": "3", "said_against": "1", "said_other": "0"} | said


def test_a_sheet_goes_from_one_clerk_over_the_other_to_the_members_card(
    cabinet: Cabinet, running_meeting: Meeting, open_vote: Ballot
) -> None:
    sheet = by_hand(cabinet, running_meeting, open_vote)
    wrong, page = post(cabinet.clerk, sheet, **typed(said_for="4"))
    assert (wrong, "đồng ý nhập 3, đếm 4" in page) == (422, True)
    assert page.count('value="for" checked') == 3
    assert post(cabinet.clerk, sheet, **typed())[0] == 303
    checked = get(cabinet.second_clerk, f"{sheet}check/")
    assert [cabinet_word in checked for cabinet_word in ("Thư ký 1", "Phép tính", "Đếm tại phòng họp")] == [
        True
    ] * 3
    card = f"/meetings/{running_meeting.pk}/room/vote-card/"
    assert "Phiếu của tôi" not in get(cabinet.minister, card)
    assert post(cabinet.second_clerk, f"{sheet}check/", number="1")[0] == 303
    own = get(cabinet.minister, card)
    assert "Thư ký 1 nhập, Thư ký 2 xác nhận" in own
    assert "Không đồng ý" in own


def test_nobody_but_those_two_sees_what_was_keyed_in_before_the_vote_is_closed(
    cabinet: Cabinet, running_meeting: Meeting, open_vote: Ballot
) -> None:
    sheet = by_hand(cabinet, running_meeting, open_vote)
    post(cabinet.clerk, sheet, **typed())
    post(cabinet.second_clerk, f"{sheet}check/", number="1")
    views = {"room": cabinet.second_minister, "chair": cabinet.chair, "console": cabinet.clerk}
    for view, person in {**views, "screen": cabinet.clerk}.items():
        assert "Không đồng ý" not in drawn(person, running_meeting, view), view
        assert "Biểu quyết giơ tay" in drawn(person, running_meeting, view), view
    services.close_vote(actor=cabinet.clerk, meeting=running_meeting, ballot=open_vote, publish=True)
    for view, person in {**views, "screen": cabinet.clerk}.items():
        assert "Biểu quyết giơ tay" in drawn(person, running_meeting, view), view


def test_all_present_are_filled_in_at_one_press_without_a_script(
    cabinet: Cabinet, running_meeting: Meeting, open_vote: Ballot
) -> None:
    cabinet.vote(running_meeting, open_vote, 2)
    sheet = by_hand(cabinet, running_meeting, open_vote)
    status, page = post(cabinet.clerk, sheet, fill="for")
    assert (status, page.count('value="for" checked'), "seat_2" in page) == (200, 4, False)


def test_a_vote_opens_at_its_announced_moment_or_when_the_chair_says_now(
    cabinet: Cabinet, running_meeting: Meeting
) -> None:
    item = running_meeting.items.get(status="running")
    services.announce_vote(actor=cabinet.clerk, meeting=running_meeting, item=item, seconds=20)
    opened = f"/meetings/{running_meeting.pk}/items/{item.pk}/open-vote/"
    post(cabinet.clerk, opened)
    assert not item.votes.exists()
    post(cabinet.chair, opened, now="1")
    assert item.votes.count() == 1


def test_the_announced_moment_passes(cabinet: Cabinet, running_meeting: Meeting) -> None:
    item = running_meeting.items.get(status="running")
    services.announce_vote(actor=cabinet.clerk, meeting=running_meeting, item=item, seconds=20)
    item.refresh_from_db()
    item.started_at, item.vote_at = now() - timedelta(minutes=2), now() - timedelta(seconds=1)
    item.save()
    post(cabinet.clerk, f"/meetings/{running_meeting.pk}/items/{item.pk}/open-vote/")
    assert item.votes.count() == 1


def test_in_a_pause_nobody_is_offered_the_floor_and_the_speakers_clock_stands(
    cabinet: Cabinet, running_meeting: Meeting
) -> None:
    item = running_meeting.items.get(status="running")
    speaker = services.request_floor(actor=cabinet.minister, meeting=running_meeting, item=item)
    services.give_floor(actor=cabinet.clerk, meeting=running_meeting, speaker=speaker)
    services.pause_meeting(actor=cabinet.clerk, meeting=running_meeting, reason="Giải lao")
    running_meeting.refresh_from_db()
    moment = now()
    running_meeting.paused_at = moment - timedelta(minutes=10)
    running_meeting.save()
    speaker.refresh_from_db()
    speaker.since = moment - timedelta(minutes=12)
    speaker.save()
    assert floor_card_of(cabinet.second_minister, running_meeting).item is None
    assert '<b class="n speech stopped">02:00</b>' in drawn(cabinet.chair, running_meeting, "chair")
    services.resume_meeting(actor=cabinet.clerk, meeting=running_meeting)
    services.end_speech(actor=cabinet.clerk, meeting=running_meeting)
    speaker.refresh_from_db()
    assert speaker.seconds in (120, 121)


def test_only_a_member_whose_vote_was_counted_is_asked_whether_it_was_the_wrong_button(
    cabinet: Cabinet, running_meeting: Meeting, open_vote: Ballot
) -> None:
    cabinet.vote(running_meeting, open_vote, cabinet.minister_seat.order)
    services.close_vote(actor=cabinet.clerk, meeting=running_meeting, ballot=open_vote, publish=True)
    card = f"/meetings/{running_meeting.pk}/room/vote-card/"
    asked = [f"/votes/{open_vote.pk}/correction/" in get(each, card) for each in cabinet_members(cabinet)]
    assert asked == [True, False]


def cabinet_members(cabinet: Cabinet) -> tuple[Person, Person]:
    return cabinet.minister, cabinet.second_minister


def test_no_vote_is_announced_while_too_few_attend_and_the_console_says_so(
    cabinet: Cabinet, running_meeting: Meeting
) -> None:
    announces = "/announce-vote/"
    assert announces in drawn(cabinet.clerk, running_meeting, "console")
    for seat in cabinet.seats[1:]:
        services.note_attendance(
            actor=cabinet.clerk, meeting=running_meeting, seat=seat, presence="left", reason=""
        )
    console = drawn(cabinet.clerk, running_meeting, "console")
    assert (announces in console, "Chưa báo trước biểu quyết được: cần có 4 thành viên" in console) == (
        False,
        True,
    )
    assert announces not in drawn(cabinet.chair, running_meeting, "chair")
