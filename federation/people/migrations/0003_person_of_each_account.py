"""Gives a person to each account that has none yet; from now on it is made with the account."""

from django.db import migrations

from portal.language import sort_key
from portal.listing.finding import folded


def make_persons(apps, _schema_editor):
    """As `Person.fill_derived` would; the shells of erased accounts stand for nobody."""
    Person = apps.get_model("people", "Person")
    without = apps.get_model("accounts", "User").objects.filter(person=None)
    for user in without.exclude(email__endswith="@erased.invalid").iterator():
        name = f"{user.first_name} {user.last_name}".strip()
        Person.objects.create(
            user=user,
            full_name=name[:200],  # As long as it can be here; 0004 makes room, and writes it whole.
            preferred_language=user.preferred_language,
            sort_key=sort_key(name, "kk"),
            folded=folded(name, "", ""),
        )


class Migration(migrations.Migration):
    dependencies = [("people", "0002_facts_have_versions"), ("accounts", "0001_initial")]

    operations = [migrations.RunPython(make_persons, migrations.RunPython.noop)]
