"""A member with a conflict of interest takes no part in an item: no vote, and the record says why."""

from meetings.models import AgendaItem, Meeting
from meetings.services import close_vote, lift_recusal, recuse_member, start_next_item
from tests.cast import Cabinet
from tests.services.saying import kinds, newest, not_allowed, refused

REASON = "Là người có liên quan"


def recuse(cabinet: Cabinet, meeting: Meeting, order: int = 1, reason: str = REASON) -> AgendaItem:
    """The minister takes no part in the item of this number."""
    item = meeting.items.get(order=order)
    recuse_member(actor=cabinet.clerk, meeting=meeting, item=item, seat=cabinet.minister_seat, reason=reason)
    return item


def test_it_is_noted_with_its_reason(cabinet: Cabinet, running_meeting: Meeting) -> None:
    item = recuse(cabinet, running_meeting, reason="  Là người  có liên quan ")
    entry = newest(running_meeting.stream)
    assert (entry.kind, entry.subject) == ("recusal.noted", item.key)
    assert (entry.facts["seat"], entry.facts["reason"]) == (3, REASON)
    with refused("recusal_without_reason"):
        recuse(cabinet, running_meeting, reason="  ")


def test_the_member_cannot_vote_on_this_item_and_all_members_stay_the_base(
    cabinet: Cabinet, running_meeting: Meeting
) -> None:
    recuse(cabinet, running_meeting)
    ballot = cabinet.open_vote(running_meeting)
    with refused("member_recused", office="Bộ trưởng Bộ Xây dựng"):
        cabinet.vote(running_meeting, ballot, 3)
    for order in (1, 2, 4):
        cabinet.vote(running_meeting, ballot, order)
    close_vote(actor=cabinet.clerk, meeting=running_meeting, ballot=ballot)
    facts = newest(running_meeting.stream).facts
    assert facts["recused"] == [3]
    assert (facts["outcome"]["received"], facts["outcome"]["base"]) == (3, 5)


def test_on_the_next_item_the_member_votes(cabinet: Cabinet, running_meeting: Meeting) -> None:
    recuse(cabinet, running_meeting)
    start_next_item(actor=cabinet.clerk, meeting=running_meeting)
    assert cabinet.vote(running_meeting, cabinet.open_vote(running_meeting), 3).revision == 1


def test_whoever_has_voted_has_taken_part(cabinet: Cabinet, running_meeting: Meeting) -> None:
    cabinet.vote(running_meeting, cabinet.open_vote(running_meeting), 3)
    with refused("recusal_after_vote"):
        recuse(cabinet, running_meeting)


def test_it_is_lifted_once(cabinet: Cabinet, running_meeting: Meeting) -> None:
    item, seat = recuse(cabinet, running_meeting), cabinet.minister_seat
    for _time in range(2):
        lift_recusal(actor=cabinet.clerk, meeting=running_meeting, item=item, seat=seat)
    assert kinds(running_meeting.stream).count("recusal.lifted") == 1
    assert cabinet.vote(running_meeting, cabinet.open_vote(running_meeting), 3).revision == 1


def test_a_member_does_not_note_it_himself(cabinet: Cabinet, running_meeting: Meeting) -> None:
    item = running_meeting.items.get(order=1)
    with not_allowed("may_run_meeting"):
        recuse_member(
            actor=cabinet.minister,
            meeting=running_meeting,
            item=item,
            seat=cabinet.minister_seat,
            reason=REASON,
        )
