import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """The consent block of a meeting and its items."""

    dependencies = [
        ("ballots", "0011_turnout"),
        ("meetings", "0008_floor_and_publication"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="ConsentBlock",
            fields=[
                (
                    "meeting",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="consent_block",
                        serialize=False,
                        to="meetings.meeting",
                    ),
                ),
                ("announced_at", models.DateTimeField()),
                ("settled_at", models.DateTimeField(null=True)),
                ("adopted", models.BooleanField(null=True)),
                (
                    "announced_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "ballot",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="consent_block",
                        to="ballots.ballot",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="BlockItem",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("papers", models.CharField(max_length=64)),
                ("pulled_at", models.DateTimeField(null=True)),
                ("reason", models.CharField(blank=True, max_length=300)),
                (
                    "item",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="block_item",
                        to="meetings.agendaitem",
                    ),
                ),
                (
                    "pulled_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "block",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="items",
                        to="meetings.consentblock",
                    ),
                ),
            ],
            options={
                "ordering": ["block_id", "item__order"],
            },
        ),
    ]
