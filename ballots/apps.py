"""The app of the voting engine."""

from django.apps import AppConfig


class BallotsConfig(AppConfig):
    """Ballots, questions, electorates, answers, outcomes."""

    name = "ballots"

    def ready(self) -> None:
        """An open or closed written ballot brings its matter to its electors."""
        from ballots.selectors import matters_through_ballots
        from ballots.wording import REFUSALS
        from core import wording
        from matters.access import register

        register(matters_through_ballots)
        wording.register(REFUSALS)
