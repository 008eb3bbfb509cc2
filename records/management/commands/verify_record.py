"""`manage.py verify_record FILE`: says in words what the signatures of a record are worth."""

import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import DatabaseError
from django.utils import translation

from records.signing import HeadOfStreamAt, Unreadable, verify
from records.signing.heads import in_journal
from records.signing.wording import UNREADABLE, sentences

GOOD, BAD, UNREAD = 0, 1, 2


class Command(BaseCommand):
    """Exit code 0 when everything holds, 1 when something does not, 2 when the file cannot be read."""

    help = (
        "Verify a signed record: who signed and when, whether a byte changed since, who vouches for the"
        " signers, and"
        " whether the journal head printed on it still stands in the journal. Asks no network. Exit code"
        " 0: good;"
        " 1: not good; 2: the file cannot be read."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        """The file, the language, and whether there is a journal to ask."""
        parser.add_argument("file", type=Path, help="the record, as PDF")
        parser.add_argument("--language", choices=("vi", "en"), default="vi", help="of the sentences (vi)")
        parser.add_argument(
            "--without-journal", action="store_true", help="do not look the printed head up in the database"
        )

    def handle(self, *, file: Path, language: str, without_journal: bool, **options: Any) -> None:
        """Say everything found, a sentence a line."""
        with translation.override(language):
            sys.exit(self._say(file, None if without_journal else in_journal))

    def _say(self, file: Path, journal: HeadOfStreamAt | None) -> int:
        try:
            verdict = verify(file.read_bytes(), head_of_stream_at=journal)
        except OSError as error:
            self.stderr.write(f"{file}: {error.strerror}")
            return UNREAD
        except Unreadable as unreadable:
            self.stderr.write(str(UNREADABLE[unreadable.why]))
            return UNREAD
        except DatabaseError as error:
            self.stderr.write(f"The journal cannot be asked ({error}); --without-journal leaves it out.")
            return UNREAD
        self.stdout.write("\n".join(sentences(verdict)))
        return GOOD if verdict.good else BAD
