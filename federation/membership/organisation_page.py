"""Membership's section of an organisation's page: since when it is a member, only where that is recorded."""

from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from federation.directory.models import Organisation
from federation.directory.registry import PageSection, page_section
from portal.caching.cache import cached

from .enums import MEMBERSHIP_SCOPE
from .models.membership import Membership


@page_section
def since_when_a_member(organisation: Organisation) -> list[PageSection]:
    """One block beside the facts, or none."""
    since = members_since(timezone.localdate()).get(organisation.pk)
    if since is None:
        return []
    return [
        PageSection(
            _("Member of the federation"), "membership/includes/since.html", {"since": since}, "aside"
        )
    ]


def members_since(day: date) -> dict[int, date]:
    """The members of a day by primary key, each with the day it became one."""
    return cached(
        "membership.since",
        lambda: dict(Membership.objects.on(day).values_list("organisation_id", "since")),
        day,
        depends_on=[MEMBERSHIP_SCOPE],
    )
