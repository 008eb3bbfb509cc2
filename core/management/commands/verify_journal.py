"""`manage.py verify_journal`: walk every chain, and whatever apps check against it."""

import sys
from typing import Any

from django.core.management.base import BaseCommand

from core.journal import problems
from core.models import Entry, Stream


class Command(BaseCommand):
    """Prints every place that does not verify; exit code 1 when there is one."""

    help = "Verify the journal: its hash chains, and that answers and results are those it vouches for."
    requires_system_checks: list[str] = []

    def handle(self, **options: Any) -> None:
        """Name every problem, then the count."""
        found = 0
        for problem in problems():
            found += 1
            self.stdout.write(f"{problem.stream} #{problem.seq}: {problem.what}")
        walked = f"{Entry.objects.count()} entries in {Stream.objects.count()} streams"
        if found:
            self.stderr.write(f"{walked}: {found} problem{'s' if found > 1 else ''}.")
            sys.exit(1)
        self.stdout.write(f"{walked}: the journal verifies.")
