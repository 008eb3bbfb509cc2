"""The app of the paper engine."""

from django.apps import AppConfig


class RecordsConfig(AppConfig):
    """Elements of Decree 30/2020, laid out to PDF."""

    name = "records"
