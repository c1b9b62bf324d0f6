"""Personal data that the library holds on somebody: the materials that name them as a creator."""

from datetime import date
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy, ngettext

from federation.people.actions.crediting import forget_credits
from federation.people.registry import register_key
from portal.accounts.registry import Leaving, Subject, Told, register_personal_data

from .models.material import Material
from .models.material_creator import MaterialCreator


def export_materials(subject: Subject) -> list[dict[str, Any]]:
    """The materials that name them as a creator; by title those that they may see.

    Everybody chooses their own name: where it was only typed, it opens no draft.
    """
    person = subject.person
    if person is None:
        return []
    credits = MaterialCreator.objects.naming(person)
    seen = Material.objects.visible_to(subject.visitor).filter(pk__in=credits.values("material"))
    linked = MaterialCreator.objects.filter(person=person)
    rows = Material.objects.filter(Q(pk__in=seen.values("pk")) | Q(pk__in=linked.values("material")))
    titled = set(seen.values_list("pk", flat=True))
    return [
        {
            "title": row.title.text if row.pk in titled else "",
            "published_on": row.published_on,
            "is_public": row.is_public,
        }
        for row in rows.prefetch_related("descriptions").order_by("pk")
    ]


def erase_materials(subject: Subject) -> None:
    """The materials stay: without the name, in their earlier versions too."""
    if subject.person:
        forget_credits(MaterialCreator, subject.person)


def tell_materials(subject: Subject, leaving: Leaving) -> Told:
    """The materials that name them as a creator."""
    if subject.person is None:
        return Told()
    named = MaterialCreator.objects.naming(subject.person)
    number = Material.objects.visible_to(AnonymousUser()).filter(pk__in=named.values("material")).count()
    if not number:
        return Told()
    words = ngettext("The name at %(number)d material.", "The name at %(number)d materials.", number)
    told = (words % {"number": number},)
    return Told(goes=told) if leaving is Leaving.ERASURE else Told(stays=told)


def persons_credited(_since: date) -> QuerySet:
    """The keys of those whom a material names, however long ago it was made."""
    return MaterialCreator.objects.filter(person__isnull=False).values("person")


register_key(MaterialCreator, "person")
register_personal_data(
    "materials",
    title=gettext_lazy("Name as a creator of materials"),
    kept=gettext_lazy("As long as the material is kept, or until you are erased."),
    export=export_materials,
    erase=erase_materials,
    tells=tell_materials,
    needs=persons_credited,
    keys=["resources.MaterialCreator.person"],
)
