"""Refusals of actions, and the lock that all of them hold."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction

from federation.directory.models import Organisation


class Refused(Exception):
    """An action does not go with how things stand; the message is in the reader's language."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


@contextmanager
def lock_people_of(organisation_id: int) -> Iterator[Organisation]:
    """A transaction in which nobody else changes who represents the organisation: two managers who leave at once leave
    one after the other.
    """
    with transaction.atomic():
        yield Organisation.objects.select_for_update(no_key=True).get(pk=organisation_id)
