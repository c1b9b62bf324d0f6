"""Forgetting whom visitors could ask about a workshop."""

from django.db import transaction

from portal.content import versions
from portal.journal import actions as journal

from ..models.workshop import CONTACT_FIELDS, Workshop
from ..querysets import WorkshopQuerySet
from .calendars import renew_event


@transaction.atomic
def forget_contacts_of(workshops: WorkshopQuerySet) -> None:
    """Empties the contacts of workshops, also in their versions and in what the journal keeps; calendars are told."""
    versions.forget_facts(workshops, *CONTACT_FIELDS)
    keys = list(workshops.values_list("pk", flat=True))
    journal.forget_facts(Workshop, keys, *CONTACT_FIELDS)
    workshops.update(**dict.fromkeys(CONTACT_FIELDS, ""))
    for key in keys:
        renew_event(key)
