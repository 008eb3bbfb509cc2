"""The whole life of a ballot against a small model: random acts by random characters, and time passing."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from ballots import services
from ballots.models import Answer, Ballot
from ballots.reported import reports_match_journal
from ballots.rules import Line, Ruling
from ballots.selectors import board, current_answers
from ballots.verification import problems_of
from core.journal import entries
from core.refusals import NotAllowed, Refusal
from core.time import HANOI, at
from people.models import Person
from tests.cast import Cabinet, make_cabinet

MONDAY = datetime(2026, 11, 16, 9, 0, tzinfo=HANOI)
DUE = MONDAY + timedelta(hours=60)
# Under the rules of 2022 nobody is deemed to agree, and any deadline after the opening will do.
RULES = "39-2022"
DESK = {"clerk", "second_clerk", "head"}
SEATS = {"chair": 1, "minister": 3, "second_minister": 4}
OTHERS = ("deputy", "assistant", "guest", "auditor", "operator", "outsider")
ACTORS = st.sampled_from([*sorted(DESK), *OTHERS, *SEATS])
MEMBERS = st.sampled_from([*SEATS])
CHOICES = st.sampled_from(["for", "against", "other"])

BEGINNINGS = ("as a draft", "open", "answered by all", "past its deadline")

# -- the model ----------------------------------------------------------------------------------------------

# act: who may, and from which state to which
ACTS: dict[str, tuple[set[str], dict[str, str]]] = {
    "submit": (DESK, {"draft": "submitted"}),
    "withdraw": (DESK, {"submitted": "draft", "approved": "draft"}),
    "approve": ({"head"}, {"submitted": "approved"}),
    "return": ({"head"}, {"submitted": "draft", "approved": "draft"}),
    "open": (DESK, {"approved": "open"}),
    "close": (DESK, {"open": "closed", **dict.fromkeys(("closed", "reported", "decided"), "")}),
    "recall": ({"head"}, {"open": "recalled", "closed": "recalled", "recalled": ""}),
    "report": (DESK, {"closed": "reported", "reported": "", "decided": ""}),
    "rule": ({"chair"}, {"reported": "decided", "decided": ""}),
}
ONWARD = ("submit", "approve", "open", "close", "report", "rule")
BACK = ("withdraw", "return", "recall")


@dataclass
class Model:
    """What a ballot should be; `after` and `accepts` say what an act makes of it, `""` for nothing new."""

    status: str = "draft"
    submitter: str = ""
    answers: dict[str, list[str]] = field(default_factory=dict)  # who → every choice, the last one counts

    def after(self, act: str, who: str, late: bool) -> str | None:
        """The status after this act; None where it is refused."""
        may, moves = ACTS[act]
        full = len(self.answers) == 5
        hindered = {
            "submit": late,
            "approve": late or who == self.submitter,
            "open": late,
            "close": self.status == "open" and not (late or full),
        }
        if who not in may or self.status not in moves or hindered.get(act):
            return None
        return moves[self.status] or self.status

    def accepts(self, who: str, named: int, late: bool) -> bool:
        """Whether an answer that replaces revision `named` is counted."""
        return who in SEATS and self.status == "open" and not late and named == len(self.answers.get(who, ()))


# -- the machine --------------------------------------------------------------------------------------------


class Life(RuleBasedStateMachine):
    """One ballot of a small cabinet; each act is done to the ballot and to the model, and must agree."""

    cabinet: Cabinet

    @initialize(begun=st.sampled_from(BEGINNINGS))
    def begin(self, begun: str) -> None:
        self.savepoint = transaction.savepoint()
        self.moment, self.model = MONDAY, Model()
        self.keys: dict[str, tuple[UUID, int, str]] = {}
        with at(self.moment):
            self.ballot = self.cabinet.draft_ballot(procedure=RULES, closes_at=DUE)
        if begun != "as a draft":
            for act, who in (("submit", "clerk"), ("approve", "head"), ("open", "second_clerk")):
                self.somebody_tries_anything(act, who)
        if begun in ("answered by all", "past its deadline"):
            self.the_two_quiet_seats_answer("against")
            self.a_member_answers("chair", "for", 0)
        if begun == "answered by all":
            self.a_member_answers("minister", "for", 0)
            self.a_member_answers("second_minister", "other", 0)
        self.moment = DUE if begun == "past its deadline" else MONDAY

    def teardown(self) -> None:
        try:
            assert list(problems_of(Ballot.objects.get(pk=self.ballot.pk))) == []
            assert list(reports_match_journal()) == []
        finally:
            transaction.savepoint_rollback(self.savepoint)

    @property
    def late(self) -> bool:
        return self.moment >= DUE

    def person(self, who: str) -> Person:
        found: Person = getattr(self.cabinet, who)
        return found

    def tried(self, act: Callable[[], Any]) -> Any:
        """What the act returns; None where it is refused, and then nothing is written."""
        before = entries(self.ballot.stream).count()
        try:
            with at(self.moment), transaction.atomic():
                return act()
        except (Refusal, NotAllowed):
            assert entries(self.ballot.stream).count() == before
            return None

    @rule(hours=st.sampled_from([0, 1, 9]))
    def time_passes(self, hours: int) -> None:
        """Some hours; or, while answers may come in, all that is left of the deadline."""
        self.moment += timedelta(hours=hours)
        if not hours and self.model.status == "open":
            self.moment = max(self.moment, DUE)

    @rule(data=st.data())
    def it_is_brought_on_by_one_who_may(self, data: st.DataObject) -> None:
        self._one_who_may(ONWARD, data)

    @rule()
    def whoever_submitted_it_approves_it(self) -> None:
        if self.model.submitter:
            self.somebody_tries_anything("approve", self.model.submitter)

    @rule(data=st.data(), really=st.integers(0, 2))
    def it_is_taken_back_by_one_who_may(self, data: st.DataObject, really: int) -> None:
        if really == 1:
            self._one_who_may(BACK, data)

    def _one_who_may(self, acts: tuple[str, ...], data: st.DataObject) -> None:
        fitting = [act for act in acts if ACTS[act][1].get(self.model.status)]
        if fitting:
            act = data.draw(st.sampled_from(fitting))
            self.somebody_tries_anything(act, data.draw(st.sampled_from(sorted(ACTS[act][0]))))

    @rule(act=st.sampled_from(sorted(ACTS)), who=ACTORS)
    def somebody_tries_anything(self, act: str, who: str) -> None:
        expected = self.model.after(act, who, self.late)
        done = self.tried(lambda: DO[act](self.person(who), self.ballot))
        assert (done is not None) == (expected is not None), (act, who, self.model)
        if expected is not None:
            self.model.submitter = who if act == "submit" else self.model.submitter
            self.model.status = expected

    @rule(who=MEMBERS, choice=CHOICES, behind=st.sampled_from([0, 0, 0, 1]))
    def a_member_answers(self, who: str, choice: str, behind: int) -> None:
        self.somebody_answers(who, choice, behind)

    @rule(who=ACTORS, choice=CHOICES)
    def somebody_answers(self, who: str, choice: str, behind: int = 0) -> None:
        named = max(0, len(self.model.answers.get(who, ())) - behind)
        expected = self.model.accepts(who, named, self.late)
        key = uuid4()
        receipt = self.tried(lambda: self.cast(who, choice, named, key))
        assert (receipt is not None) == expected, (who, named, self.model)
        if receipt is not None:
            self.model.answers.setdefault(who, []).append(choice)
            self.keys[who] = (key, named, receipt.number)

    @rule(who=st.sampled_from(sorted(SEATS)))
    def a_tablet_sends_its_last_answer_again(self, who: str) -> None:
        if who in self.keys:
            key, named, number = self.keys[who]
            receipt = self.tried(lambda: self.cast(who, self.model.answers[who][-1], named, key))
            assert receipt.number == number

    @rule(choice=CHOICES)
    def the_two_quiet_seats_answer(self, choice: str) -> None:
        for order in (2, 5):
            who = f"seat {order}"
            if self.model.status == "open" and not self.late and who not in self.model.answers:
                holder = self.cabinet.holders[order]
                assert self.tried(lambda holder=holder: self._cast(holder, choice, 0, uuid4()))  # type: ignore[misc]
                self.model.answers[who] = [choice]

    def cast(self, who: str, choice: str, named: int, key: UUID) -> services.Receipt:
        return self._cast(self.person(who), choice, named, key)

    def _cast(self, person: Person, choice: str, named: int, key: UUID) -> services.Receipt:
        line = Line(question=1, choice=choice, text="Vì lý do khác." if choice == "other" else "")
        return services.cast_answers(actor=person, ballot=self.ballot, lines=[line], named=named, key=key)

    @invariant()
    def the_ballot_is_what_the_model_says(self) -> None:
        ballot = Ballot.objects.get(pk=self.ballot.pk)
        assert ballot.status == self.model.status
        orders = SEATS | {"seat 2": 2, "seat 5": 5}
        stored = {answer.elector.order: answer for answer in current_answers(ballot).values()}
        assert {order: answer.lines[0]["choice"] for order, answer in stored.items()} == {
            orders[who]: choices[-1] for who, choices in self.model.answers.items()
        }
        assert Answer.objects.filter(ballot=ballot).count() == sum(map(len, self.model.answers.values()))
        shown = {row.order for row in board(ballot) if row.lines}
        assert shown == (set(stored) if ballot.status in ("closed", "reported", "decided") else set())

    @invariant()
    def what_is_counted_is_what_was_answered(self) -> None:
        ballot = Ballot.objects.get(pk=self.ballot.pk)
        if ballot.result is None:
            assert self.model.status not in ("closed", "reported", "decided")
            return
        given = Counter(choices[-1] for choices in self.model.answers.values())
        tally = ballot.result["questions"][0]["tally"]
        assert {choice: tally[choice] for choice in ("for", "against", "other")} == {
            choice: given[choice] for choice in ("for", "against", "other")
        }
        assert (tally["silent"], tally["deemed_for"]) == (5 - given.total(), 0)


DO: dict[str, Callable[[Person, Ballot], object]] = {
    "submit": lambda who, ballot: services.submit_ballot(actor=who, ballot=ballot, note="Kính trình."),
    "withdraw": lambda who, ballot: services.withdraw_ballot(actor=who, ballot=ballot),
    "approve": lambda who, ballot: services.approve_ballot(actor=who, ballot=ballot),
    "return": lambda who, ballot: services.return_ballot(actor=who, ballot=ballot, reason="Thiếu hồ sơ."),
    "open": lambda who, ballot: services.open_ballot(actor=who, ballot=ballot),
    "close": lambda who, ballot: services.close_ballot(actor=who, ballot=ballot),
    "recall": lambda who, ballot: services.recall_ballot(actor=who, ballot=ballot, reason="Sai tài liệu."),
    "report": lambda who, ballot: services.issue_report(actor=who, ballot=ballot),
    "rule": lambda who, ballot: services.rule_on_ballot(actor=who, ballot=ballot, ruling=Ruling.NEXT_SESSION),
}


def test_whatever_anybody_does_the_ballot_agrees_with_the_model(db: None) -> None:
    class OfThisCabinet(Life):
        cabinet = make_cabinet()

    run_state_machine_as_test(
        OfThisCabinet,
        settings=settings(
            max_examples=40,
            stateful_step_count=40,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )


LIVES = {
    "decided": (
        *("submit clerk", "approve head", "open clerk", "close head"),
        *("report second_clerk", "recall head", "rule chair", "report clerk"),
    ),
    "recalled": ("submit second_clerk", "approve head", "open clerk", "recall head"),
    "closed": (
        *("submit head", "approve head", "withdraw clerk"),  # nobody approves what he submitted
        *("submit clerk", "return head", "submit clerk", "approve head", "withdraw clerk"),
        *("submit second_clerk", "approve head", "open clerk", "close clerk"),
    ),
}


@pytest.mark.parametrize("life", LIVES)
def test_the_machine_walks_whole_lives(db: None, life: str) -> None:
    """A machine that never got there would prove nothing: these are walked in any case."""

    class OfThisCabinet(Life):
        cabinet = make_cabinet()

    walk = OfThisCabinet()
    walk.begin("as a draft")
    for act, who in (step.split() for step in LIVES[life]):
        if act == "close":
            walk.a_member_answers("chair", "for", 0)
            walk.a_tablet_sends_its_last_answer_again("chair")
            walk.a_member_answers("chair", "against", 0)
            walk.a_member_answers("chair", "other", 1)
            walk.the_two_quiet_seats_answer("for")
            walk.somebody_tries_anything(act, who)  # too early
            walk.time_passes(0)
            walk.a_member_answers("minister", "for", 0)  # too late
        walk.somebody_tries_anything(act, who)
        walk.the_ballot_is_what_the_model_says()
        walk.what_is_counted_is_what_was_answered()
    assert walk.model.status == life
    walk.teardown()
