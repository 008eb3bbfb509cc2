"""Django's SQLite, with the writers of one process in a queue: first come, first served, nobody starves.

SQLite's own busy handler sleeps and tries again, in no order: of three hundred casts at once the unlucky ones
waited past twenty seconds and failed with "database is locked". Here a writing transaction waits for its turn
in memory before it says BEGIN IMMEDIATE; the busy handler is left for other processes.
"""

import threading
from collections import deque
from typing import Any

from django.db.backends.sqlite3.base import DatabaseWrapper as DjangoSQLite


class Turns:
    """A fair lock: it is handed to whoever waits longest."""

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._waiting: deque[threading.Lock] = deque()
        self._taken = False

    def take(self) -> None:
        """Wait for one's turn."""
        with self._guard:
            if not self._taken:
                self._taken = True
                return
            mine = threading.Lock()
            mine.acquire()
            self._waiting.append(mine)
        mine.acquire()

    def give(self) -> None:
        """Hand the turn on."""
        with self._guard:
            if self._waiting:
                self._waiting.popleft().release()
            else:
                self._taken = False


_turns = Turns()


class DatabaseWrapper(DjangoSQLite):
    """A connection that takes its turn before a writing transaction and gives it back after the end."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._holds_turn = False
        # Django's own methods of these names are not in its type stubs.
        self._django: Any = super()

    def _start_transaction_under_autocommit(self) -> None:
        _turns.take()
        self._holds_turn = True
        try:
            self._django._start_transaction_under_autocommit()
        except BaseException:
            self._give_turn()
            raise

    def _commit(self) -> Any:
        try:
            return self._django._commit()
        finally:
            self._give_turn()

    def _rollback(self) -> Any:
        try:
            return self._django._rollback()
        finally:
            self._give_turn()

    def _close(self) -> Any:
        try:
            return self._django._close()
        finally:
            self._give_turn()

    def _give_turn(self) -> None:
        if self._holds_turn:
            self._holds_turn = False
            _turns.give()
