"""What was found out about the files read last: the same bytes are not read again in a process of their own.

A form that was refused for something else brings its file a second time, and one file may be in many matters.
"""

import hashlib
from collections import OrderedDict
from threading import Lock
from typing import Generic, TypeVar

MOST = 500  # files; of each only what was found is kept, not its bytes

T = TypeVar("T")


class FoundBefore(Generic[T]):
    """SHA-256 of a file → what was found, for the files that were read last."""

    def __init__(self) -> None:
        self._found: OrderedDict[bytes, T] = OrderedDict()
        self._guard = Lock()

    def of(self, content: bytes) -> T | None:
        """What was found in these bytes, if they were read lately."""
        return self._found.get(hashlib.sha256(content).digest())

    def keep(self, content: bytes, found: T) -> T:
        """Keep what was found, and forget the oldest; returns it."""
        with self._guard:
            self._found[hashlib.sha256(content).digest()] = found
            while len(self._found) > MOST:
                self._found.popitem(last=False)
        return found
