"""Makes workshops for tests."""

from datetime import date, timedelta

import factory
from django.utils import timezone

from federation.directory.models import Region
from federation.membership.models import Membership
from federation.workshops.enums import Cover, HostingState, MoneyKind, WorkshopState
from federation.workshops.models import (
    Hosting,
    MoneySource,
    Participation,
    PlaceOffer,
    Workshop,
    WorkshopDescription,
    WorkshopLetter,
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


def hall_in(language: str) -> factory.LazyAttribute:
    """The name of the hall in the working language alone."""
    return factory.LazyAttribute(lambda row: "Оқу залы" if row.working_language == language else "")


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
    venue_kk = hall_in("kk")
    venue_ru = hall_in("ru")
    venue_en = hall_in("en")
    working_language = "kk"
    contact_name = "Оқыту бөлімі"
    capacity = 2
    fee = 0
    travel = lodging = meals = Cover.OWN
    is_step_free = gives_certificate = True
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
            MoneySource.objects.create(
                workshop=self, kind=MoneyKind.ASSOCIATION, planned=100_000, language=self.working_language
            )


class PlaceOfferFactory(factory.django.DjangoModelFactory):
    """A place that is held for an address. The workshop's own counts are not touched: register colleagues for that."""

    class Meta:
        model = PlaceOffer

    workshop = factory.SubFactory(WorkshopFactory)
    organisation = factory.SubFactory(OrganisationFactory)
    name = factory.Sequence(lambda number: f"Үлгі Әріптес {number}")
    email = factory.Sequence(lambda number: f"colleague{number}@example.org")
    language = "kk"
    held_until = moment_in(days=3)


class HostingFactory(factory.django.DjangoModelFactory):
    """A host that was asked and has not answered, of an approved workshop that another organisation registers."""

    class Meta:
        model = Hosting

    organisation = factory.SubFactory(OrganisationFactory)
    workshop = factory.SubFactory(
        "tests.federation.workshops.factories.WorkshopFactory",
        host=factory.SelfAttribute("..organisation"),
        organiser=factory.SubFactory(OrganisationFactory),
    )
    state = HostingState.ASKED
    asked_at = factory.LazyFunction(timezone.now)


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


class WorkshopLetterFactory(factory.django.DjangoModelFactory):
    """What an organiser has written to those with a place, in Russian; nobody got it yet."""

    class Meta:
        model = WorkshopLetter

    workshop = factory.SubFactory(WorkshopFactory)
    addressees = "registered"
    subject_ru = "Что взять с собой"
    text_ru = "Возьмите ноутбук."
    sent_at = factory.LazyFunction(timezone.now)
