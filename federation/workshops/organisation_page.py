"""Workshops' section of an organisation's page: those that it hosts or registers."""

from dataclasses import replace

from django.utils import timezone
from django.utils.translation import gettext as _

from federation.directory.models import Organisation
from federation.directory.registry import PageSection, page_section
from portal.caching.cache import cached

from .enums import WORKSHOPS_SCOPE
from .models.workshop import Workshop
from .presenters.rows import row_of

MOST = 5


@page_section
def workshops_of(organisation: Organisation) -> list[PageSection]:
    """One block with its coming and latest workshops, or none."""
    if organisation.pk not in organisations_with_workshops():
        return []
    rows = Workshop.objects.public().shown_at(organisation).with_registration()
    today = timezone.localdate()
    coming = list(rows.upcoming(today).order_by("starts_on").for_list()[:MOST])
    past = list(rows.past(today).order_by("-starts_on").for_list()[: MOST - len(coming)])
    # The page has a map of its own, and little room beside it.
    found = [
        replace(row_of(workshop, workshop.registration), side="", language="")
        for workshop in (*coming, *past)
    ]
    if not found:
        return []
    return [PageSection(_("Workshops"), "components/rows.html", {"rows": found})]


def organisations_with_workshops() -> frozenset[int]:
    """The organisations that host or register public workshops, by primary key."""

    def make() -> frozenset[int]:
        pairs = Workshop.objects.public().values_list("host_id", "organiser_id")
        return frozenset(pk for pair in pairs for pk in pair if pk)

    return cached("workshops.organisations", make, depends_on=[WORKSHOPS_SCOPE])
