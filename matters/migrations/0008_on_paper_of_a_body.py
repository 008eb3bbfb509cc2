"""What comes on paper only is counted by each body for itself; entries of before keep their numbers."""

import django.db.models.deletion
from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.models import OuterRef, Subquery


def of_their_matters(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """An entry belongs to the body to which its matter belongs."""
    matters = apps.get_model("matters", "Matter").objects.filter(pk=OuterRef("matter_id"))
    apps.get_model("matters", "OnPaper").objects.update(body_id=Subquery(matters.values("body_id")[:1]))


class Migration(migrations.Migration):
    dependencies = [
        ("matters", "0007_whose_matters"),
        ("people", "0012_expired_proposals"),
    ]

    operations = [
        migrations.AddField(
            model_name="onpaper",
            name="body",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="people.body",
            ),
        ),
        migrations.AlterField(
            model_name="onpaper",
            name="number",
            field=models.PositiveIntegerField(),
        ),
        migrations.RunPython(of_their_matters, migrations.RunPython.noop),
    ]
