"""Plainly synthetic organisations, as many as one likes, for measuring."""

from random import Random

from django.utils import timezone

from federation.directory.enums import Confidence, OrganisationStatus, OrganisationType
from federation.directory.models.organisation import Organisation
from federation.directory.models.organisation_description import OrganisationDescription
from federation.directory.models.region import Region
from portal.caching.cache import invalidate
from portal.content.searchable import search_changed
from portal.demo.registry import Demo
from portal.language import LANGUAGES

from ..enums import DIRECTORY_SCOPE
from ..querysets import OrganisationQuerySet

IN_THREE_LANGUAGES = 300
BATCH = 1000
WITHOUT_PLACE = 20  # One in so many has no known place.
NAMES = {"kk": "Сынақ кітапханасы {}", "ru": "Тестовая библиотека {}", "en": "Test Library {}"}
TEXTS = {
    "kk": "<p>Өлшеуге арналған сынақ жазбасы {}. Мұндай кітапхана жоқ.</p>",
    "ru": "<p>Тестовая запись {} для измерений. Такой библиотеки нет.</p>",
    "en": "<p>Test entry {} for measuring. There is no such library.</p>",
}


def scale(demo: Demo, count: int) -> None:
    """Adds synthetic organisations up to `count`: one text each, the first 300 in three languages."""
    chance = demo.random("organisations")
    regions = list(Region.objects.all())
    known = set(Organisation.objects.filter(slug__startswith="test-library-").values_list("slug", flat=True))
    rows = [_organisation(number, regions, chance) for number in range(1, count + 1)]
    Organisation.objects.bulk_create([row for row in rows if row.slug not in known], batch_size=BATCH)
    made = Organisation.objects.filter(slug__startswith="test-library-")
    OrganisationDescription.objects.bulk_create(_texts(made), batch_size=BATCH)
    invalidate(DIRECTORY_SCOPE)
    search_changed.send(sender=Organisation, rows=made)


def _organisation(number: int, regions: list[Region], chance: Random) -> Organisation:
    padded = f"{number:05}"
    region = None if number % WITHOUT_PLACE == 0 else chance.choice(regions)
    organisation = Organisation(
        slug=f"test-library-{padded}",
        type=chance.choice(OrganisationType.values),
        region=region,
        status=chance.choice(OrganisationStatus.values),
        confidence=Confidence.LOW,
        is_demo=True,
        **{f"name_{code}": NAMES[code].format(padded) for code in LANGUAGES},
        **{f"city_{code}": getattr(region, f"capital_{code}") if region else "" for code in LANGUAGES},
    )
    organisation.fill_derived()
    return organisation


def _texts(organisations: OrganisationQuerySet) -> list[OrganisationDescription]:
    """The texts that are still missing."""
    now = timezone.now()
    existing = set(
        OrganisationDescription.objects.filter(record__in=organisations).values_list("record_id", "language")
    )
    return [
        OrganisationDescription(
            record_id=pk,
            language=language,
            intro=TEXTS[language].format(slug[-5:]),
            first_published_at=now,
            last_published_at=now,
        )
        for place, (pk, slug) in enumerate(organisations.order_by("slug").values_list("pk", "slug"))
        for language in (LANGUAGES if place < IN_THREE_LANGUAGES else LANGUAGES[:1])
        if (pk, language) not in existing
    ]
