"""Messages that are done with are found by when that was."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0003_notice_refusals"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="notice",
            index=models.Index(fields=["done_at"], name="notices_done"),
        ),
    ]
