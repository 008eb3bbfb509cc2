"""`manage.py export_session MEETING --output FILE`: a closed session as a file that is checked anywhere."""

import json
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from core.journal import one_moment
from meetings.models import Meeting
from meetings.papers.exporting import session_facts
from meetings.rules import MeetingStatus
from meetings.selectors import meeting_named


class Command(BaseCommand):
    """Writes journal, votes, minutes and heads of one session as JSON."""

    help = (
        "Write a closed session as JSON: its journal, its votes with every answer, its minutes and the heads "
        "that vouch for them. Check it without this system: python3 scripts/verify_session.py FILE"
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Which meeting, and where to."""
        parser.add_argument("meeting", help="the id or the short name of a meeting, such as first-2019")
        parser.add_argument("--output", required=True, help="a file to write, or - for standard output")

    def handle(self, *, meeting: str, output: str, **options: Any) -> None:
        """Find, gather as of one moment, write for its owner's eyes only."""
        try:
            found = meeting_named(meeting)
        except Meeting.DoesNotExist:
            raise CommandError(f"There is no meeting {meeting}.") from None
        if found.status != MeetingStatus.CLOSED.value:
            raise CommandError(f"{meeting} is not closed: its answers are nobody's to read yet.")
        with one_moment():
            text = json.dumps(session_facts(found), ensure_ascii=False, indent=1, sort_keys=True) + "\n"
        if output == "-":
            sys.stdout.write(text)
            return
        path = Path(output)
        try:
            path.touch(mode=0o600)
            path.write_text(text, encoding="utf-8")
        except OSError as trouble:
            raise CommandError(f"Cannot write {output}: {trouble.strerror}.") from None
        self.stdout.write(f"{output}: {len(text.encode())} bytes")
