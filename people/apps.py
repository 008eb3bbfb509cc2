"""The app that knows who there is."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """Persons, agencies, bodies, seats, procedures."""

    name = "people"

    def ready(self) -> None:
        """Bring the sentences of this app's refusals."""
        from core import wording
        from people.wording import REFUSALS

        wording.register(REFUSALS)
