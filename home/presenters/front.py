"""Values of the first page from all rooms: figures, the map, what comes next, what is new.

Everything is counted from the database and kept until one of the rooms changes; what depends on the hour
(which workshops take applications) is worked out anew each minute. What a demonstration invented is counted apart; it
stands in a list only where there is nothing real to show.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.db.models import Count, Q
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString

from federation.directory.enums import DIRECTORY_SCOPE
from federation.directory.models import Organisation, Region
from federation.directory.presenters.rows import face_kind
from federation.news.enums import NEWS_SCOPE
from federation.news.models import NewsPage
from federation.news.querysets import NewsQuerySet
from federation.workshops.enums import PLACES_SCOPE, REGISTRATION_BADGES, WORKSHOPS_SCOPE, RegistrationState
from federation.workshops.models import Workshop
from federation.workshops.presenters.rows import topic_words
from portal.caching.cache import cached
from portal.content.enums import PAGES_SCOPE
from portal.language import LANGUAGES
from portal.localisation.addresses import section_url
from portal.localisation.text import LocalisedText
from portal.look.map import Point
from resources.enums import RESOURCES_SCOPE
from resources.models import Material

SCOPES = [DIRECTORY_SCOPE, WORKSHOPS_SCOPE, PLACES_SCOPE, RESOURCES_SCOPE, NEWS_SCOPE, PAGES_SCOPE]
WORKSHOPS, NEWS, MATERIALS, FACES = 3, 5, 4, 14


@dataclass(frozen=True)
class Figures:
    """The numbers of the first view: of what is real, or of what a demonstration invented."""

    organisations: int
    workshops: int  # That are not over.
    materials: int
    regions: int = 0  # With at least one organisation.
    all_regions: int = 0
    news: int = 0

    def __bool__(self) -> bool:
        return bool(self.organisations or self.workshops or self.materials or self.news)

    @property
    def of_all_regions(self) -> str:
        """The number of all regions as it stands beside the other."""
        return f"/ {self.all_regions}"


@dataclass(frozen=True)
class ComingWorkshop:
    """A workshop as its card shows it."""

    title: LocalisedText
    url: str
    starts_on: date
    ends_on: date
    place: LocalisedText
    is_online: bool
    is_hybrid: bool
    topics: str
    state: str
    state_label: str
    is_demo: bool
    registration: str
    closes_at: datetime | None
    places_left: int | None


@dataclass(frozen=True)
class Story:
    """A news item as the first page shows it."""

    title: str
    url: str
    day: date
    category: LocalisedText
    summary: str
    is_demo: bool
    face: SafeString  # Of the first one only.


@dataclass(frozen=True)
class Book:
    """A material as the first page shows it."""

    seed: str
    title: LocalisedText
    url: str
    code: str
    module: str
    kind: str
    is_demo: bool
    languages: tuple[str, ...]


@dataclass(frozen=True)
class Face:
    """An organisation as a monogram."""

    seed: int
    name: str
    city: str
    kind: str


@dataclass(frozen=True)
class Front:
    """The first page in a language, but for its own words."""

    figures: Figures
    fictional: Figures | None
    points: tuple[Point, ...]
    call: ComingWorkshop | None
    workshops: tuple[ComingWorkshop, ...]
    news: tuple[Story, ...]
    materials: tuple[Book, ...]
    faces: tuple[Face, ...]


def front(language: str) -> Front:
    """Returns what the first page shows in a language."""
    now = timezone.now().replace(second=0, microsecond=0)
    return cached("home.front", lambda: _front(language, now), language, now.isoformat(), depends_on=SCOPES)


def _front(language: str, now: datetime) -> Front:
    workshops = _workshops(now)
    return Front(
        figures=_figures(now),
        fictional=_fictional_figures(language, now),
        points=_points(language),
        call=_call(workshops),
        workshops=tuple(workshops[:WORKSHOPS]),
        news=_news(language),
        materials=_materials(),
        faces=_faces(),
    )


def _figures(now: datetime) -> Figures:
    organisations = Organisation.objects.public().real()
    return Figures(
        organisations=organisations.count(),
        regions=organisations.exclude(region=None).values("region").distinct().count(),
        all_regions=Region.objects.count(),
        workshops=_coming(now).real().count(),
        materials=Material.objects.public().real().count(),
    )


def _fictional_figures(language: str, now: datetime) -> Figures | None:
    """The same of what was invented; nothing where the site is no demonstration."""
    if not settings.IS_DEMO:
        return None
    return Figures(
        organisations=Organisation.objects.public().fictional().count(),
        workshops=_coming(now).fictional().count(),
        materials=Material.objects.public().fictional().count(),
        news=_readable_news(language).fictional().count(),
    )


def _points(language: str) -> tuple[Point, ...]:
    """The circles of the map: organisations by region, each leading to the directory of its region."""
    public = Q(organisations__in=Organisation.objects.public().real().values("pk"))
    regions = Region.objects.annotate(number=Count("organisations", filter=public)).order_by(
        f"sort_{language}"
    )
    return tuple(
        Point(
            region.name.text,
            region.lon,
            region.lat,
            region.number,
            region.code,
            short_label=(region.capital or region.name).text,
            href=section_url(Organisation.section, f"?region={region.code}", language),
        )
        for region in regions
    )


def _real_first(rows: list[Any], most: int) -> list[Any]:
    """Of rows that have the real ones first: the real ones, or where there is none the invented ones."""
    return [row for row in rows if row.is_demo == rows[0].is_demo][:most]


def _coming(now: datetime) -> Any:
    """Returns the workshops that their list shows as upcoming."""
    return Workshop.objects.public().upcoming(timezone.localdate(now)).with_registration(now)


def _workshops(now: datetime) -> list[ComingWorkshop]:
    rows = _coming(now).for_list().order_by("is_demo", "starts_on", "pk")[: WORKSHOPS * 4]
    return [_coming_workshop(row) for row in _real_first(list(rows), WORKSHOPS * 4)]


def _coming_workshop(row: Any) -> ComingWorkshop:
    state = RegistrationState(row.registration)
    return ComingWorkshop(
        title=row.title,
        url=row.get_absolute_url(),
        starts_on=row.starts_on,
        ends_on=row.ends_on,
        place=row.place,
        is_online=row.is_online,
        is_hybrid=row.is_hybrid,
        topics=topic_words(row),
        state=REGISTRATION_BADGES[state],
        state_label=str(state.label),
        is_demo=row.is_demo,
        registration=state.value,
        closes_at=row.applications_close_at,
        places_left=max(0, row.capacity - row.places_taken) if row.capacity else None,
    )


def _call(workshops: list[ComingWorkshop]) -> ComingWorkshop | None:
    """Of the workshops that take applications, the one whose time to apply ends first."""
    takes = [
        (row.closes_at, place, row)
        for place, row in enumerate(workshops)
        if row.registration == RegistrationState.OPEN and row.closes_at
    ]
    return min(takes)[2] if takes else None


def _readable_news(language: str) -> NewsQuerySet:
    return NewsPage.objects.for_everybody().in_language(language)


def _news(language: str) -> tuple[Story, ...]:
    rows = _readable_news(language).select_related("locale").with_face().latest_first()[:NEWS]
    return tuple(
        Story(
            title=row.title,
            url=row.address,
            day=row.date,
            category=row.category.name,
            summary=row.summary,
            is_demo=row.is_demo,
            face=SafeString(render_to_string("news/face.html", {"item": row}) if place == 0 else ""),
        )
        for place, row in enumerate(_real_first(list(rows), NEWS))
    )


def _materials() -> tuple[Book, ...]:
    rows = Material.objects.public().newest().prefetch_related("descriptions", "files")[:MATERIALS]
    return tuple(
        Book(
            seed=row.slug,
            title=row.title,
            url=row.get_absolute_url(),
            code=row.code,
            module=row.module_code,
            kind=str(row.get_kind_display()),
            is_demo=row.is_demo,
            languages=tuple(
                code for code in LANGUAGES if code in {file.language for file in row.files.all()}
            ),
        )
        for row in _real_first(list(rows), MATERIALS)
    )


def _faces() -> tuple[Face, ...]:
    """A few organisations, spread over the list so that regions and types mix; the same at every visit."""
    public = Organisation.objects.public().real().order_by("pk")
    keys = list(public.values_list("pk", flat=True)[: FACES * 4])
    chosen = keys[:: max(1, len(keys) // FACES)][:FACES]
    return tuple(
        Face(row.pk, row.name.text, row.city.text, face_kind(row))
        for row in Organisation.objects.filter(pk__in=chosen).order_by("pk")
    )
