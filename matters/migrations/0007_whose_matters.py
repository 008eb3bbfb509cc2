import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("matters", "0006_levels_of_matters"),
        ("people", "0011_no_single_duty"),
    ]

    operations = [
        migrations.AddField(
            model_name="matter",
            name="body",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="people.body",
            ),
        ),
    ]
