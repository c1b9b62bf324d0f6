"""The lock that all actions on the people of an organisation hold: the organisation's row."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction

from federation.directory.models import Organisation
from federation.people.models import Person

from ..models.representative import Representative


@contextmanager
def lock_people_of(organisation_id: int) -> Iterator[Organisation]:
    """A transaction in which nobody else changes who represents the organisation: two managers who leave at once leave
    one after the other.
    """
    with transaction.atomic():
        yield Organisation.objects.select_for_update(no_key=True).get(pk=organisation_id)


def hold_organisations_of(*people: Person) -> None:
    """Holds the same lock of every organisation that people speak for, in one order. Call it in a transaction."""
    spoken_for = Representative.objects.filter(person__in=people).values("organisation")
    list(Organisation.objects.select_for_update(no_key=True).filter(pk__in=spoken_for).order_by("pk"))
