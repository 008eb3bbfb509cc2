"""Attendance that nobody has noted: prefilled from the reply to the invitation."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("meetings", "0014_item_notes"),
    ]

    operations = [
        migrations.AddField(
            model_name="attendance",
            name="by_reply",
            field=models.BooleanField(db_default=False, default=False),
        ),
    ]
