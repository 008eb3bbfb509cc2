"""The consent block: proposed where nobody objects, pulled apart by any member, adopted by one vote."""

import pytest
from django.core.files.storage import default_storage
from django.test import Client
from django.urls import reverse

from ballots.checking import checked
from ballots.models import Ballot
from core.journal import entries
from core.refusals import NotAllowed, Refusal
from meetings import services
from meetings.models import AgendaItem, Meeting
from meetings.papers import compose_minutes, gather
from meetings.rules.block import Obstacle
from meetings.scene import Reading, read
from meetings.selectors import positions_matrix, proposals, sweep_sheet
from tests.cast import Cabinet


def item(meeting: Meeting, order: int) -> AgendaItem:
    return meeting.items.select_related("matter").get(order=order)


def say(cabinet: Cabinet, meeting: Meeting, seat: int, order: int, stance: str) -> None:
    """The holder of this seat says something of this item."""
    rows = sweep_sheet(meeting, cabinet.seats[seat - 1], preparing=False)
    seen = next(row.seen for row in rows if row.item.order == order)
    text = "Chưa rõ." if stance == "opinion" else ""
    services.state_position(
        actor=cabinet.holders[seat],
        meeting=meeting,
        item=item(meeting, order),
        stance=stance,
        text=text,
        seen=seen,
    )


def announce(cabinet: Cabinet, meeting: Meeting, *orders: int) -> None:
    items = [item(meeting, order).pk for order in orders]
    services.announce_block(actor=cabinet.clerk, meeting=meeting, items=items)


def obstacles(meeting: Meeting) -> list[Obstacle | None]:
    return [each.obstacle for each in proposals(meeting, positions_matrix(meeting).rows)]


def statuses(meeting: Meeting) -> list[str]:
    return list(meeting.items.order_by("order").values_list("status", flat=True))


def opened(cabinet: Cabinet, meeting: Meeting) -> Meeting:
    """The session is open, everybody in the room, no item called."""
    services.note_attendance_of_all(actor=cabinet.clerk, meeting=meeting)
    return services.start_meeting(actor=cabinet.clerk, meeting=meeting)


def vote(cabinet: Cabinet, meeting: Meeting, ballot: Ballot, *agreeing: int) -> None:
    """These seats agree, the others disagree; the vote is closed."""
    for order in cabinet.holders:
        cabinet.vote(meeting, ballot, order, "for" if order in agreeing else "against")
    services.close_vote(actor=cabinet.clerk, meeting=meeting, ballot=ballot, publish=True)


def refused(code: str) -> "pytest.RaisesExc[Refusal]":
    return pytest.raises(Refusal, match=f"^{code}$")


@pytest.fixture
def meeting(cabinet: Cabinet) -> Meeting:
    """Three items with papers, to which seats 2 and 4 have no objection."""
    found = cabinet.sent_meeting(items=3)
    for each in found.items.all():
        cabinet.paper(each.matter)
    for order in (1, 2, 3):
        for seat in (2, 4):
            say(cabinet, found, seat, order, "none")
    return found


def test_an_item_is_proposed_where_nobody_objects_and_silence_keeps_none_out(
    cabinet: Cabinet, meeting: Meeting
) -> None:
    say(cabinet, meeting, 3, 2, "speak")
    matter = item(meeting, 3).matter
    cabinet.paper(matter, replaces=matter.documents.get())
    assert obstacles(meeting) == [None, Obstacle.REMARK, Obstacle.STALE]


def test_an_item_without_a_paper_a_vote_or_a_word_is_not_proposed(cabinet: Cabinet) -> None:
    bare = cabinet.sent_meeting(items=3)
    cabinet.paper(item(bare, 2).matter)
    cabinet.paper(item(bare, 3).matter)
    bare.items.filter(order=3).update(asks="discussion")
    assert obstacles(bare) == [Obstacle.NO_PAPER, Obstacle.UNSAID, Obstacle.NO_VOTE]


def test_the_desk_or_the_chair_announces_what_is_fit_and_nothing_else(
    cabinet: Cabinet, meeting: Meeting
) -> None:
    say(cabinet, meeting, 3, 2, "opinion")
    with refused("block_item_unfit"):
        announce(cabinet, meeting, 1, 2)
    with pytest.raises(NotAllowed):
        services.announce_block(actor=cabinet.minister, meeting=meeting, items=[item(meeting, 1).pk])
    announce(cabinet, meeting, 1, 3)
    assert entries(meeting.stream).get(kind="block.announced").facts["numbers"] == "1, 3"


def test_any_member_pulls_an_item_out_and_the_staff_do_not(cabinet: Cabinet, meeting: Meeting) -> None:
    announce(cabinet, meeting, 1, 2)
    for person in (cabinet.assistant, cabinet.deputy, cabinet.guest, cabinet.auditor):
        with pytest.raises(NotAllowed):
            services.pull_item(actor=person, meeting=meeting, item=item(meeting, 1))
    for _twice in range(2):
        services.pull_item(actor=cabinet.minister, meeting=meeting, item=item(meeting, 1), reason="Cần bàn")
    pulled = entries(meeting.stream).get(kind="block.item_pulled").facts
    assert (pulled["order"], pulled["by"], pulled["reason"]) == (1, cabinet.minister.label_vi, "Cần bàn")
    with refused("block_item_unfit"):
        announce(cabinet, meeting, 1)


def test_one_vote_adopts_every_item_that_is_left(cabinet: Cabinet, meeting: Meeting) -> None:
    announce(cabinet, meeting, 1, 2, 3)
    services.pull_item(actor=cabinet.minister, meeting=meeting, item=item(meeting, 2))
    running = opened(cabinet, meeting)
    ballot = services.open_block_vote(actor=cabinet.chair, meeting=running)
    told = entries(meeting.stream).get(kind="vote.opened").facts
    assert [each["order"] for each in told["block"]] == [1, 3]
    assert ballot.title == "Khối nội dung số 1, 3 của chương trình phiên họp"
    vote(cabinet, running, ballot, 1, 2, 3)
    services.settle_block(actor=cabinet.chair, meeting=running)
    assert statuses(running) == ["done", "waiting", "done"]
    assert item(running, 3).conclusion == (
        "Thông qua theo khối, theo kết quả biểu quyết chung về các nội dung số 1, 3."
    )


def test_the_vote_on_the_block_is_bound_to_the_papers_of_every_item_in_it(
    cabinet: Cabinet, meeting: Meeting
) -> None:
    announce(cabinet, meeting, 1, 3)
    running = opened(cabinet, meeting)
    ballot = services.open_block_vote(actor=cabinet.chair, meeting=running)
    bound = [paper.version.document.matter for paper in ballot.bindings.get().papers.order_by("order")]
    assert bound == [item(meeting, 1).matter, item(meeting, 3).matter]
    vote(cabinet, running, ballot, 1, 2, 3)
    ballot.refresh_from_db()
    assert not any(step.wrong for step in checked(ballot))
    replaced = item(meeting, 3).matter.documents.get().versions.get()
    default_storage.delete(replaced.path)
    assert [len(step.wrong) for step in checked(ballot)][-1] == 1


def test_a_block_without_a_majority_of_all_members_adopts_nothing(cabinet: Cabinet, meeting: Meeting) -> None:
    announce(cabinet, meeting, 1, 2)
    running = opened(cabinet, meeting)
    ballot = services.open_block_vote(actor=cabinet.clerk, meeting=running)
    vote(cabinet, running, ballot, 1, 2)
    block = services.settle_block(actor=cabinet.clerk, meeting=running)
    assert block.adopted is False
    assert statuses(running) == ["running", "waiting", "waiting"]


def test_an_item_pulled_out_while_the_vote_is_open_is_not_adopted(cabinet: Cabinet, meeting: Meeting) -> None:
    announce(cabinet, meeting, 1, 2)
    running = opened(cabinet, meeting)
    ballot = services.open_block_vote(actor=cabinet.clerk, meeting=running)
    services.pull_item(actor=cabinet.second_minister, meeting=running, item=item(running, 2))
    vote(cabinet, running, ballot, 1, 2, 3, 4, 5)
    services.settle_block(actor=cabinet.clerk, meeting=running)
    assert statuses(running) == ["done", "waiting", "waiting"]
    with refused("block_settled"):
        services.pull_item(actor=cabinet.minister, meeting=running, item=item(running, 1))


def test_what_became_unfit_leaves_at_the_vote_without_naming_who_has_a_remark(
    cabinet: Cabinet, meeting: Meeting
) -> None:
    announce(cabinet, meeting, 1, 2, 3)
    say(cabinet, meeting, 5, 1, "opinion")
    matter = item(meeting, 2).matter
    cabinet.paper(matter, replaces=matter.documents.get())
    running = opened(cabinet, meeting)
    ballot = services.open_block_vote(actor=cabinet.clerk, meeting=running)
    left = [entry.facts for entry in entries(meeting.stream).filter(kind="block.item_left")]
    assert [sorted(facts) for facts in left] == [["item", "order"], ["item", "order"]]
    assert ballot.title.startswith("Khối nội dung số 3 ")


def test_nothing_goes_on_before_the_result_is_concluded(cabinet: Cabinet, meeting: Meeting) -> None:
    announce(cabinet, meeting, 1, 2)
    running = opened(cabinet, meeting)
    with refused("block_not_voted"):
        services.settle_block(actor=cabinet.clerk, meeting=running)
    ballot = services.open_block_vote(actor=cabinet.clerk, meeting=running)
    vote(cabinet, running, ballot, 1, 2, 3)
    with refused("block_waits"):
        services.start_next_item(actor=cabinet.clerk, meeting=running)
    with refused("block_waits"):
        services.end_item(actor=cabinet.clerk, meeting=running, item=item(running, 1))
    services.settle_block(actor=cabinet.clerk, meeting=running)
    with refused("block_concluded"):
        services.settle_block(actor=cabinet.clerk, meeting=running)
    following = services.start_next_item(actor=cabinet.clerk, meeting=running)
    assert following is not None
    assert following.order == 3


def test_the_minutes_tell_of_every_item_of_the_block(cabinet: Cabinet, meeting: Meeting) -> None:
    announce(cabinet, meeting, 1, 2)
    running = opened(cabinet, meeting)
    vote(cabinet, running, services.open_block_vote(actor=cabinet.clerk, meeting=running), 1, 2, 3)
    services.settle_block(actor=cabinet.clerk, meeting=running)
    facts = gather(running)
    assert [(each.order, each.ended, each.conclusion[:19]) for each in facts.items] == [
        (1, True, "Thông qua theo khối"),
        (2, True, "Thông qua theo khối"),
    ]
    assert "Nội dung này không biểu quyết" not in str(compose_minutes(facts))


def test_the_forecast_counts_a_minute_for_an_item_of_the_block(cabinet: Cabinet, meeting: Meeting) -> None:
    announce(cabinet, meeting, 1)
    assert [each.minutes for each in positions_matrix(meeting).forecast.items] == [1, 15, 15]


def test_a_reason_of_too_many_words_is_refused_in_words_and_the_item_stays_in_the_block(
    cabinet: Cabinet, meeting: Meeting
) -> None:
    say(cabinet, meeting, 3, 1, "none")
    announce(cabinet, meeting, 1)
    client = Client()
    client.force_login(cabinet.minister)
    address = reverse("block_pull", args=[meeting.pk, item(meeting, 1).pk])
    words = "ký tự; nội dung vẫn nằm trong khối"
    assert words in client.post(address, {"reason": "ặ" * 301}, follow=True).content.decode()
    assert item(meeting, 1).block_item.pulled_at is None


def test_the_end_reckoned_in_the_room_counts_the_block_as_the_forecast_does_until_it_falls(
    cabinet: Cabinet, meeting: Meeting
) -> None:
    announce(cabinet, meeting, 1, 2)
    running = opened(cabinet, meeting)

    def minutes() -> list[int]:
        return [each.minutes_to_come for each in read(Reading(Meeting.objects.get(pk=running.pk))).items]

    assert minutes() == [1, 1, 15]
    vote(cabinet, running, services.open_block_vote(actor=cabinet.clerk, meeting=running), 1)
    services.settle_block(actor=cabinet.clerk, meeting=running)
    assert minutes() == [15, 15, 15]
    assert [each.minutes for each in positions_matrix(running).forecast.items] == [15, 15]
