"""The app on which everything stands."""

from django.apps import AppConfig


class CoreConfig(AppConfig):
    """Journal, live rooms, refusals, working calendar."""

    name = "core"

    def ready(self) -> None:
        """Listen to signing out; what heads vouch for is part of what is verified."""
        from core import journal
        from core.live.sessions import connect
        from core.witnessed import own_heads_hold

        connect()
        journal.register_check(own_heads_hold)
