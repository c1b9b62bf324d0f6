from django.db import migrations


def drop_tasks(apps, schema_editor):
    """Drops queued tasks that delivered one letter each: the outbox has a single sender now, woken by the clock."""
    tasks = apps.get_model("django_tasks_database", "DBTaskResult")
    tasks.objects.filter(task_path="portal.mail.tasks.deliver_letter").delete()


class Migration(migrations.Migration):
    dependencies = [
        ("mail", "0005_letters_in_hand"),
        ("django_tasks_database", "0001_initial"),
    ]

    operations = [migrations.RunPython(drop_tasks, migrations.RunPython.noop)]
