"""Rules of representation: the organisations of a user, and who may do what for an organisation."""

import rules
from django.db.models import QuerySet

from federation.directory.models import Organisation
from federation.directory.querysets import OrganisationQuerySet
from federation.directory.registry import representation
from portal.accounts.rules import Visitor

from .models.representative import Representative
from .querysets import RepresentativeQuerySet


def representations_of(user: Visitor) -> RepresentativeQuerySet:
    """Returns what a user represents today; nothing for visitors and closed accounts."""
    if not user.is_authenticated or not user.is_active:
        return Representative.objects.none()
    return Representative.objects.current().of(user)


def organisations_of(user: Visitor) -> OrganisationQuerySet:
    """The organisations that a user speaks for today, as manager or contributor."""
    return Organisation.objects.filter(pk__in=representations_of(user).values("organisation"))


@representation
def represented_organisations(user: Visitor) -> QuerySet:
    """The keys of those organisations: who represents one sees it, whatever its state."""
    return representations_of(user).values("organisation")


@rules.predicate
def is_representative(user: Visitor, organisation: Organisation | None) -> bool:
    """True when the user speaks for the organisation today, in whatever role."""
    return organisation is not None and representations_of(user).filter(organisation=organisation).exists()


@rules.predicate
def is_manager(user: Visitor, organisation: Organisation | None) -> bool:
    """True when the user is a manager of the organisation today."""
    return (
        organisation is not None
        and representations_of(user).managers().filter(organisation=organisation).exists()
    )
