"""Locks on people who are merged: their accounts, then the people, each by their number, then the merge."""

from django.utils.translation import gettext as _

from portal.accounts.models import User

from ..models.merge import Merge
from ..models.person import Person
from .refusals import Refused


def lock_people(*keys: int) -> list[Person]:
    """The people of these keys, locked after their accounts, in the order in which they were asked for.

    Raises Refused when one is gone.
    """
    accounts = Person.objects.filter(pk__in=keys, user__isnull=False).values_list("user", flat=True)
    list(User.objects.select_for_update(no_key=True).filter(pk__in=list(accounts)).order_by("pk"))
    rows = Person.objects.select_for_update(no_key=True, of=("self",)).filter(pk__in=keys).order_by("pk")
    found = {person.pk: person for person in rows.select_related("user")}
    if len(found) < len(set(keys)):
        raise Refused(
            _("One of the two was merged or erased meanwhile, or a merge is waiting for an answer.")
        )
    return [found[key] for key in keys]


def lock_merge(merge_id: int) -> tuple[Merge, Person, Person]:
    """A merge and its two, locked after them. Raises Merge.DoesNotExist when it is gone."""
    keys = Merge.objects.filter(pk=merge_id).values_list("kept", "merged").get()
    kept, merged = lock_people(*keys)
    return Merge.objects.select_for_update(no_key=True).get(pk=merge_id), kept, merged
