"""`manage.py load_decade [--ballots 3000] [--seed 1]`: ten years of opinion ballots and of meetings."""

import time
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from core.time import now
from ecabinet.demo.decade import load_decade, loaded, ten_years_before
from ecabinet.demo.loading import government_of_the_demo, own_accounts
from ecabinet.demo.office import load_meetings

MEETINGS_PER_BALLOT = 4  # 1,200 meetings and 300 ballots a year


class Command(BaseCommand):
    """Loads a decade once, for figures and demonstrations of scale; never beside people's own accounts."""

    help = "Load ten years: 3,000 opinion ballots of 27 seats and 3 questions, and 12,000 meetings."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """How many ballots and meetings, and the seed that makes them the same again."""
        parser.add_argument("--ballots", type=int, default=3000)
        parser.add_argument("--meetings", type=int, help="by default four for each ballot")
        parser.add_argument("--seed", type=int, default=1)

    def handle(self, *, ballots: int, meetings: int | None, seed: int, **options: Any) -> None:
        """Refuse where it could hurt; otherwise load."""
        if not settings.DEMO:
            raise CommandError("The decade belongs to the demonstration. With DEBUG=0 set DEMO=1 to load it.")
        if own := own_accounts():
            raise CommandError(f"This database has {own} accounts of its own; use another one for a decade.")
        if there := loaded():
            self._say(options, f"A decade is loaded already: {there}. Start anew with: make demo-reset")
            return
        began = time.monotonic()
        government, until = government_of_the_demo(), now()
        load_decade(government, ballots=ballots, seed=seed, until=until)
        count = MEETINGS_PER_BALLOT * ballots if meetings is None else meetings
        load_meetings(government, meetings=count, seed=seed, until=until, since=ten_years_before(until))
        self._say(options, f"The decade is loaded: {loaded()} ({time.monotonic() - began:.0f} s).")

    def _say(self, options: dict[str, Any], line: str) -> None:
        if options.get("verbosity", 1):
            self.stdout.write(line)
