"""Makes people for tests."""

import factory

from federation.people.models import Person


class PersonFactory(factory.django.DjangoModelFactory):
    """Somebody without an account."""

    class Meta:
        model = Person

    full_name = factory.Sequence(lambda number: f"Үлгі Адам {number}")
