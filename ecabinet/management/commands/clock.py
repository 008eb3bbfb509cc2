"""`manage.py clock [--once | --check]`: the clock as a process of its own, beside the web processes."""

import signal
import sys
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from core import uptime
from core.time import local, now
from ecabinet.clock import Clock
from people import notices


class Command(BaseCommand):
    """Opens, reminds, closes and sends messages when it is time, until it is interrupted."""

    help = "Run the clock: open, remind, close, send messages. One works at a time, more do no harm."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """--once for one round, --check to ask how the clock and the mail fare."""
        which = parser.add_mutually_exclusive_group()
        which.add_argument(
            "--once", action="store_true", help="one round; at least every two minutes by cron"
        )
        which.add_argument(
            "--check", action="store_true", help="say how clock and mail fare; exit code 1 if ill"
        )

    def handle(self, *, once: bool, check: bool, **options: Any) -> None:
        """Do what was asked."""
        if check:
            self._check()
        elif once:
            self._once()
        else:
            self._run()

    def _once(self) -> None:
        clock = Clock()
        if clock.tick():
            uptime.end_turn(clock.name)
        else:
            self.stdout.write("Another clock has the turn.")

    def _run(self) -> None:
        clock = Clock()
        for each in (signal.SIGINT, signal.SIGTERM):
            signal.signal(each, lambda *_: clock.stopped.set())
        self.stdout.write("The clock runs (stop it with Ctrl+C).")
        self.stdout.flush()
        clock.run()

    def _check(self) -> None:
        seen, post = uptime.last_seen(), notices.post()
        runs = seen is not None and now() - seen < uptime.NOTICED
        at = f"{local(seen):%Y-%m-%d %H:%M:%S}" if seen else "never"
        self.stdout.write(f"clock: {'runs' if runs else 'does not run'}, last seen {at}")
        ready = "" if settings.MAIL_READY else "; no mail server is named (EMAIL_URL)"
        self.stdout.write(
            f"mail: {post.waiting} waiting, {post.troubled} of them in trouble, {post.failed} given up{ready}"
        )
        if post.last_trouble:
            self.stdout.write(f"mail: last trouble {post.last_trouble}")
        if not (runs and post.well and settings.MAIL_READY):
            sys.exit(1)
