"""The app of matters and their dossiers."""

from django.apps import AppConfig


class MattersConfig(AppConfig):
    """A matter, its documents, their versions."""

    name = "matters"

    def ready(self) -> None:
        """Bring the sentences of this app's refusals."""
        from core import wording
        from matters.wording import REFUSALS

        wording.register(REFUSALS)
