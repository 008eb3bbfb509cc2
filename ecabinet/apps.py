"""The app that wires everything together."""

from django.apps import AppConfig


class EcabinetConfig(AppConfig):
    """Settings, addresses, and the pages that belong to nobody else."""

    name = "ecabinet"

    def ready(self) -> None:
        """Register the system checks."""
        from ecabinet import checks  # noqa: F401
