"""What the chair put on the next session is found among everything that was decided."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("ballots", "0011_turnout"),
        ("matters", "0001_initial"),
        ("people", "0004_notices_done"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddIndex(
            model_name="ballot",
            index=models.Index(fields=["ruling", "body"], name="ballots_ruled"),
        ),
    ]
