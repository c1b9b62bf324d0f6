from django.db import migrations, models

class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="SearchDocument",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.CharField(max_length=40)),
                ("model", models.CharField(max_length=100)),
                ("key", models.CharField(max_length=64)),
                ("thing", models.CharField(max_length=165)),
                (
                    "language",
                    models.CharField(
                        choices=[("kk", "Қазақша"), ("ru", "Русский"), ("en", "English")],
                        max_length=2,
                    ),
                ),
                ("day", models.DateField(null=True)),
                ("region", models.CharField(blank=True, max_length=10)),
                ("title_language", models.CharField(blank=True, max_length=10)),
                ("digest", models.CharField(max_length=32)),
                ("url", models.CharField(max_length=500)),
                ("title", models.TextField()),
                ("facts", models.JSONField(default=dict)),
                ("names", models.JSONField(default=list)),
                ("keywords", models.JSONField(default=list)),
                ("summary", models.TextField(blank=True)),
                ("body", models.TextField(blank=True)),
            ],
            options={
                "verbose_name": "search document",
                "verbose_name_plural": "search documents",
            },
        ),
        migrations.AddIndex(
            model_name="searchdocument",
            index=models.Index(
                fields=["id", "kind", "language", "thing", "day"], name="search_document_heads"
            ),
        ),
        migrations.AddConstraint(
            model_name="searchdocument",
            constraint=models.UniqueConstraint(
                fields=("model", "key", "language"), name="search_one_row_per_thing_and_language"
            ),
        ),
    ]
