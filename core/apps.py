"""The app on which everything stands."""

from django.apps import AppConfig


class CoreConfig(AppConfig):
    """Journal, live rooms, refusals, working calendar."""

    name = "core"

    def ready(self) -> None:
        """Listen to signing out."""
        from core.live.sessions import connect

        connect()
