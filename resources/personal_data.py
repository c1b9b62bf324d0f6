"""Personal data that the library holds on a user: the materials that name them as a creator."""

from typing import Any

from django.db.models import Q

from federation.people.actions.crediting import forget_credits
from federation.people.models import Person
from federation.people.registry import register_key
from portal.accounts.models import User
from portal.accounts.registry import register_personal_data

from .models.material import Material
from .models.material_creator import MaterialCreator


def export_materials(user: User) -> list[dict[str, Any]]:
    """The materials that name the user as a creator; by title those that they may see.

    Everybody chooses their own name: where it was only typed, it opens no draft.
    """
    person = Person.objects.filter(user=user).first()
    if person is None:
        return []
    credits = MaterialCreator.objects.naming(person)
    seen = Material.objects.visible_to(user).filter(pk__in=credits.values("material"))
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


def erase_materials(user: User) -> None:
    """The materials stay: without the name, in their earlier versions too."""
    for person in Person.objects.filter(user=user):
        forget_credits(MaterialCreator, person)


register_key(MaterialCreator, "person")
register_personal_data("materials", export=export_materials, erase=erase_materials)
