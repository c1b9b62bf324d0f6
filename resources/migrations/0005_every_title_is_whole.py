"""Every topic of the curriculum has its whole title."""

from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('resources', '0004_topics_without_half_titles'),
    ]

    operations = [
        migrations.RemoveField(
            model_name='topic',
            name='is_title_complete',
        ),
    ]
