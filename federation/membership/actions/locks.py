"""The lock that all actions on the people of an organisation hold."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction

from federation.directory.models import Organisation


@contextmanager
def lock_people_of(organisation_id: int) -> Iterator[Organisation]:
    """A transaction in which nobody else changes who represents the organisation: two managers who leave at once leave
    one after the other.
    """
    with transaction.atomic():
        yield Organisation.objects.select_for_update(no_key=True).get(pk=organisation_id)
