from django.core.management import call_command
from django.db import migrations


def create_cache_table(apps, schema_editor):
    """Makes the table of the database cache, if that is what the settings choose, with every other table."""
    call_command("createcachetable", database=schema_editor.connection.alias, verbosity=0)


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [migrations.RunPython(create_cache_table, migrations.RunPython.noop)]
