import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0008_confirmed_invitations"),
    ]

    operations = [
        migrations.CreateModel(
            name="DutyTerm",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "duty",
                    models.CharField(
                        choices=[
                            ("clerk", "Secretariat"),
                            ("head", "Head of the secretariat"),
                            ("auditor", "Auditor"),
                            ("operator", "Operator"),
                            ("people", "Administrator of persons and offices"),
                        ],
                        max_length=20,
                    ),
                ),
                ("starts_on", models.DateField()),
                ("ends_on", models.DateField(blank=True, null=True)),
                ("called_off", models.BooleanField(db_default=False, default=False)),
                (
                    "body",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.body",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="duty_terms",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["starts_on", "duty"],
                "indexes": [models.Index(fields=["duty", "body"], name="duty_terms_by_duty")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ends_on__isnull", True),
                            ("ends_on__gte", models.F("starts_on")),
                            _connector="OR",
                        ),
                        name="duty_dates_in_order",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("body__isnull", True),
                            models.Q(("duty__in", ["operator", "people"]), _negated=True),
                            _connector="OR",
                        ),
                        name="duty_of_the_house",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("called_off", False), ("ends_on__isnull", True)),
                        fields=("person", "duty", "body"),
                        name="one_open_term_for_a_body",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(
                            ("body__isnull", True), ("called_off", False), ("ends_on__isnull", True)
                        ),
                        fields=("person", "duty"),
                        name="one_open_term_for_the_house",
                    ),
                ],
            },
        ),
    ]
