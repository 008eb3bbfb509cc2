"""The app of matters and their dossiers."""

from django.apps import AppConfig


class MattersConfig(AppConfig):
    """A matter, its documents, their versions."""

    name = "matters"

    def ready(self) -> None:
        """Bring the sentences of this app's refusals, and what its rows must say for the journal."""
        from core import journal, wording
        from matters.verification import hand_outs_match_journal, openings_match_journal
        from matters.wording import REFUSALS

        wording.register(REFUSALS)
        journal.register_check(openings_match_journal)
        journal.register_check(hand_outs_match_journal)
