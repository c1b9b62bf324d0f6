"""Whoever speaks for an organisation is a person, and no longer their account.

Of its own, for PostgreSQL changes no table whose rows were changed in the same transaction.
"""

from django.db import migrations
from django.db.models import OuterRef, Subquery


def find_persons(apps, _schema_editor):
    """Takes the person of each account; every account has one by now, but for the shells of erased ones."""
    Representative = apps.get_model("membership", "Representative")
    persons = apps.get_model("people", "Person").objects.exclude(user=None)
    Representative.objects.update(person=Subquery(persons.filter(user=OuterRef("user")).values("pk")[:1]))
    Representative.objects.filter(person=None).delete()
    _rename_in_versions(apps, "user", "person", dict(persons.values_list("user", "pk")))


def find_accounts(apps, _schema_editor):
    """The way back: who has no account is left out."""
    Representative = apps.get_model("membership", "Representative")
    persons = apps.get_model("people", "Person").objects.exclude(user=None)
    Representative.objects.filter(person__user=None).delete()
    Representative.objects.update(user=Subquery(persons.filter(pk=OuterRef("person")).values("user")[:1]))
    _rename_in_versions(apps, "person", "user", dict(persons.values_list("pk", "user")))


def _rename_in_versions(apps, old, new, keys):
    """A version tells of a row as its table is now; one of somebody who is not there any more goes."""
    versions = apps.get_model("wagtailcore", "Revision").objects.filter(
        content_type__app_label="membership", content_type__model="representative"
    )
    for version in versions.iterator():
        if old not in version.content:
            continue
        key = keys.get(version.content.pop(old))
        if key is None:
            version.delete()
            continue
        version.content[new] = key
        version.save(update_fields=["content"])


class Migration(migrations.Migration):
    dependencies = [("membership", "0003_representative_person"), ("wagtailcore", "0098_apitoken")]

    operations = [migrations.RunPython(find_persons, find_accounts)]
