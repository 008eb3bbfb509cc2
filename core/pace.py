"""The pace of this process: how many requests it has taken in, and how many of them it works on at a moment.

Python computes in one thread at a time. A dozen threads that all want to compute hand that right to each
other at every query, which cost a third of the time when 300 people voted at once. So a few work, the others
wait their turn, and whoever waits for somebody else's transaction steps aside meanwhile.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

AT_ONCE = 3  # one computes while the others wait for the database

_slots = threading.Semaphore(AT_ONCE)
_thread = threading.local()
_under_way = 0


@contextmanager
def request() -> Iterator[None]:
    """Count a request from its arrival to its answer; on the event loop only."""
    global _under_way
    _under_way += 1
    try:
        yield
    finally:
        _under_way -= 1


def under_way() -> int:
    """The number of requests that this process has taken in and not answered yet."""
    return _under_way


@contextmanager
def at_work() -> Iterator[None]:
    """Work as one of a few; waits until there is room."""
    _slots.acquire()
    _thread.works = True
    try:
        yield
    finally:
        _thread.works = False
        _slots.release()


@contextmanager
def aside() -> Iterator[None]:
    """Make room for others while this thread waits or does something long; never inside a transaction."""
    if not getattr(_thread, "works", False):
        yield
        return
    _thread.works = False
    _slots.release()
    try:
        yield
    finally:
        _slots.acquire()
        _thread.works = True
