"""`manage.py minutes MEETING --output FILE`: the minutes as PDF, for an operator."""

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from meetings.models import Meeting
from meetings.papers.standing import draft_paper, minutes_paper
from meetings.selectors import meeting_named
from records.layout import render


class Command(BaseCommand):
    """Composes the approved minutes, or the draft where there are none, and writes them to a file."""

    help = "Write the minutes of a meeting as PDF."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Which meeting, and where to."""
        parser.add_argument("meeting", help="the id or the short name of a meeting, such as first-2019")
        parser.add_argument("--output", required=True, help="a file to write, or - for standard output")

    def handle(self, *, meeting: str, output: str, **options: Any) -> None:
        """Find, compose, lay out, write."""
        found = _found(meeting)
        content = render(minutes_paper(found) or draft_paper(found))
        if output == "-":
            sys.stdout.buffer.write(content)
            sys.stdout.buffer.flush()
            return
        try:
            Path(output).write_bytes(content)
        except OSError as trouble:
            raise CommandError(f"Cannot write {output}: {trouble.strerror}.") from None
        self.stdout.write(f"{output}: {len(content)} bytes")


def _found(name: str) -> Meeting:
    try:
        meeting = meeting_named(name)
    except Meeting.DoesNotExist:
        raise CommandError(f"There is no meeting {name}.{_known()}") from None
    if meeting.started_at is None:
        raise CommandError(f"{name} has not begun, so there is nothing to write minutes of.")
    return meeting


def _known() -> str:
    slugs = Meeting.objects.filter(slug__isnull=False).order_by("slug").values_list("slug", flat=True)[:10]
    return f" Short names here: {', '.join(map(str, slugs))}." if slugs else ""
