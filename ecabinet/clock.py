"""The clock: announces what time brings about, by calling the services of the apps; it decides nothing.

Deadlines hold whether or not it runs: twice, late or never, no result changes. One at a time takes its turn
(`core.uptime`); the trace that its turns leave tells when the system did not run.
"""

import logging
import os
import socket
import threading
from collections.abc import Callable, Sequence

from django.db import close_old_connections, connection

from ballots import services
from core.heads import seal_when_due
from core.uptime import end_turn, take_turn
from core.witnesses import deliver_heads
from meetings.services.notes import forget_notes
from people import notices
from people.accounts.opening import forget_ended
from people.administration.expiring import expire_proposals, recall_suspensions
from records.packs import clear_old

log = logging.getLogger("ecabinet.clock")

PACE = 5.0  # seconds from the end of one round to the next

# What a round does, in this order; mail comes last because a slow mail server may take half a minute.
ROUND: Sequence[Callable[[], object]] = (
    services.open_scheduled_ballots,
    services.close_overdue_ballots,
    services.remind_before_deadlines,
    services.look_at_casts,
    expire_proposals,
    recall_suspensions,
    services.forget_drafts,
    forget_notes,
    notices.forget_done,
    forget_ended,
    clear_old,
    seal_when_due,
    notices.send_due,
    deliver_heads,
)


class Clock:
    """One clock: a thread of the embedded server, or a process of its own."""

    def __init__(self) -> None:
        self.name = f"{socket.gethostname()}:{os.getpid()}:{threading.get_ident()}"[:120]
        self.stopped = threading.Event()
        self.thread: threading.Thread | None = None

    def tick(self) -> bool:
        """One round, if it is this clock's turn. What fails is logged and hinders nothing else."""
        worked = False
        for step in ROUND:
            if not take_turn(self.name):  # again before every step: a round that takes long is no outage
                break
            worked = True
            try:
                step()
            except Exception:
                log.exception("the clock's step %s failed", getattr(step, "__qualname__", step))
        return worked

    def run(self) -> None:
        """Rounds until it is stopped; a database that is away is waited for."""
        while not self.stopped.is_set():
            close_old_connections()
            try:
                self.tick()
            except Exception:
                log.exception("the clock has missed a round")
            self.stopped.wait(PACE)
        try:
            end_turn(self.name)
        except Exception:
            log.exception("the clock's turn ends by itself in a minute")
        finally:
            connection.close()

    def start(self) -> None:
        """Run beside whatever else this process does, until `stop`."""
        self.thread = threading.Thread(target=self.run, name="clock", daemon=True)
        self.thread.start()

    def stop(self) -> None:
        """Finish the round and end the turn."""
        self.stopped.set()
        if self.thread is not None:
            self.thread.join(timeout=5)
