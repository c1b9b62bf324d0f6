from django.db import migrations, models

# Who signed the news of a demonstration before they were marked.
DEMO_AUTHORS = (
    "Федерация хатшылығы (көрсетілім)",
    "Секретариат федерации (демонстрация)",
    "Secretariat of the federation (demonstration)",
)


def mark_demo_news(apps, schema_editor):
    """Marks the news that a demonstration has already, so that they are counted apart."""
    apps.get_model("news", "NewsPage").objects.filter(author__in=DEMO_AUTHORS).update(is_demo=True)


class Migration(migrations.Migration):

    dependencies = [
        ('news', '0004_names_of_sections'),
    ]

    operations = [
        migrations.AddField(
            model_name='newspage',
            name='is_demo',
            field=models.BooleanField(default=False, editable=False, verbose_name='invented for demonstration'),
        ),
        migrations.RunPython(mark_demo_news, migrations.RunPython.noop, elidable=True),
    ]
