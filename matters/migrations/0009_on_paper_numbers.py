from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("matters", "0008_on_paper_of_a_body"),
    ]

    operations = [
        migrations.AddConstraint(
            model_name="onpaper",
            constraint=models.UniqueConstraint(fields=("body", "number"), name="on_paper_numbers_of_a_body"),
        ),
        migrations.AddConstraint(
            model_name="onpaper",
            constraint=models.UniqueConstraint(
                condition=models.Q(("body__isnull", True)),
                fields=("number",),
                name="on_paper_numbers_of_the_house",
            ),
        ),
    ]
