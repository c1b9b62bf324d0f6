from django.db import migrations

WHO = ("name", "email")


def forget_former(apps, schema_editor):
    """Empties whom the lines of trainers named before, in their versions: nobody finds them there."""
    Revision = apps.get_model("wagtailcore", "Revision")
    lines = dict(
        (str(pk), {"name": name, "email": email})
        for pk, name, email in apps.get_model("workshops", "WorkshopTrainer").objects.values_list("pk", *WHO)
    )
    kept = Revision.objects.filter(
        base_content_type__app_label="workshops", base_content_type__model="workshoptrainer"
    )
    for version in kept.order_by("pk").iterator():
        now = lines.get(version.object_id, {})
        if any(version.content.get(name) not in ("", None, now.get(name)) for name in WHO):
            version.content |= dict.fromkeys(WHO, "")
            version.save(update_fields=["content"])


class Migration(migrations.Migration):

    dependencies = [
        ('wagtailcore', '0098_apitoken'),
        ('workshops', '0009_contacts_at_the_host'),
    ]

    operations = [
        migrations.RunPython(forget_former, migrations.RunPython.noop),
    ]
