"""Acts that wait for the same thing share the next transaction (group commit).

Of many acts that come at once only one can hold the lock that they all need. Instead of one transaction after
another, whoever gets its turn does everything that waits by then; the others find their outcome ready. An act
alone in its process is done at once.
"""

import time
from collections import deque
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, field
from threading import Condition, Lock
from typing import Any, Generic, TypeVar
from weakref import WeakValueDictionary

from django.db import connection

from core import pace

QUIET = 0.008  # seconds in which nobody else came: the transaction begins
LONGEST = 0.1  # seconds for which it waits for company at most

About = TypeVar("About", bound=Hashable)
Act = TypeVar("Act")
Outcome = TypeVar("Outcome")


@dataclass(eq=False)
class _Waiting(Generic[Act, Outcome]):
    """An act and, once it is done, its outcome or the exception that it ended with."""

    act: Act
    ended: Outcome | BaseException | None = None


@dataclass(eq=False)
class _Queue(Generic[Act, Outcome]):
    """The acts that wait for one thing, and whether somebody is doing those that came before."""

    led: bool = False
    changed: Condition = field(default_factory=Condition)
    waiting: "deque[_Waiting[Act, Outcome]]" = field(default_factory=deque)


class Together(Generic[About, Act, Outcome]):
    """Hands acts about the same thing to `work`, as many at a time as wait.

    `work(about, acts)` opens its own transaction and returns, for each act in order, its outcome or the
    exception that its caller is to get. If it raises, each act is tried alone: one bad act spoils no other.
    """

    def __init__(self, work: Callable[[About, Sequence[Act]], Sequence[Outcome | Exception]]) -> None:
        self._work = work
        self._guard = Lock()
        # A queue lives as long as somebody waits in it.
        self._queues: WeakValueDictionary[About, _Queue[Act, Outcome]] = WeakValueDictionary()

    def do(self, about: About, act: Act, *, gather: bool = False) -> Outcome:
        """Have this act done, by this thread or by one whose turn comes first; its outcome or exception.

        With `gather` the transaction waits a moment for company; never where a deadline may pass meanwhile.
        """
        if connection.in_atomic_block or not connection.get_autocommit():
            return _given(self._work(about, [act])[0])  # part of the caller's own transaction
        mine: _Waiting[Act, Outcome] = _Waiting(act)
        queue = self._queue(about)
        with pace.aside():
            if _becomes_leader(queue, mine):
                self._lead(about, queue, gather=gather)
        assert mine.ended is not None  # whoever takes an act out of the queue says how it ended
        return _given(mine.ended)

    def _queue(self, about: About) -> _Queue[Act, Outcome]:
        with self._guard:
            queue = self._queues.get(about)
            if queue is None:
                queue = self._queues[about] = _Queue()
            return queue

    def _lead(self, about: About, queue: _Queue[Act, Outcome], *, gather: bool) -> None:
        try:
            if gather:
                _gather(queue)
            with pace.at_work():
                self._do_all(about, queue)
        finally:
            with queue.changed:
                queue.led = False
                queue.changed.notify_all()

    def _do_all(self, about: About, queue: _Queue[Act, Outcome]) -> None:
        group = [queue.waiting.popleft() for _ in range(len(queue.waiting))]
        try:
            for each, ended in zip(group, self._outcomes(about, group), strict=True):
                each.ended = ended
        except BaseException as trouble:  # the process is being stopped: nobody is left waiting
            for each in group:
                each.ended = each.ended or trouble
            raise

    def _outcomes(
        self, about: About, group: Sequence[_Waiting[Act, Outcome]]
    ) -> Sequence[Outcome | Exception]:
        try:
            return self._work(about, [each.act for each in group])
        except Exception as trouble:
            if len(group) == 1:
                return [trouble]
            return [self._outcomes(about, [each])[0] for each in group]


def _becomes_leader(queue: _Queue[Act, Outcome], mine: _Waiting[Act, Outcome]) -> bool:
    """Wait until somebody has done this act, or nobody does any: then it is this thread's turn."""
    with queue.changed:
        queue.waiting.append(mine)
        queue.changed.wait_for(lambda: mine.ended is not None or not queue.led)
        leads = mine.ended is None
        queue.led = queue.led or leads
    return leads


def _gather(queue: _Queue[Any, Any]) -> None:
    """Wait for company, but only while requests are under way that may be it and somebody keeps coming."""
    latest = time.monotonic() + LONGEST
    while (came := len(queue.waiting)) < pace.under_way() and time.monotonic() < latest:
        time.sleep(QUIET)
        if len(queue.waiting) == came:
            return


def _given(ended: Outcome | BaseException) -> Outcome:
    if isinstance(ended, BaseException):
        raise ended
    return ended
