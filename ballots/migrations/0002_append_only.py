"""Answers, cast and deemed, refuse update and delete."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from core import triggers

TABLES = ("ballots_answer", "ballots_deemedanswer")


def protect(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Put the triggers on the tables of answers."""
    for table in TABLES:
        triggers.protect(editor.connection, table)


def release(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Take them away."""
    for table in TABLES:
        triggers.release(editor.connection, table)


class Migration(migrations.Migration):
    """Append-only triggers."""

    dependencies = [("ballots", "0001_initial")]
    operations = [migrations.RunPython(protect, release)]
