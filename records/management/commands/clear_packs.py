"""`manage.py clear_packs`: removes packs of papers that nobody wanted for a day; the clock does the same."""

from typing import Any

from django.core.management.base import BaseCommand

from records.packs import clear_old


class Command(BaseCommand):
    """Removes nothing that is being made or read."""

    help = (
        "Remove packs of papers, and the copies they were made from, that nobody asked for or opened for a"
        " day. They are made anew when somebody asks for them."
    )

    def handle(self, *, verbosity: int, **options: Any) -> None:
        """Say how many."""
        cleared = clear_old()
        if verbosity:
            self.stdout.write(f"{cleared} packs and copies removed.")
