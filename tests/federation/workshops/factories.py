"""Makes workshops for tests."""

from datetime import date, timedelta

import factory
from django.utils import timezone

from federation.directory.models import Region
from federation.membership.models import Membership
from federation.workshops.enums import MoneyKind, WorkshopState
from federation.workshops.models import (
    MoneySource,
    Participation,
    Workshop,
    WorkshopDescription,
    WorkshopTrainer,
)
from resources.models import Topic
from tests.federation.directory.factories import OrganisationFactory
from tests.federation.people.factories import PersonFactory


def in_days(days: int) -> factory.LazyFunction:
    """The day so many days on, counted from the one on which the row is made."""
    return factory.LazyFunction(lambda: timezone.localdate() + timedelta(days=days))


def moment_in(**length: int) -> factory.LazyFunction:
    """The moment so long after the row is made (`days=1`, `minutes=-1`)."""
    return factory.LazyFunction(lambda: timezone.now() + timedelta(**length))


class WorkshopDescriptionFactory(factory.django.DjangoModelFactory):
    """All that must be said of a workshop, in Kazakh."""

    class Meta:
        model = WorkshopDescription

    language = "kk"
    title = "Қауымдастықты басқару"
    summary = "Бірге жоспар құрамыз."
    for_whom = "Кітапханашыларға."
    outcomes = "жарғы жазу\nжоспар құру"


class WorkshopTrainerFactory(factory.django.DjangoModelFactory):
    """A trainer as an organiser types it: a name, and no address."""

    class Meta:
        model = WorkshopTrainer

    name = factory.Sequence(lambda number: f"Үлгі Тренер {number}")
    workshop = factory.SubFactory("tests.federation.workshops.factories.WorkshopFactory", parts=False)


class WorkshopFactory(factory.django.DjangoModelFactory):
    """An approved workshop in a month, open for applications, with two places: everything is filled in."""

    class Meta:
        model = Workshop
        skip_postgeneration_save = True

    slug = factory.Sequence(lambda number: f"workshop-{number}")
    state = WorkshopState.APPROVED
    organiser = factory.SubFactory(OrganisationFactory)
    host = factory.SelfAttribute("organiser")
    region = factory.LazyFunction(lambda: Region.objects.get(pk="KZ-55"))
    city = "Павлодар"
    venue = "Оқу залы"
    working_language = "kk"
    capacity = 2
    starts_on = in_days(30)
    ends_on = factory.LazyAttribute(lambda row: row.starts_on + timedelta(days=2) if row.starts_on else None)
    applications_open_at = moment_in(days=-5)
    applications_close_at = moment_in(days=20)

    @factory.post_generation
    def membership(self, create, extracted, **kwargs):
        """Its organiser has been a member for years, unless False is given."""
        if extracted is not False and self.organiser and not self.organiser.is_federation:
            Membership.objects.get_or_create(
                organisation=self.organiser, until=None, defaults={"since": date(2024, 3, 1)}
            )

    @factory.post_generation
    def words(self, create, extracted, **kwargs):
        """Words in Kazakh, or in the languages given; none for ()."""
        for language in ("kk",) if extracted is None else extracted:
            WorkshopDescriptionFactory(record=self, language=language, **kwargs)

    @factory.post_generation
    def parts(self, create, extracted, **kwargs):
        """A topic, a trainer and a source of money, unless False is given."""
        if extracted is not False:
            self.topics.set(Topic.objects.all()[:1])
            WorkshopTrainerFactory(workshop=self)
            MoneySource.objects.create(workshop=self, kind=MoneyKind.FEDERATION, amount=100_000)


class ParticipationFactory(factory.django.DjangoModelFactory):
    """Somebody with a place. The workshop's own counts are not touched: take places by the action for that."""

    class Meta:
        model = Participation

    person = factory.SubFactory(PersonFactory)
    workshop = factory.SubFactory(WorkshopFactory)
    state = "registered"
    queue_number = factory.Sequence(lambda number: number + 1)
    requested_at = factory.LazyFunction(timezone.now)
    changed_at = factory.LazyFunction(timezone.now)
