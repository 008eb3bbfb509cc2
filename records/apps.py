"""The app of the paper engine."""

from django.apps import AppConfig


class RecordsConfig(AppConfig):
    """Elements of Decree 30/2020, laid out to PDF."""

    name = "records"

    def ready(self) -> None:
        """Bring the sentences of this app's refusals, and the checks of its settings."""
        from core import wording
        from records.signing import checks  # noqa: F401  # registers them
        from records.signing.wording import REFUSALS

        wording.register(REFUSALS)
