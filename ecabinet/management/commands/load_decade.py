"""`manage.py load_decade [--ballots 3000] [--seed 1]`: ten years of opinion ballots for the demonstration."""

import time
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from core.time import now
from ecabinet.demo.decade import load_decade, loaded
from ecabinet.demo.loading import government_of_the_demo, own_accounts


class Command(BaseCommand):
    """Loads a decade once, for figures and demonstrations of scale; never beside people's own accounts."""

    help = "Load ten years of opinion ballots (3,000 ballots of 27 seats and 3 questions)."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """How many ballots, and the seed that makes them the same again."""
        parser.add_argument("--ballots", type=int, default=3000)
        parser.add_argument("--seed", type=int, default=1)

    def handle(self, *, ballots: int, seed: int, **options: Any) -> None:
        """Refuse where it could hurt; otherwise load."""
        if not settings.DEMO:
            raise CommandError("The decade belongs to the demonstration. With DEBUG=0 set DEMO=1 to load it.")
        if own := own_accounts():
            raise CommandError(f"This database has {own} accounts of its own; use another one for a decade.")
        if there := loaded():
            self._say(options, f"A decade is loaded already: {there}. Start anew with: make demo-reset")
            return
        began = time.monotonic()
        load_decade(government_of_the_demo(), ballots=ballots, seed=seed, until=now())
        self._say(options, f"The decade is loaded: {loaded()} ({time.monotonic() - began:.0f} s).")

    def _say(self, options: dict[str, Any], line: str) -> None:
        if options.get("verbosity", 1):
            self.stdout.write(line)
