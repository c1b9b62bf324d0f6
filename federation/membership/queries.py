"""Questions that other rooms ask about members."""

from federation.directory.models import Organisation
from federation.directory.querysets import OrganisationQuerySet

from .models.membership import Membership
from .models.representative import Representative
from .querysets import RepresentativeQuerySet


def representations_of(user) -> RepresentativeQuerySet:
    """Whom a user speaks for today; nobody for visitors and closed accounts."""
    if not getattr(user, "is_active", False):
        return Representative.objects.none()
    return Representative.objects.current().of(user)


def organisations_of(user) -> OrganisationQuerySet:
    """The organisations that a user speaks for today, as manager or contributor."""
    return Organisation.objects.filter(pk__in=representations_of(user).values("organisation"))


def membership_of(organisation: Organisation) -> Membership | None:
    """The membership that holds today; None when none is recorded."""
    return Membership.objects.current().filter(organisation=organisation).first()
