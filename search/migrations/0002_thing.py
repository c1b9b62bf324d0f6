from django.db import migrations, models
from django.db.models import F, Value
from django.db.models.functions import Concat


def name_things(apps, schema_editor):
    documents = apps.get_model("search", "SearchDocument").objects.using(schema_editor.connection.alias)
    documents.update(thing=Concat(F("model"), Value(":"), F("key")), digest="")


class Migration(migrations.Migration):
    dependencies = [("search", "0001_initial")]

    operations = [
        migrations.RemoveIndex(model_name="searchdocument", name="search_document_heads"),
        migrations.AddField(
            model_name="searchdocument",
            name="thing",
            field=models.CharField(default="", max_length=165),
            preserve_default=False,
        ),
        migrations.RunPython(name_things, migrations.RunPython.noop),
        migrations.AddIndex(
            model_name="searchdocument",
            index=models.Index(fields=["id", "kind", "language", "thing", "day"], name="search_document_heads"),
        ),
    ]
