"""Makes organisations for tests."""

import factory

from federation.directory.models import Organisation, OrganisationDescription


class OrganisationFactory(factory.django.DjangoModelFactory):
    """A published library without a place."""

    class Meta:
        model = Organisation

    name_kk = factory.Sequence(lambda number: f"Кітапхана {number}")
    slug = factory.Sequence(lambda number: f"library-{number}")
    type = "city_library"
    status = "active"


class OrganisationDescriptionFactory(factory.django.DjangoModelFactory):
    """A live text in Kazakh."""

    class Meta:
        model = OrganisationDescription

    record = factory.SubFactory(OrganisationFactory)
    language = "kk"
    intro = "<p>Мәтін</p>"
