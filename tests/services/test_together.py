"""Acts that wait share the next transaction: each gets its own outcome, and one bad act spoils no other."""

import threading
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor

import pytest
from django.db import connection, transaction

from core import pace
from core.refusals import Refusal
from core.together import Together

pytestmark = pytest.mark.django_db(transaction=True)


class Bakery:
    """Bakes whatever was ordered; holds its first tray in the oven until it is told to go on."""

    def __init__(self) -> None:
        self.trays: list[list[int]] = []
        self.go_on = threading.Event()
        self.together: Together[str, int, str] = Together(self.bake)

    def bake(self, oven: str, orders: Sequence[int]) -> list[str | Exception]:
        """One loaf an order; a negative order is refused, the order 13 breaks the oven."""
        self.trays.append(list(orders))
        if len(self.trays) == 1:
            assert self.go_on.wait(10)
        if 13 in orders:
            raise RuntimeError("the oven broke")
        return [Refusal("no_such_loaf", order=n) if n < 0 else f"{oven} {n}" for n in orders]

    def order(self, threads: ThreadPoolExecutor, number: int, oven: str = "left") -> "Future[str]":
        """An order, given in a thread of its own."""

        def wait_for_it() -> str:
            try:
                return self.together.do(oven, number, gather=True)
            finally:
                connection.close()

        return threads.submit(wait_for_it)

    def filled(self, threads: ThreadPoolExecutor, orders: Sequence[int]) -> "list[Future[str]]":
        """An order in the oven, and then these while it bakes."""
        first = self.order(threads, 0)
        _until(lambda: len(self.trays) == 1)
        later = [self.order(threads, number) for number in orders]
        _until(lambda: len(self.together._queue("left").waiting) == len(orders))
        self.go_on.set()
        return [first, *later]


def _until(happened: object) -> None:
    pause = threading.Event()
    for _ in range(1000):
        if callable(happened) and happened():
            return
        pause.wait(0.01)
    raise AssertionError("it did not happen")


@pytest.fixture
def bakery() -> Bakery:
    """A bakery that has not baked yet."""
    return Bakery()


def test_what_comes_while_one_is_done_is_done_together_next(bakery: Bakery) -> None:
    with ThreadPoolExecutor(10) as threads:
        loaves = [order.result(10) for order in bakery.filled(threads, range(1, 9))]
    assert loaves == [f"left {number}" for number in range(9)]
    assert bakery.trays[0] == [0]
    assert sorted(bakery.trays[1]) == list(range(1, 9))
    assert len(bakery.trays) == 2


def test_each_gets_its_own_refusal(bakery: Bakery) -> None:
    with ThreadPoolExecutor(10) as threads:
        good, bad, other = bakery.filled(threads, [-1, 2])
        assert (good.result(10), other.result(10)) == ("left 0", "left 2")
        with pytest.raises(Refusal) as refusal:
            bad.result(10)
    assert refusal.value.facts == {"order": -1}


def test_one_that_breaks_everything_is_done_alone_and_the_others_again(bakery: Bakery) -> None:
    with ThreadPoolExecutor(10) as threads:
        first, broken, *others = bakery.filled(threads, [13, 1, 2])
        assert [each.result(10) for each in (first, *others)] == ["left 0", "left 1", "left 2"]
        with pytest.raises(RuntimeError, match="the oven broke"):
            broken.result(10)


def test_acts_about_different_things_do_not_wait_for_each_other(bakery: Bakery) -> None:
    with ThreadPoolExecutor(10) as threads:
        stuck = bakery.order(threads, 0)
        _until(lambda: len(bakery.trays) == 1)
        assert bakery.order(threads, 1, oven="right").result(10) == "right 1"
        bakery.go_on.set()
        assert stuck.result(10) == "left 0"


def test_an_act_in_somebodys_transaction_is_done_in_it_and_at_once(bakery: Bakery) -> None:
    bakery.go_on.set()
    with transaction.atomic():
        assert bakery.together.do("left", 5) == "left 5"


def test_a_queue_is_forgotten_when_nobody_waits_in_it(bakery: Bakery) -> None:
    bakery.go_on.set()
    bakery.together.do("left", 1)
    assert dict(bakery.together._queues) == {}


# -- the pace -----------------------------------------------------------------------------------------------


def test_only_a_few_work_at_once_and_whoever_steps_aside_makes_room() -> None:
    inside, most, guard = [0], [0], threading.Lock()
    step_aside = threading.Barrier(pace.AT_ONCE * 3)

    def work() -> None:
        with pace.at_work():
            with guard:
                inside[0] += 1
                most[0] = max(most[0], inside[0])
            with guard:
                inside[0] -= 1
            with pace.aside():
                step_aside.wait(10)  # passes only when three times as many as may work have come this far

    with ThreadPoolExecutor(pace.AT_ONCE * 3) as threads:
        for done in [threads.submit(work) for _ in range(pace.AT_ONCE * 3)]:
            done.result(20)
    assert most[0] <= pace.AT_ONCE


def test_stepping_aside_outside_work_is_nothing() -> None:
    with pace.aside(), pace.at_work():
        pass
    for _ in range(pace.AT_ONCE + 1):
        with pace.at_work():
            pass
