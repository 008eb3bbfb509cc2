"""Many people at once: real threads, each with a database connection of its own, starting together."""

import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from django.db import connection

from core.refusals import Refusal

T = TypeVar("T")


def at_once(acts: Sequence[Callable[[], T]]) -> list[T | Refusal]:
    """Do all acts at the same moment; what each returned, or how it was refused, in the order of `acts`."""
    together = threading.Barrier(len(acts))

    def one(act: Callable[[], T]) -> T | Refusal:
        try:
            together.wait(30)
            return act()
        except Refusal as no:
            return no
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as crowd:
        return list(crowd.map(one, acts))
