"""Positions before the session: who gives them, on which papers, until when; what staff prepare is none."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from core.journal import entries, problems
from core.refusals import NotAllowed, Refusal
from core.triggers import released
from meetings import services
from meetings.models import AgendaItem, Meeting, Position
from meetings.rules import position_digest
from meetings.selectors import SweepRow, sweep_sheet
from people.models import Person, Role
from tests.cast import Cabinet


@pytest.fixture
def meeting(cabinet: Cabinet) -> Meeting:
    """Sent, with three items; the third has no paper yet."""
    found = cabinet.sent_meeting(items=3)
    for item in found.items.filter(order__lte=2):
        cabinet.paper(item.matter)
    return found


def item(meeting: Meeting, order: int = 1) -> AgendaItem:
    return meeting.items.select_related("matter").get(order=order)


def row(cabinet: Cabinet, meeting: Meeting, order: int = 1, *, preparing: bool = False) -> SweepRow:
    sheet = sweep_sheet(meeting, cabinet.minister_seat, preparing=preparing)
    return next(each for each in sheet if each.item.order == order)


def state(cabinet: Cabinet, meeting: Meeting, stance: str, text: str = "", order: int = 1) -> Position:
    seen = row(cabinet, meeting, order).seen
    return services.state_position(
        actor=cabinet.minister,
        meeting=meeting,
        item=item(meeting, order),
        stance=stance,
        text=text,
        seen=seen,
    )


def prepare(cabinet: Cabinet, meeting: Meeting, stance: str, text: str = "", order: int = 1) -> int:
    seen = row(cabinet, meeting, order, preparing=True).seen
    prepared = services.prepare_position(
        actor=cabinet.assistant,
        meeting=meeting,
        item=item(meeting, order),
        stance=stance,
        text=text,
        seen=seen,
    )
    return prepared.number


def refused(code: str) -> "pytest.RaisesExc[Refusal]":
    return pytest.raises(Refusal, match=f"^{code}$")


def test_a_position_is_kept_with_the_digest_of_the_papers_and_the_journal_keeps_only_its_digest(
    cabinet: Cabinet, meeting: Meeting
) -> None:
    given = state(cabinet, meeting, "opinion", "Đề nghị làm rõ kinh phí.")
    entry = entries(meeting.stream).get(kind="position.stated")
    assert (given.stance, given.text, given.papers) == (
        "opinion",
        "Đề nghị làm rõ kinh phí.",
        row(cabinet, meeting).seen,
    )
    assert entry.facts == {
        "item": str(item(meeting).pk),
        "order": 1,
        "seat": cabinet.minister_seat.order,
        "revision": 1,
        "digest": position_digest(given.salt, given.stance, given.text, given.papers),
        "papers": given.papers,
        "of": [str(given.seat_id), str(given.matter_id)],
    }
    assert (given.seq, given.at) == (entry.seq, entry.at)


@pytest.mark.parametrize("column", ["matter", "seat", "person", "stance", "text", "papers", "salt", "at"])
def test_a_position_that_says_something_else_than_was_stated_is_found(
    cabinet: Cabinet, meeting: Meeting, column: str
) -> None:
    given = state(cabinet, meeting, "opinion", "Đề nghị làm rõ kinh phí.")
    other = {
        "matter": item(meeting, 2).matter,
        "seat": cabinet.seats[0],
        "person": cabinet.chair,
        "stance": "speak",
        "text": "Đồng ý.",
        "papers": "0" * 64,
        "salt": "0" * 32,
        "at": given.at + timedelta(microseconds=1),
    }
    assert list(problems()) == []
    with released(connection):
        Position.objects.update(**{column: other[column]})
    assert [each.seq for each in problems()] == [given.seq]


def test_a_position_that_is_gone_is_missed(cabinet: Cabinet, meeting: Meeting) -> None:
    given = state(cabinet, meeting, "none")
    with released(connection):
        Position.objects.all()._raw_delete("default")
    assert [(each.seq, each.what) for each in problems()] == [
        (given.seq, "the position that was stated is missing")
    ]


def test_what_was_said_before_stays_as_a_revision_and_saying_it_again_changes_nothing(
    cabinet: Cabinet, meeting: Meeting
) -> None:
    state(cabinet, meeting, "opinion", "Chưa rõ.")
    state(cabinet, meeting, "none")
    again = state(cabinet, meeting, "none")
    found = Position.objects.filter(meeting=meeting).order_by("revision")
    assert [(each.revision, each.stance, each.text) for each in found] == [
        (1, "opinion", "Chưa rõ."),
        (2, "none", ""),
    ]
    assert again.revision == 2
    assert row(cabinet, meeting).text == "Chưa rõ."  # offered again when an opinion is chosen again


def test_an_opinion_is_written_down_and_a_wish_to_speak_needs_no_text(
    cabinet: Cabinet, meeting: Meeting
) -> None:
    with refused("position_needs_text"):
        state(cabinet, meeting, "opinion", "  \n ")
    with refused("position_malformed"):
        state(cabinet, meeting, "for")
    with refused("position_too_long"):
        state(cabinet, meeting, "opinion", "x" * 4001)
    assert state(cabinet, meeting, "speak").text == ""


def test_a_position_on_papers_that_were_replaced_meanwhile_is_refused(
    cabinet: Cabinet, meeting: Meeting
) -> None:
    before = row(cabinet, meeting)
    cabinet.paper(before.item.matter, replaces=before.item.matter.documents.get())
    with refused("position_papers_replaced"):
        services.state_position(
            actor=cabinet.minister, meeting=meeting, item=before.item, stance="none", seen=before.seen
        )


def test_a_paper_replaced_later_makes_a_position_stale_until_it_is_confirmed(
    cabinet: Cabinet, meeting: Meeting
) -> None:
    state(cabinet, meeting, "speak", "Về Điều 21.")
    matter = item(meeting).matter
    cabinet.paper(matter, replaces=matter.documents.get())
    stale = row(cabinet, meeting)
    assert stale.stale
    services.confirm_position(actor=cabinet.minister, meeting=meeting, item=stale.item, seen=stale.seen)
    confirmed = row(cabinet, meeting)
    assert (confirmed.stale, confirmed.stance, confirmed.text) == (False, "speak", "Về Điều 21.")


def test_nothing_is_confirmed_where_nothing_was_said(cabinet: Cabinet, meeting: Meeting) -> None:
    with refused("position_nothing_to_confirm"):
        services.confirm_position(
            actor=cabinet.minister, meeting=meeting, item=item(meeting), seen=row(cabinet, meeting).seen
        )


def test_a_position_may_be_changed_until_its_item_is_called(cabinet: Cabinet) -> None:
    running = cabinet.running_meeting(items=2)
    with refused("position_item_called"):
        state(cabinet, running, "none", order=1)
    assert state(cabinet, running, "none", order=2).revision == 1
    services.close_meeting(actor=cabinet.clerk, meeting=running)
    with refused("meeting_closed"):
        state(cabinet, running, "speak", order=2)


def test_no_objection_to_the_rest_covers_what_has_a_paper_and_no_answer(
    cabinet: Cabinet, meeting: Meeting
) -> None:
    state(cabinet, meeting, "speak", order=2)
    seen = {each.item.pk: each.seen for each in sweep_sheet(meeting, cabinet.minister_seat, preparing=False)}
    services.state_no_objection_to_rest(actor=cabinet.minister, meeting=meeting, seen=seen)
    assert [row(cabinet, meeting, order).stance for order in (1, 2, 3)] == ["none", "speak", ""]
    with refused("position_rest_empty"):
        services.state_no_objection_to_rest(actor=cabinet.minister, meeting=meeting, seen=seen)


def test_no_objection_to_the_rest_leaves_an_item_whose_papers_the_member_has_not_seen(
    cabinet: Cabinet, meeting: Meeting
) -> None:
    seen = {each.item.pk: each.seen for each in sweep_sheet(meeting, cabinet.minister_seat, preparing=False)}
    matter = item(meeting, 1).matter
    cabinet.paper(matter, replaces=matter.documents.get())
    services.state_no_objection_to_rest(actor=cabinet.minister, meeting=meeting, seen=seen)
    assert [row(cabinet, meeting, order).stance for order in (1, 2, 3)] == ["", "none", ""]


def test_only_the_holder_of_a_seat_gives_positions_and_only_its_assistant_prepares_them(
    cabinet: Cabinet, meeting: Meeting
) -> None:
    seen = row(cabinet, meeting).seen

    def stating(who: Person) -> bool:
        try:
            services.state_position(actor=who, meeting=meeting, item=item(meeting), stance="none", seen=seen)
        except NotAllowed:
            return False
        return True

    everybody = [person for person in cabinet.characters().values() if person is not None]
    assert [who for who in everybody if stating(who)] == [
        cabinet.chair,
        cabinet.minister,
        cabinet.second_minister,
    ]
    for who in everybody:
        if who != cabinet.assistant:
            with pytest.raises(NotAllowed):
                services.prepare_position(
                    actor=who, meeting=meeting, item=item(meeting), stance="none", seen=seen
                )


def test_what_the_staff_prepared_counts_for_nothing_until_the_member_adopts_it(
    cabinet: Cabinet, meeting: Meeting
) -> None:
    number = prepare(cabinet, meeting, "opinion", "Nhất trí; đề nghị bổ sung Điều 5.")
    offered = row(cabinet, meeting)
    assert (offered.answered, offered.offered and offered.offered.text) == (
        False,
        "Nhất trí; đề nghị bổ sung Điều 5.",
    )
    adopted = services.adopt_position(
        actor=cabinet.minister, meeting=meeting, item=offered.item, number=number, seen=offered.seen
    )
    assert (adopted.stance, adopted.text, adopted.person) == (
        "opinion",
        "Nhất trí; đề nghị bổ sung Điều 5.",
        cabinet.minister,
    )
    assert row(cabinet, meeting).offered is None


def test_what_was_prepared_anew_or_taken_back_is_not_adopted_unseen(
    cabinet: Cabinet, meeting: Meeting
) -> None:
    number = prepare(cabinet, meeting, "speak")
    prepare(cabinet, meeting, "none")
    seen = row(cabinet, meeting).seen
    with refused("position_prepared_gone"):
        services.adopt_position(
            actor=cabinet.minister, meeting=meeting, item=item(meeting), number=number, seen=seen
        )
    last = prepare(cabinet, meeting, "")
    with refused("position_prepared_gone"):
        services.adopt_position(
            actor=cabinet.minister, meeting=meeting, item=item(meeting), number=last, seen=seen
        )
    assert row(cabinet, meeting).offered is None


def test_everything_prepared_is_adopted_at_once_except_what_was_answered_or_is_stale(
    cabinet: Cabinet, meeting: Meeting
) -> None:
    for order, stance in ((1, "none"), (2, "speak"), (3, "none")):
        prepare(cabinet, meeting, stance, order=order)
    state(cabinet, meeting, "opinion", "Của tôi.", order=3)
    matter = item(meeting, 2).matter
    cabinet.paper(matter, replaces=matter.documents.get())
    sheet = sweep_sheet(meeting, cabinet.minister_seat, preparing=False)
    services.adopt_all_prepared(
        actor=cabinet.minister,
        meeting=meeting,
        seen={each.item.pk: each.seen for each in sheet},
        numbers={each.item.pk: 1 for each in sheet},
    )
    assert [row(cabinet, meeting, order).stance for order in (1, 2, 3)] == ["none", "", "opinion"]


def test_the_journal_names_no_word_of_what_was_prepared(cabinet: Cabinet, meeting: Meeting) -> None:
    prepare(cabinet, meeting, "opinion", "Chữ của trợ lý.")
    state(cabinet, meeting, "opinion", "Chữ của Bộ trưởng.")
    told = " ".join(str(entry.facts) for entry in entries(meeting.stream))
    assert "Chữ của" not in told
    assert "opinion" not in told


def test_a_restricted_paper_is_not_hinted_at_to_the_staff(cabinet: Cabinet, meeting: Meeting) -> None:
    prepare(cabinet, meeting, "none")
    before = row(cabinet, meeting, preparing=True)
    cabinet.paper(item(meeting).matter, "Hạn chế", restricted=True)
    after = row(cabinet, meeting, preparing=True)
    assert (after.seen, after.stale, len(after.papers)) == (before.seen, False, len(before.papers))
    assert row(cabinet, meeting).seen != before.seen


def test_an_item_taken_off_the_agenda_and_put_on_again_finds_its_positions(
    cabinet: Cabinet, meeting: Meeting
) -> None:
    state(cabinet, meeting, "speak")
    matter = item(meeting).matter
    services.remove_item(actor=cabinet.clerk, meeting=meeting, item=item(meeting))
    services.add_item(actor=cabinet.clerk, meeting=meeting, matter=matter, minutes=15)
    assert row(cabinet, meeting, order=3).stance == "speak"


def test_no_position_is_changed_or_removed_behind_the_journal(cabinet: Cabinet, meeting: Meeting) -> None:
    given = state(cabinet, meeting, "none")
    with pytest.raises(DatabaseError), transaction.atomic():
        Position.objects.filter(pk=given.pk).update(stance="speak")
    with pytest.raises(DatabaseError), transaction.atomic():
        given.delete()


def test_the_assistant_of_another_body_prepares_nothing_here(cabinet: Cabinet, meeting: Meeting) -> None:
    appointment = cabinet.assistant.appointments.get(role=Role.ASSISTANT)
    appointment.delete()
    with pytest.raises(NotAllowed):
        prepare(cabinet, meeting, "none")
