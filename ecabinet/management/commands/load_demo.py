"""`manage.py load_demo [--reset] [--force]`: the demonstration, loaded once, or started anew."""

import time
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from ecabinet.demo import accounts
from ecabinet.demo.emptying import empty_everything
from ecabinet.demo.loading import is_loaded, load_everything, own_accounts


class Command(BaseCommand):
    """Loads the demo cabinet into an empty database; does nothing when it is there already."""

    help = "Load the demo cabinet: 27 seats, three sessions, six opinion ballots."
    # Checking the whole project costs more than the second start of `make run` may take.
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """--reset starts anew, --force also where people have accounts of their own."""
        parser.add_argument("--reset", action="store_true", help="empty the whole database and load anew")
        parser.add_argument(
            "--force", action="store_true", help="even though there are accounts of real people"
        )

    def handle(self, *, reset: bool, force: bool, **options: Any) -> None:
        """Refuse where it could hurt; otherwise load and print the accounts."""
        if not settings.DEMO:
            raise CommandError("The demonstration has a known password. With DEBUG=0 set DEMO=1 to load it.")
        if is_loaded() and not reset:
            self._say(options, "The demonstration is loaded. Start it anew with: make demo-reset")
            return
        own = own_accounts()
        if own and not force:
            raise CommandError(
                f"This database has {own} accounts of its own; loading the demonstration would mix or erase "
                "real data. Use another database, or add --force."
            )
        began = time.monotonic()
        if reset:
            empty_everything()
        load_everything()
        seconds = time.monotonic() - began
        self._say(options, f"The demonstration is loaded ({seconds:.1f} s).", *accounts.listed())

    def _say(self, options: dict[str, Any], *lines: str) -> None:
        if options.get("verbosity", 1):
            self.stdout.write("\n".join(lines))
