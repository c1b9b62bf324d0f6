from django.db import migrations


def gather(apps, schema_editor):
    """On PostgreSQL the index of terms takes those of many rows together; where it is made now, it does so from the start."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(
            "ALTER INDEX search_terms_gin SET (fastupdate = on, gin_pending_list_limit = 65536)"
        )


class Migration(migrations.Migration):
    dependencies = [("search", "0006_words_of_facets")]

    operations = [migrations.RunPython(gather, migrations.RunPython.noop, elidable=True)]
