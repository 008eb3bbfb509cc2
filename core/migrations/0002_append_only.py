"""The journal refuses update and delete."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from core import triggers


def protect(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Put the triggers on the table of entries."""
    triggers.protect(editor.connection, "core_entry")


def release(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Take them away."""
    triggers.release(editor.connection, "core_entry")


class Migration(migrations.Migration):
    """Append-only triggers."""

    dependencies = [("core", "0001_initial")]
    operations = [migrations.RunPython(protect, release)]
