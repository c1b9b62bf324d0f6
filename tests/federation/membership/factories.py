"""Makes members and representatives for tests."""

from datetime import date

import factory

from federation.membership.models import Membership, Representative, RepresentativeInvitation
from tests.federation.directory.factories import OrganisationFactory
from tests.portal.accounts.factories import UserFactory


class MembershipFactory(factory.django.DjangoModelFactory):
    """A membership that holds to this day."""

    class Meta:
        model = Membership

    organisation = factory.SubFactory(OrganisationFactory)
    since = date(2024, 3, 1)


class RepresentativeFactory(factory.django.DjangoModelFactory):
    """Somebody who manages an organisation to this day."""

    class Meta:
        model = Representative

    class Params:
        user = factory.SubFactory(UserFactory)

    person = factory.LazyAttribute(lambda row: row.user.person)
    organisation = factory.SubFactory(OrganisationFactory)
    role = "manager"
    since = date(2024, 3, 1)


class RepresentativeInvitationFactory(factory.django.DjangoModelFactory):
    """An open invitation to be a contributor."""

    class Meta:
        model = RepresentativeInvitation

    email = factory.Sequence(lambda number: f"invited{number}@example.org")
    language = "kk"
    organisation = factory.SubFactory(OrganisationFactory)
    role = "contributor"
