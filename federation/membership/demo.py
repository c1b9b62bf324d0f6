"""Demonstration: who speaks for the demo association, and the only memberships there are, all fictional."""

from datetime import date

from portal.demo.registry import Demo

from .enums import RepresentativeRole
from .models.membership import Membership
from .models.representative import Representative

SINCE = date(2024, 3, 1)


def load(demo: Demo) -> None:
    """Makes the demo association and two hosts members, and manager and contributor its representatives."""
    association = demo.made["association"]
    for organisation in (association, *demo.made["hosts"][:2]):
        Membership.objects.get_or_create(organisation=organisation, until=None, defaults={"since": SINCE})
    for account, role in (
        ("manager", RepresentativeRole.MANAGER),
        ("contributor", RepresentativeRole.CONTRIBUTOR),
    ):
        Representative.objects.get_or_create(
            person=demo.made[f"person:{account}"],
            organisation=association,
            until=None,
            defaults={"role": role, "since": SINCE},
        )
