"""Personal data that the portal holds on a user as a person."""

from typing import Any

from django.db import transaction
from django.db.models import Q

from federation.directory.models import Organisation
from portal.accounts.models import User
from portal.accounts.registry import forget_in_history, register_personal_data
from portal.backup.erasures import can_be_erased
from portal.mail.sending import forget_letters_to

from .enums import Detail
from .models.person import Person


def export_person(user: User) -> dict[str, Any]:
    """The person behind the account, and where they belong."""
    person = Person.objects.filter(user=user).select_related("region").first()
    if person is None:
        return {}
    seen = set(
        Organisation.objects.visible_to(user).filter(affiliations__person=person).values_list("pk", flat=True)
    )
    return {
        "full_name": person.full_name,
        "name_kk": person.name_kk,
        "name_ru": person.name_ru,
        "latin_name": person.latin_name,
        "other_names": person.other_names.splitlines(),
        "email": person.email,
        "region": str(person.region or ""),
        "preferred_language": person.preferred_language,
        "speaks_kk": person.speaks_kk,
        "speaks_ru": person.speaks_ru,
        "speaks_en": person.speaks_en,
        "other_languages": person.other_languages,
        "phone": person.phone,
        "shown_to": {detail.value: person.audience_of(detail).value for detail in Detail},
        "details_confirmed_at": person.details_confirmed_at,
        "affiliations": [
            {
                # A body that the directory does not show (yet) is not named by its entry.
                "organisation": str(row.organisation)
                if row.organisation_id in seen
                else row.organisation_name,
                "position": row.position,
                "since": row.since,
                "until": row.until,
            }
            for row in person.affiliations.select_related("organisation")
        ],
    }


def erase_person(user: User) -> None:
    """Leaves a row without a name, so that what others count by it (places, hours) stays right."""
    for person in Person.objects.filter(user=user):
        empty(person)


@transaction.atomic
def empty(person: Person) -> None:
    """Leaves nothing that tells who it was."""
    forget_letters_to(person.address, person.pk)
    forget_in_history(person.affiliations.all())
    person.affiliations.all().delete()
    person.user = None
    person.full_name = person.name_kk = person.name_ru = person.latin_name = person.other_names = ""
    person.email = person.region = person.details_confirmed_at = None
    person.speaks_kk = person.speaks_ru = person.speaks_en = False
    person.other_languages = person.phone = ""
    person.shown_to = {}
    person.save()


register_personal_data("person", export=export_person, erase=erase_person)
can_be_erased(
    Person,
    born="created_at",
    repeat=empty,
    is_erased=lambda person: person.is_forgotten,
    erased=Q(user=None, full_name="", name_kk="", name_ru="", latin_name="", other_names="", email=None),
)
