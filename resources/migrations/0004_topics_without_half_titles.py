"""A topic whose title the source broke off is not known, so it goes; one whose title an editor completed stays."""

from django.db import migrations


def leave_out(apps, schema_editor) -> None:
    topics = apps.get_model("resources", "Topic").objects.filter(is_title_complete=False)
    for code in topics.values_list("code", flat=True):
        for material in apps.get_model("resources", "Material").objects.filter(codes__contains=f" {code.lower()}"):
            codes = [found for found in material.codes.split() if not _is_at(found, code.lower())]
            material.codes = f" {' '.join(codes)} " if codes else " "
            material.save(update_fields=["codes"])
    topics.delete()


def _is_at(found: str, code: str) -> bool:
    return found == code or found.startswith(f"{code}.")


class Migration(migrations.Migration):

    dependencies = [
        ('resources', '0003_texts_of_files'),
    ]

    operations = [
        migrations.RunPython(leave_out, migrations.RunPython.noop),
    ]
