"""What membership shows on an organisation's page: since when it is a member, only where that is recorded."""

from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from federation.directory.models import Organisation
from federation.directory.registry import Slot
from portal.caching.versions import kept

from .models.membership import Membership


def since_when_a_member(organisation: Organisation) -> list[Slot]:
    """One block beside the facts, or none."""
    since = members_since(timezone.localdate()).get(organisation.pk)
    if since is None:
        return []
    return [Slot(_("Member of the federation"), "membership/includes/since.html", {"since": since}, "aside")]


def members_since(day: date) -> dict[int, date]:
    """The members of a day by primary key, each with the day it became one."""
    return kept(
        "membership.since",
        ["membership"],
        lambda: dict(Membership.objects.on(day).values_list("organisation_id", "since")),
        day,
    )
