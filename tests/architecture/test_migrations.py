"""Migrations say everything that the models say."""

from django.apps import apps
from django.db.migrations.autodetector import MigrationAutodetector
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ProjectState
from django.utils import translation


def test_models_and_migrations_agree() -> None:
    written = MigrationLoader(None)
    with translation.override(None):  # migrations hold the source's words, not one language's
        models = ProjectState.from_apps(apps)
        missing = MigrationAutodetector(written.project_state(), models).changes(written.graph)
    assert {
        app: [operation for each in found for operation in each.operations] for app, found in missing.items()
    } == {}


def test_each_app_has_one_line_of_migrations() -> None:
    assert MigrationLoader(None).detect_conflicts() == {}
