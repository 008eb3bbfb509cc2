"""Changes of persons, seats and appointments: proposed by one, confirmed by another, told for good."""

from collections.abc import Callable
from datetime import date, timedelta
from uuid import uuid4

import pytest

from core.journal import entries, problems
from core.models import Entry
from core.refusals import NotAllowed, Refusal
from core.time import at, now, today
from meetings.selectors.replies import replies_of
from meetings.services import close_meeting
from people.administration import acts
from people.administration.history import history_of, history_of_person
from people.administration.proposing import confirm_proposal, decline_proposal, withdraw_proposal
from people.administration.selectors import confirmers, proposals_to_decide
from people.administration.wording import WHOLE_HOUSE
from people.models import Appointment, Duty, DutyTerm, Person, Proposal, ProposalStatus, Role
from people.selectors import holders, on_duty, seats_served_by
from people.wording import DUTIES
from tests.cast import Cabinet, duties_of, give_duty, person

REASON = "Quyết định số 12/QĐ-TTg ngày 02/01/2020"
DAY = timedelta(days=1)
OPEN_POINTS = ("item_running", "not_taken", "unconcluded", "unreleased", "unnoted")


def appoint(
    cabinet: Cabinet, who: Person, starts_on: date, role: str = Role.HOLDER, **wishes: bool
) -> Proposal:
    """Propose that somebody comes to the minister's seat."""
    typed = {"seat": cabinet.minister_seat, "role": role, "starts_on": starts_on, "ends_on": None}
    return acts.appoint(
        actor=cabinet.administrator, key=uuid4(), person=who, typed=typed, reason=REASON, **wishes
    )


def end_duty(cabinet: Cabinet, who: Person, last: date) -> Proposal:
    """Propose that somebody's one duty ends."""
    term = DutyTerm.objects.get(person=who)
    return acts.end_duty(actor=cabinet.administrator, key=uuid4(), term=term, last=last, reason=REASON)


def code(act: Callable[[], object]) -> str:
    """The code of the refusal that an act meets."""
    with pytest.raises(Refusal) as no:
        act()
    return no.value.code


def test_a_duty_is_proposed_by_one_and_holds_when_another_confirms(cabinet: Cabinet) -> None:
    proposal = acts.give_duty(
        actor=cabinet.administrator, key=uuid4(), person=cabinet.outsider, duty=Duty.CLERK, reason=REASON
    )
    assert (proposal.status, duties_of(cabinet.outsider)) == ("open", [])
    assert proposals_to_decide(cabinet.head) == [proposal]
    assert proposals_to_decide(cabinet.administrator) == proposals_to_decide(cabinet.clerk) == []
    confirm_proposal(actor=cabinet.head, proposal=proposal)
    assert duties_of(cabinet.outsider) == ["clerk"]
    [line] = history_of_person(cabinet.outsider)
    assert (line.who, line.proposed_by, line.reason) == (
        cabinet.head.name,
        cabinet.administrator.name,
        REASON,
    )
    assert (line.told.about, next((field.was, field.now) for field in line.told.fields)) == (
        f"{cabinet.outsider.name} – {DUTIES['clerk']} ({WHOLE_HOUSE})",
        ("", str(DUTIES["clerk"])),
    )
    assert list(problems()) == []


def test_nobody_confirms_what_he_proposed_or_what_is_about_himself(cabinet: Cabinet) -> None:
    second = person("second-administrator", duty=Duty.PEOPLE)
    own = acts.give_duty(
        actor=cabinet.administrator, key=uuid4(), person=cabinet.outsider, duty=Duty.CLERK, reason=REASON
    )
    about = end_duty(cabinet, second, today())
    assert code(lambda: confirm_proposal(actor=cabinet.administrator, proposal=own)) == "own_proposal"
    assert code(lambda: confirm_proposal(actor=second, proposal=about)) == "proposal_about_oneself"
    assert (
        code(lambda: decline_proposal(actor=second, proposal=about, reason="Không"))
        == "proposal_about_oneself"
    )
    assert (confirmers(own), confirmers(about)) == ([cabinet.head, second], [cabinet.head])
    assert set(Proposal.objects.values_list("status", flat=True)) == {"open"}


@pytest.mark.parametrize("name", ["clerk", "minister", "auditor", "operator", "outsider", "chair", "guest"])
def test_whoever_does_not_administer_changes_nothing(cabinet: Cabinet, name: str) -> None:
    who = getattr(cabinet, name)
    with pytest.raises(NotAllowed):
        acts.give_duty(actor=who, key=uuid4(), person=who, duty=Duty.HEAD, reason=REASON)
    proposal = acts.give_duty(
        actor=cabinet.administrator, key=uuid4(), person=cabinet.outsider, duty=Duty.CLERK, reason=REASON
    )
    with pytest.raises(NotAllowed):
        confirm_proposal(actor=who, proposal=proposal)
    assert set(on_duty(Duty.HEAD)) == {cabinet.head}


def test_the_head_confirms_and_never_proposes(cabinet: Cabinet) -> None:
    with pytest.raises(NotAllowed):
        acts.give_duty(actor=cabinet.head, key=uuid4(), person=cabinet.outsider, duty="clerk", reason=REASON)


def test_a_form_sent_twice_proposes_once_and_a_button_pressed_twice_confirms_once(cabinet: Cabinet) -> None:
    key = uuid4()
    twice = [
        acts.give_duty(
            actor=cabinet.administrator, key=key, person=cabinet.outsider, duty="clerk", reason=REASON
        )
        for _ in range(2)
    ]
    assert twice[0] == twice[1]
    for _ in range(2):
        confirm_proposal(actor=cabinet.head, proposal=twice[0])
    kinds = list(
        Entry.objects.filter(stream__in=["people", cabinet.outsider.key]).values_list("kind", flat=True)
    )
    assert sorted(kinds) == ["duty.given", "proposal.confirmed", "proposal.made"]


def test_the_same_change_does_not_wait_twice(cabinet: Cabinet) -> None:
    def again() -> Proposal:
        return acts.give_duty(
            actor=cabinet.administrator, key=uuid4(), person=cabinet.outsider, duty="clerk", reason=REASON
        )

    first = again()
    assert code(again) == "proposed_already"
    withdraw_proposal(actor=cabinet.administrator, proposal=first)
    assert again().status == ProposalStatus.OPEN


def test_what_changed_meanwhile_is_not_confirmed(cabinet: Cabinet) -> None:
    proposal = acts.give_duty(
        actor=cabinet.administrator, key=uuid4(), person=cabinet.outsider, duty="clerk", reason=REASON
    )
    give_duty(cabinet.outsider, Duty.CLERK)
    assert code(lambda: confirm_proposal(actor=cabinet.head, proposal=proposal)) == "duty_already"
    ends = end_duty(cabinet, cabinet.outsider, today() + DAY)
    DutyTerm.objects.filter(person=cabinet.outsider).update(ends_on=today() + 9 * DAY)
    assert code(lambda: confirm_proposal(actor=cabinet.head, proposal=ends)) == "people_changed_meanwhile"
    assert duties_of(cabinet.outsider) == ["clerk"]


def test_a_seat_changes_hands_on_a_day_and_the_past_keeps_who_sat_there(cabinet: Cabinet) -> None:
    new, first = cabinet.outsider, today() + 10 * DAY
    proposal = appoint(cabinet, new, first, relieve=True)
    assert holders([cabinet.minister_seat])[cabinet.minister_seat.pk] == cabinet.minister
    confirm_proposal(actor=cabinet.head, proposal=proposal)
    assert holders([cabinet.minister_seat])[cabinet.minister_seat.pk] == cabinet.minister
    with at(now() + 10 * DAY):
        assert holders([cabinet.minister_seat])[cabinet.minister_seat.pk] == new
        assert seats_served_by(cabinet.minister, Role.HOLDER) == []
        assert seats_served_by(cabinet.assistant) == []  # he assisted the member, not the office
        assert seats_served_by(cabinet.deputy, Role.DEPUTY) == [cabinet.minister_seat]
    kinds = [line.told.words for line in history_of("seat", cabinet.minister_seat.pk)]
    assert len(kinds) == 3


def test_assistants_may_stay_with_the_new_holder(cabinet: Cabinet) -> None:
    proposal = appoint(cabinet, cabinet.outsider, today() + DAY, relieve=True, assistants_stay=True)
    confirm_proposal(actor=cabinet.head, proposal=proposal)
    with at(now() + DAY):
        assert seats_served_by(cabinet.assistant) == [cabinet.minister_seat]


def test_a_seat_has_one_holder_on_one_day(cabinet: Cabinet) -> None:
    assert code(lambda: appoint(cabinet, cabinet.outsider, today())) == "seat_is_held"
    assert (
        code(lambda: appoint(cabinet, cabinet.outsider, today() - DAY, relieve=True))
        == "hand_over_in_the_past"
    )


def test_nobody_holds_two_seats_of_one_body(cabinet: Cabinet) -> None:
    assert (
        code(lambda: appoint(cabinet, cabinet.second_minister, today() + DAY, relieve=True))
        == "holds_another_seat"
    )


def test_two_proposals_for_one_seat_and_the_second_is_refused_when_it_is_confirmed(cabinet: Cabinet) -> None:
    another = person("another")
    first = appoint(cabinet, cabinet.outsider, today() + DAY, Role.ASSISTANT)
    second = appoint(cabinet, another, today() + DAY, relieve=True)
    confirm_proposal(actor=cabinet.head, proposal=second)
    third = acts.give_duty(
        actor=cabinet.administrator, key=uuid4(), person=another, duty="auditor", reason=REASON
    )
    assert code(lambda: confirm_proposal(actor=cabinet.administrator, proposal=first)) == "own_proposal"
    confirm_proposal(actor=cabinet.head, proposal=first)
    decline_proposal(actor=cabinet.head, proposal=third, reason="Chưa cần")
    assert code(lambda: confirm_proposal(actor=cabinet.head, proposal=third)) == "proposal_decided"


def test_an_appointment_does_not_end_on_a_day_that_is_over(cabinet: Cabinet) -> None:
    holding = Appointment.objects.get(person=cabinet.minister)

    def end(last: date) -> Proposal:
        return acts.end_appointment(
            actor=cabinet.administrator, key=uuid4(), appointment=holding, last=last, reason=REASON
        )

    assert code(lambda: end(today() - 2 * DAY)) == "past_is_kept"
    confirm_proposal(actor=cabinet.head, proposal=end(today() - DAY))
    assert seats_served_by(cabinet.minister) == seats_served_by(cabinet.assistant) == []


def test_an_appointment_can_be_called_off_before_it_begins(cabinet: Cabinet) -> None:
    first = today() + 5 * DAY
    confirm_proposal(actor=cabinet.head, proposal=appoint(cabinet, cabinet.outsider, first, Role.ASSISTANT))
    made = Appointment.objects.get(person=cabinet.outsider)
    off = acts.end_appointment(
        actor=cabinet.administrator, key=uuid4(), appointment=made, last=first - DAY, reason=REASON
    )
    confirm_proposal(actor=cabinet.head, proposal=off)
    with at(now() + 6 * DAY):
        assert seats_served_by(cabinet.outsider) == []
    confirm_proposal(actor=cabinet.head, proposal=appoint(cabinet, cabinet.outsider, first, Role.ASSISTANT))


def test_a_suspension_waits_but_an_urgent_one_holds_at_once(cabinet: Cabinet) -> None:
    def suspend(who: Person, urgent: bool) -> Proposal:
        return acts.suspend_person(
            actor=cabinet.administrator, key=uuid4(), person=who, reason="Mất máy", urgent=urgent
        )

    suspend(cabinet.outsider, False)
    urgent = suspend(cabinet.minister, True)
    for who in (cabinet.outsider, cabinet.minister):
        who.refresh_from_db()
    assert (cabinet.outsider.is_active, cabinet.minister.is_active) == (True, False)
    assert (urgent.status, urgent.in_effect) == ("open", True)
    confirm_proposal(actor=cabinet.head, proposal=urgent)
    cabinet.minister.refresh_from_db()
    assert not cabinet.minister.is_active
    again = acts.reinstate_person(
        actor=cabinet.administrator, key=uuid4(), person=cabinet.minister, reason="Đã tìm thấy"
    )
    confirm_proposal(actor=cabinet.head, proposal=again)
    assert Person.objects.get(pk=cabinet.minister.pk).is_active
    assert [line.reason for line in history_of_person(cabinet.minister)] == ["Đã tìm thấy", "Mất máy"]


@pytest.mark.parametrize("end", ["declined", "withdrawn"])
def test_an_urgent_suspension_that_is_not_confirmed_ends(cabinet: Cabinet, end: str) -> None:
    urgent = acts.suspend_person(
        actor=cabinet.administrator, key=uuid4(), person=cabinet.minister, reason="Nghi ngờ", urgent=True
    )
    if end == "declined":
        decline_proposal(actor=cabinet.head, proposal=urgent, reason="Không có căn cứ")
    else:
        withdraw_proposal(actor=cabinet.administrator, proposal=urgent)
    cabinet.minister.refresh_from_db()
    assert cabinet.minister.is_active
    kinds = list(entries(cabinet.minister.key).values_list("kind", flat=True))
    assert kinds == ["person.suspended", "person.reinstated"]


def test_nobody_suspends_the_only_one_who_could_confirm_it(cabinet: Cabinet) -> None:
    assert (
        code(
            lambda: acts.suspend_person(
                actor=cabinet.administrator, key=uuid4(), person=cabinet.head, reason="Gấp", urgent=True
            )
        )
        == "nobody_would_confirm"
    )
    cabinet.head.refresh_from_db()
    assert cabinet.head.is_active


def test_the_last_administrator_stays(cabinet: Cabinet) -> None:
    def leave() -> Proposal:
        return end_duty(cabinet, cabinet.administrator, today() + 30 * DAY)

    assert code(leave) == "last_administrator"
    second = give_duty(person("second-administrator"), Duty.PEOPLE)
    DutyTerm.objects.filter(pk=second.pk).update(ends_on=today() + 30 * DAY)
    assert code(leave) == "last_administrator"
    DutyTerm.objects.filter(pk=second.pk).update(ends_on=None)
    assert leave().status == "open"


def test_an_account_is_made_at_once_and_opens_nothing(cabinet: Cabinet) -> None:
    typed = {"username": "moi", "label_vi": "Người mới", "label_en": "New", "email": ""}
    made = acts.create_person(actor=cabinet.administrator, key=uuid4(), typed=typed)
    new = Person.objects.get(username="moi")
    assert (made.status, duties_of(new), new.has_usable_password()) == ("at_once", [], False)
    assert (
        code(lambda: acts.create_person(actor=cabinet.administrator, key=uuid4(), typed=typed))
        == "username_taken"
    )


@pytest.mark.parametrize(
    "username", ["Moi", "mới", "а-cyrillic", "two words", "", "-a", "a" * 81, "a\u200bb"]
)
def test_an_account_is_not_named_so_that_it_can_be_mistaken(cabinet: Cabinet, username: str) -> None:
    """Abuse case 97: one script, nothing that cannot be seen."""
    typed = {"username": username, "label_vi": "Người mới", "label_en": "", "email": ""}
    assert (
        code(lambda: acts.create_person(actor=cabinet.administrator, key=uuid4(), typed=typed))
        == "username_unfit"
    )


def test_a_seat_begins_and_ends_on_a_day_with_its_appointments(cabinet: Cabinet) -> None:
    last = today() + 3 * DAY
    end = acts.end_seat(
        actor=cabinet.administrator, key=uuid4(), seat=cabinet.minister_seat, last=last, reason=REASON
    )
    confirm_proposal(actor=cabinet.head, proposal=end)
    cabinet.minister_seat.refresh_from_db()
    assert cabinet.minister_seat.valid_to == last
    served = cabinet.minister_seat.appointments.values_list("ends_on", flat=True)
    assert set(served) == {last}
    typed = {
        "key": "xay-dung",
        "order": 3,
        "office_vi": "Bộ trưởng Bộ Xây dựng và Giao thông",
        "office_en": "",
        "short_vi": "Xây dựng",
        "short_en": "",
        "kind": "minister",
        "chair_rank": None,
        "agencies": [cabinet.lead],
        "valid_from": last,
        "valid_to": None,
    }

    def begin(first: date) -> Proposal:
        return acts.create_seat(
            actor=cabinet.administrator,
            key=uuid4(),
            body=cabinet.body,
            typed={**typed, "valid_from": first},
            reason=REASON,
        )

    assert code(lambda: begin(last)) == "seat_place_taken"
    confirm_proposal(actor=cabinet.head, proposal=begin(last + DAY))
    seat = cabinet.body.seats.get(valid_from=last + DAY)
    assert list(seat.agencies.all()) == [cabinet.lead]


def test_a_correction_of_what_somebody_else_corrected_is_refused(cabinet: Cabinet) -> None:
    seen = acts.version_of(cabinet.outsider)

    def correct(name: str) -> Proposal:
        row = Person.objects.get(pk=cabinet.outsider.pk)
        typed = {"label_vi": name, "label_en": "X"}
        return acts.correct(actor=cabinet.administrator, key=uuid4(), row=row, typed=typed, seen=seen)

    assert correct("Tên một").status == "at_once"
    assert code(lambda: correct("Tên hai")) == "people_changed_meanwhile"
    assert Person.objects.get(pk=cabinet.outsider.pk).label_vi == "Tên một"


def test_which_acts_need_a_second_person_is_a_setting(cabinet: Cabinet, settings: object) -> None:
    settings.PEOPLE_FOUR_EYES = []  # type: ignore[attr-defined]
    made = acts.give_duty(
        actor=cabinet.administrator, key=uuid4(), person=cabinet.outsider, duty="clerk", reason=REASON
    )
    assert (made.status, duties_of(cabinet.outsider)) == ("at_once", ["clerk"])


def test_a_past_session_keeps_who_sat_there(cabinet: Cabinet) -> None:
    """The replies of a session that is over name whoever held the seat on its day."""
    meeting = close_meeting(actor=cabinet.clerk, meeting=cabinet.running_meeting(), confirmed=OPEN_POINTS)
    coming = cabinet.sent_meeting()
    first = today() + DAY
    confirm_proposal(actor=cabinet.head, proposal=appoint(cabinet, cabinet.outsider, first, relieve=True))
    with at(now() + 2 * DAY):
        held = {
            name: next(row.holder for row in replies_of(each).seats if row.seat == cabinet.minister_seat)
            for name, each in (("past", meeting), ("coming", coming))
        }
    assert held == {"past": cabinet.minister, "coming": cabinet.outsider}
