from django.db import migrations

MOVED = {"portal.content.tasks.translate_pages_below": "portal.translation.tasks.translate_pages_below"}


def rename(apps, schema_editor, names):
    results = apps.get_model("django_tasks_database", "DBTaskResult").objects.using(schema_editor.connection.alias)
    for before, after in names.items():
        results.filter(task_path=before).update(task_path=after)


def forwards(apps, schema_editor):
    """What an earlier release has queued is found by the worker of this one."""
    rename(apps, schema_editor, MOVED)


def backwards(apps, schema_editor):
    rename(apps, schema_editor, {after: before for before, after in MOVED.items()})


class Migration(migrations.Migration):
    dependencies = [
        ("content", "0003_reviewed_sections"),
        ("django_tasks_database", "0001_initial"),
    ]

    operations = [migrations.RunPython(forwards, backwards)]
