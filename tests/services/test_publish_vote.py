"""A vote is announced before it opens; its result is published by an act of its own after it is closed."""

import pytest

from ballots.models import Ballot
from meetings.models import Meeting
from meetings.papers import gather
from meetings.services import (
    announce_vote,
    close_meeting,
    close_vote,
    end_item,
    open_vote_on_item,
    publish_vote,
    start_next_item,
    withdraw_announcement,
)
from tests.cast import Cabinet
from tests.services.saying import kinds, newest, not_allowed, refused


def test_the_result_waits_to_be_published(
    cabinet: Cabinet, running_meeting: Meeting, open_vote: Ballot
) -> None:
    close_vote(actor=cabinet.clerk, meeting=running_meeting, ballot=open_vote)
    open_vote.item_vote.refresh_from_db()
    assert open_vote.item_vote.published_at is None
    published = publish_vote(actor=cabinet.chair, meeting=running_meeting, ballot=open_vote)
    assert published.item_vote.published_at is not None
    said = newest(running_meeting.stream)
    assert (said.kind, said.actor, said.facts["ballot"]) == (
        "vote.published",
        cabinet.chair.key,
        str(open_vote.pk),
    )


def test_publishing_again_changes_nothing(
    cabinet: Cabinet, running_meeting: Meeting, open_vote: Ballot
) -> None:
    close_vote(actor=cabinet.clerk, meeting=running_meeting, ballot=open_vote)
    for actor in (cabinet.clerk, cabinet.second_clerk, cabinet.chair):
        publish_vote(actor=actor, meeting=running_meeting, ballot=open_vote)
    assert kinds(running_meeting.stream).count("vote.published") == 1


def test_one_press_may_close_and_publish(
    cabinet: Cabinet, running_meeting: Meeting, open_vote: Ballot
) -> None:
    close_vote(actor=cabinet.clerk, meeting=running_meeting, ballot=open_vote, publish=True)
    assert kinds(running_meeting.stream)[-2:] == ["vote.closed", "vote.published"]


def test_an_open_vote_has_no_result_to_publish(
    cabinet: Cabinet, running_meeting: Meeting, open_vote: Ballot
) -> None:
    with refused("vote_not_closed"):
        publish_vote(actor=cabinet.clerk, meeting=running_meeting, ballot=open_vote)


def test_a_minister_neither_announces_nor_publishes(
    cabinet: Cabinet, running_meeting: Meeting, open_vote: Ballot
) -> None:
    close_vote(actor=cabinet.clerk, meeting=running_meeting, ballot=open_vote)
    item = running_meeting.items.get(order=1)
    with not_allowed("may_run_meeting"):
        publish_vote(actor=cabinet.minister, meeting=running_meeting, ballot=open_vote)
    with not_allowed("may_run_meeting"):
        announce_vote(actor=cabinet.minister, meeting=running_meeting, item=item, seconds=20)


def test_while_members_wait_for_a_result_no_other_vote_opens_and_the_session_is_not_closed(
    cabinet: Cabinet, running_meeting: Meeting, open_vote: Ballot
) -> None:
    close_vote(actor=cabinet.clerk, meeting=running_meeting, ballot=open_vote)
    with refused("vote_unpublished", subject=open_vote.title):
        cabinet.open_vote(running_meeting)
    start_next_item(actor=cabinet.clerk, meeting=running_meeting)
    with refused("vote_unpublished", subject=open_vote.title):
        close_meeting(actor=cabinet.clerk, meeting=running_meeting)
    publish_vote(actor=cabinet.clerk, meeting=running_meeting, ballot=open_vote)
    assert close_meeting(actor=cabinet.clerk, meeting=running_meeting).status == "closed"


def test_the_minutes_hold_a_result_only_when_it_is_published(
    cabinet: Cabinet, running_meeting: Meeting, open_vote: Ballot
) -> None:
    cabinet.vote(running_meeting, open_vote, 3, "against")
    close_vote(actor=cabinet.clerk, meeting=running_meeting, ballot=open_vote)
    [item] = gather(running_meeting).items
    assert (item.votes, item.held_back, item.open_vote) == ((), True, False)
    publish_vote(actor=cabinet.clerk, meeting=running_meeting, ballot=open_vote)
    [item] = gather(running_meeting).items
    assert ([vote.tally.against for vote in item.votes], item.held_back) == ([1], False)


def test_a_vote_is_announced_for_a_moment_and_opened_by_an_act(
    cabinet: Cabinet, running_meeting: Meeting
) -> None:
    item = running_meeting.items.get(order=1)
    item = announce_vote(actor=cabinet.chair, meeting=running_meeting, item=item, seconds=20)
    said = newest(running_meeting.stream)
    assert item.vote_at is not None
    assert said.facts == {"item": str(item.pk), "seconds": 20, "opens_at": item.vote_at.isoformat()}
    assert 19 < (item.vote_at - said.at).total_seconds() <= 20
    with refused("vote_announced_later", at=item.vote_at):
        cabinet.open_vote(running_meeting)
    assert not Ballot.objects.exists()
    open_vote_on_item(actor=cabinet.chair, meeting=running_meeting, item=item, at_once=True)
    item.refresh_from_db()
    assert item.vote_at is None


def test_an_announcement_is_taken_back_once(cabinet: Cabinet, running_meeting: Meeting) -> None:
    item = running_meeting.items.get(order=1)
    announce_vote(actor=cabinet.clerk, meeting=running_meeting, item=item, seconds=30)
    for _again in range(2):
        withdraw_announcement(actor=cabinet.clerk, meeting=running_meeting, item=item)
    item.refresh_from_db()
    assert item.vote_at is None
    assert kinds(running_meeting.stream).count("vote.announcement_withdrawn") == 1


@pytest.mark.parametrize("seconds", [0, -20, 7, 86_400])
def test_only_the_times_that_are_offered_are_announced(
    cabinet: Cabinet, running_meeting: Meeting, seconds: int
) -> None:
    item = running_meeting.items.get(order=1)
    with refused("announcement_malformed"):
        announce_vote(actor=cabinet.clerk, meeting=running_meeting, item=item, seconds=seconds)


def test_a_vote_is_announced_only_where_it_could_be_opened(
    cabinet: Cabinet, running_meeting: Meeting, open_vote: Ballot
) -> None:
    first, second = running_meeting.items.order_by("order")
    with refused("vote_running"):
        announce_vote(actor=cabinet.clerk, meeting=running_meeting, item=first, seconds=20)
    close_vote(actor=cabinet.clerk, meeting=running_meeting, ballot=open_vote, publish=True)
    with refused("item_not_running"):
        announce_vote(actor=cabinet.clerk, meeting=running_meeting, item=second, seconds=20)
    end_item(actor=cabinet.clerk, meeting=running_meeting, item=first)
    with refused("item_not_running"):
        announce_vote(actor=cabinet.clerk, meeting=running_meeting, item=first, seconds=20)
