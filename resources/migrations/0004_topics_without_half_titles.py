"""A topic whose title the source broke off is not known, so it goes; one whose title an editor completed stays."""

from django.db import migrations


def leave_out(apps, schema_editor) -> None:
    apps.get_model("resources", "Topic").objects.filter(is_title_complete=False).delete()


class Migration(migrations.Migration):

    dependencies = [
        ('resources', '0003_texts_of_files'),
    ]

    operations = [
        migrations.RunPython(leave_out, migrations.RunPython.noop),
    ]
