"""Versions are worked out anew: what was kept under the old ones is made again."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("content", "0001_initial")]

    operations = [
        migrations.DeleteModel("DataVersion"),
        migrations.CreateModel(
            name="DataVersion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("room", models.CharField(db_index=True, max_length=50)),
                ("number", models.PositiveBigIntegerField()),
            ],
        ),
    ]
