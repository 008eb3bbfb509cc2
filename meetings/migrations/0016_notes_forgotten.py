"""Private notes are found by when they were saved."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("meetings", "0015_attendance_from_replies"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddIndex(
            model_name="itemnote",
            index=models.Index(fields=["saved_at"], name="item_note_saved"),
        ),
    ]
