"""`manage.py verify_journal [--against HEADS]`: walk every chain, and whatever apps check against it."""

import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from core.chain import Problem
from core.head_keys import own_keys
from core.journal import problems
from core.models import Entry, Stream
from core.witnessed import held, read_lines


class Command(BaseCommand):
    """Prints every place that does not verify; exit code 1 when there is one, 2 when it could not look."""

    help = (
        "Verify the journal: its hash chains, that answers and results are those it vouches for, and its "
        "signed heads. With --against, also that it is still the journal of which a witness holds heads. "
        "It writes nothing. Exit code 0: all is right, 1: something is not, 2: not checked."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        """Which heads, and by which keys they must be signed."""
        parser.add_argument(
            "--against", type=Path, action="append", default=[], metavar="HEADS", help="a witness's file"
        )
        parser.add_argument(
            "--key", action="append", default=[], help="a public key to trust (hexadecimal); else our own"
        )

    def handle(self, **options: Any) -> None:
        """Name every problem, then the count."""
        found, keys = 0, frozenset(options["key"]) or own_keys()
        for problem in problems(*(partial(_file_holds, path, keys) for path in options["against"])):
            found += 1
            self.stdout.write(f"{problem.stream} #{problem.seq}: {problem.what}")
        walked = f"{Entry.objects.count()} entries in {Stream.objects.count()} streams"
        if found:
            self.stderr.write(f"{walked}: {found} problem{'s' if found > 1 else ''}.")
            sys.exit(1)
        self.stdout.write(f"{walked}: the journal verifies.")


def _file_holds(path: Path, keys: frozenset[str]) -> Iterator[Problem]:
    try:
        with path.open(encoding="utf-8") as lines:
            yield from held(read_lines(lines), keys)
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as trouble:
        raise CommandError(f"{path} cannot be read as heads: {trouble}", returncode=2) from None
