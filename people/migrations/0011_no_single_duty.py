from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0010_duties_carried_over"),
    ]

    operations = [
        migrations.RemoveField(model_name="person", name="duty"),
    ]
