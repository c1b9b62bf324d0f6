"""Forgetting whom visitors could ask about a workshop."""

from django.db import transaction

from portal.content import versions

from ..models.workshop import CONTACT_FIELDS
from ..querysets import WorkshopQuerySet
from .calendars import renew_event


@transaction.atomic
def forget_contacts_of(workshops: WorkshopQuerySet) -> None:
    """Empties the contacts of workshops, also in their versions; calendars are told."""
    versions.forget_facts(workshops, *CONTACT_FIELDS)
    keys = list(workshops.values_list("pk", flat=True))
    workshops.update(**dict.fromkeys(CONTACT_FIELDS, ""))
    for key in keys:
        renew_event(key)
