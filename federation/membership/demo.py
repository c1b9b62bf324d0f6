"""Demonstration: who speaks for the demo association and who is invited to, and the only memberships there are, all
fictional.
"""

from datetime import date

from portal.demo.registry import Demo

from .enums import RepresentativeRole
from .models.membership import Membership
from .models.representative import Representative
from .models.representative_invitation import RepresentativeInvitation

SINCE = date(2024, 3, 1)
INVITED = "colleague@example.org"


def load(demo: Demo) -> None:
    """Makes the demo association and two hosts members. Manager and contributor represent the association; the
    contributor manages a host, too, and so chooses for whom to act.
    """
    association, host = demo.made["association"], demo.made["hosts"][0]
    for organisation in (association, *demo.made["hosts"][:2]):
        Membership.objects.get_or_create(organisation=organisation, until=None, defaults={"since": SINCE})
    for account, organisation, role in (
        ("manager", association, RepresentativeRole.MANAGER),
        ("contributor", association, RepresentativeRole.CONTRIBUTOR),
        ("contributor", host, RepresentativeRole.MANAGER),
    ):
        Representative.objects.get_or_create(
            person=demo.made[f"person:{account}"],
            organisation=organisation,
            until=None,
            defaults={"role": role, "since": SINCE},
        )
    RepresentativeInvitation.objects.get_or_create(
        organisation=association,
        email=INVITED,
        defaults={"language": "ru", "invited_by": demo.made["person:manager"]},
    )
