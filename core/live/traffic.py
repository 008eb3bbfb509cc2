"""How many requests this process has taken in and not answered yet; counted on the event loop only."""

from collections.abc import Iterator
from contextlib import contextmanager

_under_way = 0


@contextmanager
def request() -> Iterator[None]:
    """Count a request from its arrival to its answer."""
    global _under_way
    _under_way += 1
    try:
        yield
    finally:
        _under_way -= 1


def under_way() -> int:
    """The number of requests that are waiting or being worked on."""
    return _under_way
