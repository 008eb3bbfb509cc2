"""`manage.py receive_calendar_reply`: a mail server pipes in the reply of a calendar to an invitation."""

import logging
import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, InterfaceError

from core.refusals import Refusal
from core.wording import sentence
from meetings.received import LARGEST, Unreadable, keep, read

log = logging.getLogger("ecabinet.calendar")

# sysexits.h, by which a mail server knows what to do with the mail.
EX_OK, EX_DATAERR, EX_TEMPFAIL = 0, 65, 75


class Command(BaseCommand):
    """Reads one mail (RFC 5322), or a bare calendar file, from standard input."""

    help = (
        "Keep the reply of a calendar (METHOD:REPLY) that a mail server pipes in. Exit codes for the mail "
        "server: 0 kept or overtaken, 65 no reply to an invitation of ours, 75 try again later."
    )

    def handle(self, *_arguments: Any, **_options: Any) -> None:
        """Keep it, and say how it ended by the exit code."""
        raw = sys.stdin.buffer.read(LARGEST + 1)
        try:
            reply = keep(read(raw))
        except Unreadable as trouble:
            log.warning("a calendar's reply was not taken: it %s", trouble)
            raise CommandError(f"This mail {trouble}.", returncode=EX_DATAERR) from trouble
        except Refusal as no:
            raise CommandError(sentence(no), returncode=EX_DATAERR) from no
        except (DatabaseError, InterfaceError) as trouble:
            log.exception("a calendar's reply could not be kept now")
            raise CommandError("Try again later.", returncode=EX_TEMPFAIL) from trouble
        self.stdout.write("kept" if reply else "overtaken: nothing was changed")
