"""The app that knows who there is."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """Persons, agencies, bodies, seats, procedures."""

    name = "people"
