"""The old texts go: their facts are rows, and what else they said stands in the internal note."""

from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('directory', '0004_remarks_become_internal'),
    ]

    operations = [
        migrations.RemoveField(
            model_name='organisation',
            name='founded',
        ),
        migrations.RemoveField(
            model_name='organisation',
            name='old_address',
        ),
        migrations.RemoveField(
            model_name='organisation',
            name='old_sources',
        ),
        migrations.RemoveField(
            model_name='organisation',
            name='status_source',
        ),
        migrations.RemoveField(
            model_name='organisation',
            name='website_evidence',
        ),
    ]
