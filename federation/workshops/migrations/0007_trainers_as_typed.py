"""Who trains is a line as its organiser typed it; persons whom the portal had made of such names alone go.

Each line takes the name that it showed. It keeps its person where that has an account or anything else: a place, an
affiliation, an address, another name. Persons who have nothing but a name and lines were made of what was typed, one
for an organiser, and say nothing that the lines do not say now: left, they would pass for people whom somebody knows.
A person without a name is somebody who was erased, and stays as a number; so does one who hangs on nothing at all,
whom the secretariat may have written down.

Of its own, for PostgreSQL changes no table whose rows were changed in the same transaction.
"""

from django.db import migrations
from django.db.models import F, OuterRef, Q, Subquery
from django.db.models.functions import Left

from portal.language import sort_key
from portal.listing.finding import folded

OF_OTHERS = Q(user=None, latin_name="", other_names="", region=None) & (Q(email=None) | Q(email=""))


def take_names(apps, _schema_editor):
    Trainer, Person = (
        apps.get_model(*name) for name in (("workshops", "WorkshopTrainer"), ("people", "Person"))
    )
    # A line has room for 200 signs.
    names = Person.objects.filter(pk=OuterRef("person")).values_list(Left("full_name", 200))[:1]
    Trainer.objects.exclude(person=None).update(name=Subquery(names))
    typed = Person.objects.filter(OF_OTHERS, workshops_trained__isnull=False).exclude(full_name="")
    for relation in Person._meta.related_objects:
        field = relation.field
        if field.model is not Trainer or field.name != "person":
            pointing = field.model._default_manager.filter(**{f"{field.name}__isnull": False})
            typed = typed.exclude(pk__in=pointing.values(field.attname))
    keys = list(typed.values_list("pk", flat=True).distinct())
    Trainer.objects.filter(person__in=keys).update(person=None)
    _forget_versions(apps, [str(key) for key in keys])
    Person.objects.filter(pk__in=keys).delete()


def make_persons(apps, _schema_editor):
    """The way back: each line without a person gets one of its name, as before."""
    Trainer, Person = (
        apps.get_model(*name) for name in (("workshops", "WorkshopTrainer"), ("people", "Person"))
    )
    for line in Trainer.objects.filter(person=None).annotate(is_demo=F("workshop__is_demo")).iterator():
        line.person = Person.objects.create(
            full_name=line.name,
            is_demo=line.is_demo,
            sort_key=sort_key(line.name, "kk"),
            folded=folded(line.name, "", ""),
        )
        line.save(update_fields=["person"])


def _forget_versions(apps, keys):
    """What the history of those who go calls them, and what they were."""
    kind = apps.get_model("contenttypes", "ContentType").objects.filter(app_label="people", model="person")
    told = apps.get_model("wagtailcore", "ModelLogEntry").objects.filter(content_type__in=kind)
    told.filter(object_id__in=keys).update(label="", data={}, revision=None)
    versions = apps.get_model("wagtailcore", "Revision").objects.filter(base_content_type__in=kind)
    versions.filter(object_id__in=keys).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("workshops", "0006_trainers_are_lines"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [migrations.RunPython(take_names, make_persons)]
