"""`manage.py rehearse MEETING`: a copy of a session with ghosts, through faults, to a go / no-go page."""

import sys
import tempfile
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.html import format_html
from django.utils.safestring import mark_safe

from core.journal import record
from core.time import now
from ecabinet.rehearsal.holding import hold
from ecabinet.rehearsal.plan import plan_of
from ecabinet.rehearsal.verdict import Verdict
from meetings.models import Meeting
from meetings.selectors import meeting_named

# The page is a file that is passed on: it carries its look with it.
LOOK = settings.BASE_DIR / "static" / "css" / "rehearsal.css"


class Command(BaseCommand):
    """Never touches the real session: everything happens on a database of the rehearsal's own."""

    help = "Rehearse a session: ghosts vote while pages are cut and servers die; writes a go / no-go page."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Which meeting, where the page goes, and on what to rehearse."""
        parser.add_argument("meeting", help="id or short name of the meeting")
        parser.add_argument("--output", default="rehearsal.html", help="where to write the page")
        parser.add_argument("--language", default="vi", choices=["vi", "en"], help="language of the page")
        parser.add_argument("--seed", type=int, default=1, help="the same seed throws the same dice")
        parser.add_argument(
            "--database-url", default="", help="an empty PostgreSQL database to rehearse on; else SQLite"
        )
        parser.add_argument("--redis-url", default="", help="a Redis to rehearse with, for several servers")
        parser.add_argument("--servers", type=int, default=0, help="how many (default: 2 with Redis, else 1)")

    def handle(self, *, meeting: str, output: str, language: str, **options: Any) -> None:
        """Rehearse, write the page, keep the verdict in the meeting's journal; exit code 1 for no-go."""
        found = self._meeting(meeting)
        with translation.override(language):
            with tempfile.TemporaryDirectory(prefix="ecabinet-rehearsal-") as folder:
                verdict = self._held(found, Path(folder), **options)
            shown = {"meeting": found, "verdict": verdict, "moment": now(), "language": language}
            shown["look"] = format_html("<style>{}</style>", mark_safe(LOOK.read_text(encoding="utf-8")))
            Path(output).write_text(render_to_string("rehearsal.html", shown), encoding="utf-8")
        self._keep(found, verdict)
        self.stdout.write(f"{'GO' if verdict.go else 'NO-GO'}: {output}")
        if not verdict.go:
            sys.exit(1)

    def _keep(self, meeting: Meeting, verdict: Verdict) -> None:
        kind = "meeting.rehearsal_passed" if verdict.go else "meeting.rehearsal_failed"
        facts = {"checks": len(verdict.checks), "failed": sum(not check.well for check in verdict.checks)}
        with transaction.atomic():
            record(meeting.stream, kind, actor="", subject=meeting.stream, facts=facts)

    def _meeting(self, name: str) -> Meeting:
        try:
            return meeting_named(name)
        except Meeting.DoesNotExist as nothing:
            raise CommandError(f"There is no meeting {name}.") from nothing

    def _held(self, meeting: Meeting, folder: Path, **options: Any) -> Verdict:
        database, redis = options["database_url"], options["redis_url"]
        changes = {"DATABASE_URL": database} if database else {}
        changes |= {"REDIS_URL": redis} if redis else {}
        servers = options["servers"] or (2 if redis else 1)
        plan = plan_of(meeting)
        if not plan.items:
            raise CommandError("The agenda is empty: there is nothing to rehearse.")
        try:
            return hold(
                plan,
                folder,
                changes=changes,
                servers=servers,
                seed=options["seed"],
                say=self.stdout.write,
            )
        except RuntimeError as trouble:
            raise CommandError(str(trouble)) from trouble
