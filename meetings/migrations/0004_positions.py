import django.db.models.deletion
from django.apps.registry import Apps
from django.conf import settings
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from core import triggers

TABLES = ("meetings_position", "meetings_preparedposition")


def protect(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """What a member said, and what was proposed, is only ever added to."""
    for table in TABLES:
        triggers.protect(editor.connection, table)


def release(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Take it away."""
    for table in TABLES:
        triggers.release(editor.connection, table)


class Migration(migrations.Migration):
    """Positions before the session, and those that the staff prepare; append-only."""

    dependencies = [
        ("matters", "0001_initial"),
        ("meetings", "0003_planning"),
        ("people", "0002_notices"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="PreparedPosition",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("number", models.PositiveSmallIntegerField()),
                (
                    "stance",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("none", "No objection"),
                            ("opinion", "Has an opinion"),
                            ("speak", "Wants to speak"),
                        ],
                        max_length=10,
                    ),
                ),
                ("text", models.TextField(blank=True)),
                ("papers", models.CharField(max_length=64)),
                ("salt", models.CharField(max_length=32)),
                ("digest", models.CharField(max_length=64)),
                ("at", models.DateTimeField()),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "matter",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="matters.matter"
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="prepared_positions",
                        to="meetings.meeting",
                    ),
                ),
                (
                    "seat",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.seat"
                    ),
                ),
            ],
            options={
                "ordering": ["meeting_id", "matter_id", "seat_id", "number"],
            },
        ),
        migrations.CreateModel(
            name="Position",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("revision", models.PositiveSmallIntegerField()),
                (
                    "stance",
                    models.CharField(
                        choices=[
                            ("none", "No objection"),
                            ("opinion", "Has an opinion"),
                            ("speak", "Wants to speak"),
                        ],
                        max_length=10,
                    ),
                ),
                ("text", models.TextField(blank=True)),
                ("papers", models.CharField(max_length=64)),
                ("salt", models.CharField(max_length=32)),
                ("digest", models.CharField(max_length=64)),
                ("at", models.DateTimeField()),
                ("seq", models.PositiveIntegerField()),
                (
                    "matter",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="matters.matter"
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="positions",
                        to="meetings.meeting",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "seat",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.seat"
                    ),
                ),
                (
                    "adopted",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="meetings.preparedposition",
                    ),
                ),
            ],
            options={
                "ordering": ["meeting_id", "matter_id", "seat_id", "revision"],
            },
        ),
        migrations.AddConstraint(
            model_name="preparedposition",
            constraint=models.UniqueConstraint(
                fields=("meeting", "matter", "seat", "number"), name="prepared_position_number_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="position",
            constraint=models.UniqueConstraint(
                fields=("meeting", "matter", "seat", "revision"), name="position_revision_once"
            ),
        ),
        migrations.RunPython(protect, release),
    ]
