"""What membership shows on an organisation's page: since when it is a member, only where that is recorded."""

from django.utils.translation import gettext as _

from federation.directory.models import Organisation
from federation.directory.slots import Slot

from .queries import membership_of


def since_when_a_member(organisation: Organisation) -> list[Slot]:
    """One block beside the facts, or none."""
    membership = membership_of(organisation)
    if membership is None:
        return []
    return [
        Slot(_("Member of the federation"), "membership/includes/since.html", {"membership": membership}, "aside")
    ]
