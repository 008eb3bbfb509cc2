from django.db import migrations, models


class Migration(migrations.Migration):
    """Written ballots are counted by each body for itself; those of before keep their numbers."""

    dependencies = [
        ("ballots", "0015_listed_by_matter"),
    ]

    operations = [
        migrations.AlterField(
            model_name="ballot",
            name="number",
            field=models.PositiveIntegerField(null=True),
        ),
        migrations.AddConstraint(
            model_name="ballot",
            constraint=models.UniqueConstraint(fields=("body", "number"), name="ballot_numbers_of_a_body"),
        ),
    ]
