"""`manage.py doctor [--json]`: what this installation still lacks, in words, and an exit code."""

import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from ecabinet.doctor import as_json, examined, well
from ecabinet.doctor.finding import ERROR, OK

MARKS = {OK: "ok     ", "warning": "WARNING", ERROR: "ERROR  "}


class Command(BaseCommand):
    """Asks everything that a deployment should be asked; changes nothing."""

    help = (
        "Say what this installation still lacks: settings, database and its triggers, Redis, clock, mail, "
        "journal and witnesses, keys, disk, backups, translations, static files, certificate, versions. "
        "Exit code 0: nothing, 1: something."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """--json for a program that watches."""
        parser.add_argument("--json", action="store_true", help="one JSON object instead of lines")

    def handle(self, *, json: bool, **options: Any) -> None:
        """One line for every question, what to do below those that are not well."""
        findings = list(examined())
        if json:
            self.stdout.write(as_json(findings))
        else:
            for each in findings:
                self.stdout.write(f"{MARKS[each.level]} {each.name}: {each.seen}")
                if each.hint and each.level != OK:
                    self.stdout.write(f"{'':8}{each.hint}")
        if not well(findings):
            sys.exit(1)
