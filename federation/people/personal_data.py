"""Personal data that the portal holds on a user as a person."""

from typing import Any

from django.db import transaction
from django.db.models import Q

from federation.directory.models import Organisation
from portal.accounts.actions import delete_account
from portal.accounts.models import User
from portal.accounts.registry import forget_in_history, register_personal_data
from portal.backup.erasures import can_be_erased
from portal.mail.models import Letter, Unsubscription
from portal.mail.sending import forget_letters_to

from .enums import Detail
from .models.affiliation import Affiliation
from .models.likely_duplicate import LikelyDuplicate
from .models.merge import Merge
from .models.person import Person
from .registry import MOVED, Told, point_at, register_key


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
        "other_emails": person.other_emails.splitlines(),
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
    """Leaves nothing that tells who it was, nor that somebody took it for somebody else."""
    for entry in Person.objects.filter(merged_into=person).select_related("user"):
        if entry.user:
            delete_account(entry.user, tells=False)  # Which empties the entry, too.
        else:
            empty(entry)
    forget_letters_to(person.address, person.pk)
    forget_in_history(person.affiliations.all())
    person.affiliations.all().delete()
    LikelyDuplicate.objects.filter(Q(one=person) | Q(other=person)).delete()
    Merge.objects.filter(Q(kept=person) | Q(merged=person)).update(kept_facts={}, chosen=[], note="")
    for address in _addresses_of_nobody_else(person):
        forget_letters_to(address)
    person.user = person.merged_into = None
    person.full_name = person.name_kk = person.name_ru = person.latin_name = person.other_names = ""
    person.email = person.region = person.details_confirmed_at = None
    person.speaks_kk = person.speaks_ru = person.speaks_en = False
    person.other_emails = person.other_languages = person.phone = ""
    person.shown_to = {}
    person.save()


def _addresses_of_nobody_else(person: Person) -> list[str]:
    """The addresses that were typed for a person, but for those of a library that others share."""
    addresses = {person.email or "", *person.other_emails.splitlines()} - {""}
    shared = Person.objects.filter(email__in=addresses).exclude(pk=person.pk).values_list("email", flat=True)
    return sorted(addresses - set(shared))


def export_merges(user: User) -> list[dict[str, Any]]:
    """The merges by which entries for the user became one, and the questions about them."""
    rows = Merge.objects.filter(Q(kept__user=user) | Q(merged__user=user)).order_by("pk")
    return [
        {"state": row.state, "asked_at": row.made_at, "merged_at": row.done_at, "undone_at": row.undone_at}
        for row in rows
    ]


def erase_deeds(user: User) -> None:
    """Forgets who of the secretariat merged people, undid it, or said that two are not one."""
    Merge.objects.filter(made_by=user).update(made_by=None)
    Merge.objects.filter(undone_by=user).update(undone_by=None)
    LikelyDuplicate.objects.filter(dismissed_by=user).update(dismissed_by=None)


def leave_merge(_kept: Person, _merged: Person) -> Told:
    """The record of a merge goes on naming the entry that was merged."""
    return {}


def move_pairs(_kept: Person, merged: Person) -> Told:
    """Pairs of the merged one that wait are found anew; of those that were dismissed, the kept one's count."""
    LikelyDuplicate.objects.filter(Q(one=merged) | Q(other=merged)).delete()
    return {}


def move_wishes(kept: Person, merged: Person) -> Told:
    """What either does not want to be written about, the one who both are does not."""
    own = Unsubscription.objects.filter(person=kept).values("category")
    Unsubscription.objects.filter(person=merged, category__in=own).delete()
    return {MOVED: point_at(Unsubscription.objects.filter(person=merged).order_by("pk"), "person", kept)}


register_key(Affiliation, "person")
register_key(Letter, "person", is_listed=False)
register_key(Unsubscription, "person", move=move_wishes, is_listed=False)
register_key(Person, "merged_into", is_listed=False)
register_key(Merge, "kept", is_listed=False)
register_key(Merge, "merged", move=leave_merge, is_listed=False)
register_key(LikelyDuplicate, "one", move=move_pairs, is_listed=False)
register_key(LikelyDuplicate, "other", move=move_pairs, is_listed=False)
register_personal_data("merges", export=export_merges, erase=erase_deeds)
register_personal_data("person", export=export_person, erase=erase_person)
can_be_erased(
    Person,
    born="created_at",
    repeat=empty,
    is_erased=lambda person: person.is_forgotten,
    erased=Q(
        user=None,
        full_name="",
        name_kk="",
        name_ru="",
        latin_name="",
        other_names="",
        email=None,
        other_emails="",
        merged_into=None,
    ),
)
