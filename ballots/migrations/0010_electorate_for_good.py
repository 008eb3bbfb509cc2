from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from core import triggers


def protect(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """An electorate is frozen when its ballot opens: its rows are only ever added."""
    triggers.protect(editor.connection, "ballots_elector")


def release(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Take it away."""
    triggers.release(editor.connection, "ballots_elector")


class Migration(migrations.Migration):
    """Append-only triggers on electorates."""

    dependencies = [("ballots", "0009_answers")]
    operations = [migrations.RunPython(protect, release)]
