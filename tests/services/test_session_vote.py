"""Votes in session: opening, voting from where the seat is, closing and the count with its arithmetic."""

from uuid import uuid4

import pytest

from ballots.frozen import frozen_facts
from ballots.models import Answer, Ballot
from meetings.models import Meeting
from meetings.rules import Presence
from meetings.services import cast_vote, close_vote, end_item, open_vote_on_item, start_next_item
from people.models import Role, Seat, SeatKind
from tests.cast import SINCE, Cabinet, appoint, person
from tests.services.saying import kinds, newest, not_allowed, refused


def test_opening_freezes_the_electorate_and_says_what_is_needed(
    cabinet: Cabinet, running_meeting: Meeting
) -> None:
    ballot = cabinet.open_vote(running_meeting)
    item = running_meeting.items.get(order=1)
    assert [elector.person for elector in ballot.electors.all()] == list(cabinet.holders.values())
    assert newest(running_meeting.stream).facts == {
        "ballot": str(ballot.pk),
        "item": str(item.pk),
        "subject": item.matter.title,
        "electorate": 5,
        "needed": 3,
        "content": ballot.subject,
        **frozen_facts(ballot),
    }


def test_one_vote_at_a_time_on_the_running_item_with_a_quorum(cabinet: Cabinet) -> None:
    meeting = cabinet.running_meeting()
    _first, second = meeting.items.order_by("order")
    with refused("item_not_running"):
        open_vote_on_item(actor=cabinet.clerk, meeting=meeting, item=second)
    cabinet.open_vote(meeting)
    with refused("vote_running"):
        cabinet.open_vote(meeting)
    other = cabinet.running_meeting()
    for seat in cabinet.seats[3:]:
        cabinet.note(other, seat, Presence.LEFT)
    with refused("no_quorum", attending=3, needed=4):
        cabinet.open_vote(other)


def test_a_vote_from_the_room_and_one_from_afar_are_counted(cabinet: Cabinet) -> None:
    meeting = cabinet.running_meeting(remote=[4])
    ballot = cabinet.open_vote(meeting)
    room, afar = cabinet.vote(meeting, ballot, 3), cabinet.vote(meeting, ballot, 4, "against")
    places = dict(Answer.objects.values_list("elector__order", "place"))
    assert places == {3: "in_room", 4: "remote"}
    assert (room.revision, afar.revision) == (1, 1)
    entry = newest(meeting.stream)
    assert (entry.kind, entry.actor, entry.seq) == ("answer.cast", cabinet.holders[4].key, afar.seq)


@pytest.mark.parametrize(
    ("presence", "code"),
    [
        (Presence.ABSENT, "seat_absent"),
        (Presence.LEFT, "seat_absent"),
        (Presence.DEPUTY, "deputy_may_not_vote"),
    ],
)
def test_who_is_not_there_does_not_vote(cabinet: Cabinet, presence: Presence, code: str) -> None:
    meeting = cabinet.running_meeting()
    ballot = cabinet.open_vote(meeting)
    cabinet.note(meeting, cabinet.minister_seat, presence)
    with refused(code, office="Bộ trưởng Bộ Xây dựng"):
        cabinet.vote(meeting, ballot, 3)
    assert not Answer.objects.exists()


def test_only_holders_of_a_seat_vote(cabinet: Cabinet, running_meeting: Meeting, open_vote: Ballot) -> None:
    others = (cabinet.deputy, cabinet.assistant, cabinet.clerk, cabinet.guest, cabinet.auditor)
    for somebody in (*others, cabinet.outsider):
        with not_allowed("may_vote_in_meeting"):
            cast_vote(
                actor=somebody,
                meeting=running_meeting,
                ballot=open_vote,
                choice="for",
                named=0,
                key=uuid4(),
            )


def test_a_vote_is_changed_by_naming_the_one_it_replaces(
    cabinet: Cabinet, running_meeting: Meeting, open_vote: Ballot
) -> None:
    cabinet.vote(running_meeting, open_vote, 3)
    with refused("answer_changed", revision=1):
        cabinet.vote(running_meeting, open_vote, 3, "against")
    assert cabinet.vote(running_meeting, open_vote, 3, "against", named=1).revision == 2
    with refused("answer_changed", revision=2):
        cabinet.vote(running_meeting, open_vote, 3, "other", named=7)


def test_the_same_key_gets_the_same_receipt_even_later(
    cabinet: Cabinet, running_meeting: Meeting, open_vote: Ballot
) -> None:
    key = uuid4()

    def again() -> object:
        return cast_vote(
            actor=cabinet.minister,
            meeting=running_meeting,
            ballot=open_vote,
            choice="for",
            named=0,
            key=key,
        )

    receipt = again()
    cabinet.vote(running_meeting, open_vote, 3, "against", named=1)
    assert again() == receipt
    cabinet.note(running_meeting, cabinet.minister_seat, Presence.LEFT)
    assert again() == receipt
    close_vote(actor=cabinet.clerk, meeting=running_meeting, ballot=open_vote)
    assert again() == receipt


def test_a_key_of_somebody_else_or_with_another_choice_is_refused(
    cabinet: Cabinet, running_meeting: Meeting, open_vote: Ballot
) -> None:
    key = uuid4()

    def cast(order: int, choice: str) -> None:
        cast_vote(
            actor=cabinet.holders[order],
            meeting=running_meeting,
            ballot=open_vote,
            choice=choice,
            named=0,
            key=key,
        )

    cast(3, "for")
    with refused("answer_key_reused"):
        cast(3, "against")
    with refused("answer_key_reused"):
        cast(4, "for")
    assert Answer.objects.count() == 1


@pytest.mark.parametrize(("choice", "code"), [("", "question_unanswered"), ("maybe", "choice_unknown")])
def test_a_choice_that_there_is_not_is_refused(
    cabinet: Cabinet, running_meeting: Meeting, open_vote: Ballot, choice: str, code: str
) -> None:
    with refused(code, number=1):
        cabinet.vote(running_meeting, open_vote, 3, choice)


def test_a_vote_of_another_meeting_is_not_reached_through_this_one(cabinet: Cabinet) -> None:
    here, there = cabinet.running_meeting(), cabinet.running_meeting(absent=[5])
    ballot = cabinet.open_vote(there)
    with refused("ballot_not_open"):
        cabinet.vote(here, ballot, 5)
    with refused("ballot_not_open"):
        cabinet.vote(here, cabinet.open_ballot(), 5)
    assert not Answer.objects.exists()


def test_a_seat_made_after_sending_does_not_vote_before_it_is_noted(cabinet: Cabinet) -> None:
    meeting = cabinet.running_meeting()
    seat = Seat.objects.create(
        body=cabinet.body,
        order=6,
        key="moi",
        office_vi="Bộ trưởng Bộ mới",
        short_vi="Bộ mới",
        kind=SeatKind.MINISTER,
        valid_from=SINCE,
    )
    newcomer = person("newcomer")
    appoint(newcomer, seat, Role.HOLDER)
    ballot = cabinet.open_vote(meeting)
    with refused("seat_absent", office="Bộ trưởng Bộ mới"):
        cast_vote(actor=newcomer, meeting=meeting, ballot=ballot, choice="for", named=0, key=uuid4())


def test_closing_counts_everybody_and_shows_its_arithmetic(cabinet: Cabinet) -> None:
    meeting = cabinet.running_meeting(remote=[4], absent=[5])
    ballot = cabinet.open_vote(meeting)
    for order, choice in ((1, "for"), (2, "against"), (3, "for"), (4, "for")):
        cabinet.vote(meeting, ballot, order, choice)
    closed = close_vote(actor=cabinet.clerk, meeting=meeting, ballot=ballot)
    facts = newest(meeting.stream).facts
    assert (closed.status, newest(meeting.stream).kind) == ("closed", "vote.closed")
    tally = {name: facts["tally"][name] for name in ("electorate", "for", "against", "silent", "for_remote")}
    assert tally == {"electorate": 5, "for": 3, "against": 1, "silent": 1, "for_remote": 1}
    outcome = {name: facts["outcome"][name] for name in ("decision", "base", "needed", "received")}
    assert outcome == {"decision": "adopted", "base": 5, "needed": 3, "received": 3}
    assert [(seat["order"], seat["choice"], seat["place"]) for seat in facts["seats"]] == [
        (1, "for", "in_room"),
        (2, "against", "in_room"),
        (3, "for", "in_room"),
        (4, "for", "remote"),
        (5, None, None),
    ]
    assert [seat for seat, _digest in facts["answers"]] == [1, 2, 3, 4]


@pytest.mark.parametrize(
    ("choices", "decision"),
    [
        (["for", "for", "for", None, None], "adopted"),
        (["for", "for", None, None, None], "not_adopted"),
        (["for", "for", "against", "against", None], "needs_ruling"),
        (["for", "against", "for", "against", "other"], "adopted_by_tie_break"),
        (["against", "for", "for", "against", "other"], "not_adopted_by_tie_break"),
        (["other", "for", "for", "against", "against"], "needs_ruling"),
    ],
)
def test_what_the_count_decides(cabinet: Cabinet, choices: list[str | None], decision: str) -> None:
    meeting = cabinet.running_meeting()
    ballot = cabinet.open_vote(meeting)
    for order, choice in enumerate(choices, start=1):
        if choice:
            cabinet.vote(meeting, ballot, order, choice)
    closed = close_vote(actor=cabinet.chair, meeting=meeting, ballot=ballot)
    assert closed.result is not None
    assert closed.result["questions"][0]["outcome"]["decision"] == decision


def test_after_closing_no_vote_is_counted_and_a_second_closing_changes_nothing(
    cabinet: Cabinet, running_meeting: Meeting, open_vote: Ballot
) -> None:
    closed = close_vote(actor=cabinet.clerk, meeting=running_meeting, ballot=open_vote)
    with refused("ballot_closed", closed_at=closed.closed_at):
        cabinet.vote(running_meeting, open_vote, 3)
    close_vote(actor=cabinet.second_clerk, meeting=running_meeting, ballot=open_vote)
    assert kinds(running_meeting.stream).count("vote.closed") == 1


def test_a_second_vote_on_an_item_stands_beside_the_first(
    cabinet: Cabinet, running_meeting: Meeting, open_vote: Ballot
) -> None:
    close_vote(actor=cabinet.clerk, meeting=running_meeting, ballot=open_vote, publish=True)
    second = cabinet.open_vote(running_meeting)
    item = running_meeting.items.get(order=1)
    assert [vote.ballot for vote in item.votes.all()] == [open_vote, second]


def test_who_votes_and_then_leaves_has_voted(cabinet: Cabinet) -> None:
    meeting = cabinet.running_meeting()
    ballot = cabinet.open_vote(meeting)
    cabinet.vote(meeting, ballot, 3)
    cabinet.note(meeting, cabinet.minister_seat, Presence.LEFT)
    closed = close_vote(actor=cabinet.clerk, meeting=meeting, ballot=ballot)
    assert closed.result is not None
    assert closed.result["questions"][0]["tally"]["for"] == 1


def test_a_minister_neither_opens_nor_closes(
    cabinet: Cabinet, running_meeting: Meeting, open_vote: Ballot
) -> None:
    item = running_meeting.items.get(order=1)
    with not_allowed("may_run_meeting"):
        open_vote_on_item(actor=cabinet.minister, meeting=running_meeting, item=item)
    with not_allowed("may_run_meeting"):
        close_vote(actor=cabinet.minister, meeting=running_meeting, ballot=open_vote)


def test_an_item_without_a_vote_goes_by(cabinet: Cabinet, running_meeting: Meeting) -> None:
    end_item(actor=cabinet.clerk, meeting=running_meeting, item=running_meeting.items.get(order=1))
    assert start_next_item(actor=cabinet.clerk, meeting=running_meeting) is not None
    assert not Ballot.objects.exists()
