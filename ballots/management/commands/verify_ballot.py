"""`manage.py verify_ballot`: check one ballot, and perhaps a receipt, without trusting any page."""

import json
import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import translation
from django.utils.translation import gettext as _

from ballots.checking import Step, checked, consistent, receipt_checked
from ballots.models import Ballot
from ballots.receipts import FORMAT, name_of
from core.http import uuid_in
from core.journal import one_moment

NEEDED = {"receipt", "ballot", "lines", "salt", "digest", "subject", "asked"}


class Command(BaseCommand):
    """Prints one line for each thing checked; exit code 0: all right, 1: something is not, 2: not checked."""

    help = (
        "Verify one ballot offline: the chain of its journal, every answer's digest, what was voted on with "
        "the SHA-256 of its files, the closing and a new count; with a receipt, that it is of an answer that "
        "is stored. It writes nothing. Exit code 0: all is right, 1: something is not, 2: not checked."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        """Which ballot, which receipt, in which language."""
        parser.add_argument(
            "ballot",
            help="its number, where several bodies decide after the body's key (chinh-phu/17), or its id",
        )
        given = parser.add_mutually_exclusive_group()
        given.add_argument("--receipt", help="the number of a receipt: 0017-1-5EFEEB1A")
        given.add_argument("--file", type=Path, help="a receipt as it was downloaded (JSON)")
        parser.add_argument("--language", choices=("vi", "en"), default="vi", help="of what is printed")

    def handle(self, **options: Any) -> None:
        """Print every step, then the verdict."""
        with translation.override(options["language"]), one_moment():
            ballot = _ballot(options["ballot"])
            facts = _receipt_in(options["file"]) if options["file"] else None
            if facts is not None and facts["ballot"] != str(ballot.pk):
                raise CommandError(_("The receipt is of another ballot."), returncode=2)
            self._head(ballot)
            steps = list(checked(ballot))
            if number := facts["receipt"] if facts else options["receipt"]:
                steps.append(receipt_checked(ballot, number, facts))
            self._tell(steps)

    def _head(self, ballot: Ballot) -> None:
        number = ballot.number if ballot.number is not None else "–"
        self.stdout.write(_("Ballot No. %(number)s: %(title)s") % {"number": number, "title": ballot.title})
        self.stdout.write(f"{ballot.pk} · {ballot.get_status_display()}")

    def _tell(self, steps: list[Step]) -> None:
        right, wrong = _("RIGHT"), _("WRONG")
        for step in steps:
            self.stdout.write(f"[{wrong if step.wrong else right}] {step.words}")
            for each in step.wrong:
                self.stdout.write(f"    {each}")
        if any(step.wrong for step in steps):
            self.stderr.write(_("This ballot does NOT verify."))
            sys.exit(1)
        self.stdout.write(_("This ballot verifies."))


def _ballot(wanted: str) -> Ballot:
    found = _named(wanted)
    if not found:
        raise CommandError(_("There is no ballot %(wanted)s.") % {"wanted": wanted}, returncode=2)
    if len(found) > 1:
        names = ", ".join(name_of(each) for each in found)
        words = _("Several bodies have a ballot %(wanted)s; name one of them: %(names)s.")
        raise CommandError(words % {"wanted": wanted, "names": names}, returncode=2)
    return found[0]


def _named(wanted: str) -> list[Ballot]:
    ballots = Ballot.objects.select_related("body").order_by("body__key")
    if key := uuid_in(wanted):
        return list(ballots.filter(pk=key))
    body, _slash, number = wanted.rpartition("/")
    if not number.isdecimal() or len(number) > 9:
        return []
    return list(ballots.filter(number=int(number), **({"body__key": body} if body else {})))


def _receipt_in(path: Path) -> dict[str, Any]:
    try:
        facts = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as trouble:
        words = _("The receipt cannot be read: %(why)s") % {"why": trouble}
        raise CommandError(words, returncode=2) from None
    if not _is_receipt(facts):
        raise CommandError(_("The file is no receipt of this system."), returncode=2)
    found: dict[str, Any] = facts
    return found


def _is_receipt(facts: Any) -> bool:
    if not isinstance(facts, dict) or facts.get("format") != FORMAT or NEEDED - facts.keys():
        return False
    try:
        list(consistent(facts))
    except (AttributeError, KeyError, TypeError):
        return False
    return True
