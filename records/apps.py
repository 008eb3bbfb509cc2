"""The app of documents that are issued, and of the paper engine."""

from django.apps import AppConfig


class RecordsConfig(AppConfig):
    """Elements of Decree 30/2020 laid out to PDF; documents numbered, signed, issued and kept."""

    name = "records"

    def ready(self) -> None:
        """Bring the sentences of this app's refusals, its letters, and checks of settings and journal."""
        from core import journal, wording
        from people import notices
        from records.letters import letters
        from records.signing import checks  # noqa: F401  # registers them
        from records.signing.wording import REFUSALS as OF_SIGNING
        from records.verification import (
            copies_match_journal,
            numbers_match_journal,
            registers_have_no_gaps,
        )
        from records.wording.refusals import REFUSALS

        wording.register(REFUSALS)
        wording.register(OF_SIGNING)
        notices.register(letters())
        journal.register_check(copies_match_journal)
        journal.register_check(registers_have_no_gaps)
        journal.register_check(numbers_match_journal)
