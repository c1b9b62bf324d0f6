"""What the first page shows of all rooms: figures, the map, what comes next, what is new.

Everything is counted from the database and kept until one of the rooms changes; what depends on the hour
(which workshops take applications) is worked out anew each minute.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Q
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString

from federation.directory.models import Organisation, Region
from federation.directory.shown import face_kind
from federation.news.models import NewsPage
from federation.workshops.actions.places import PLACES
from federation.workshops.enums import REGISTRATION_BADGES, RegistrationState
from federation.workshops.models import Workshop
from federation.workshops.shown import topic_words
from portal.content.versions import kept
from portal.content.words import Words
from portal.language import LANGUAGES
from resources.models import Material

ROOMS = ["directory", "workshops", PLACES, "resources", "news", "pages"]
WORKSHOPS, NEWS, MATERIALS, FACES = 3, 5, 4, 14


@dataclass(frozen=True)
class Figures:
    """The numbers of the first view."""

    organisations: int
    regions: int  # With at least one organisation.
    all_regions: int
    workshops: int  # That are not over.
    materials: int

    @property
    def of_all_regions(self) -> str:
        """How the number of all regions stands beside the other."""
        return f"/ {self.all_regions}"


@dataclass(frozen=True)
class ComingWorkshop:
    """A workshop as its card shows it."""

    title: Words
    url: str
    starts_on: date
    ends_on: date
    place: Words
    is_online: bool
    topics: str
    state: str
    state_label: str
    registration: str
    closes_at: datetime | None
    places_left: int | None


@dataclass(frozen=True)
class Story:
    """A news item as the first page shows it."""

    title: str
    url: str
    day: date
    category: Words
    summary: str
    face: SafeString  # Of the first one only.


@dataclass(frozen=True)
class Book:
    """A material as the first page shows it."""

    seed: str
    title: Words
    url: str
    code: str
    module: str
    kind: str
    languages: tuple[str, ...]


@dataclass(frozen=True)
class Face:
    """An organisation as a monogram."""

    seed: int
    name: str
    city: str
    kind: str


def front(language: str) -> dict[str, Any]:
    """The context of the first page in a language, but for its own words."""
    now = timezone.now().replace(second=0, microsecond=0)
    return kept("home.front", ROOMS, lambda: _front(language, now), language, now.isoformat())


def _front(language: str, now: datetime) -> dict[str, Any]:
    workshops = _workshops(now)
    return {
        "figures": _figures(now),
        "points": _points(language),
        "call": _call(workshops),
        "workshops": workshops[:WORKSHOPS],
        "news": _news(language),
        "materials": _materials(),
        "faces": _faces(),
    }


def _figures(now: datetime) -> Figures:
    organisations = Organisation.objects.public()
    return Figures(
        organisations=organisations.count(),
        regions=organisations.exclude(region=None).values("region").distinct().count(),
        all_regions=Region.objects.count(),
        workshops=_coming(now).count(),
        materials=Material.objects.public().count(),
    )


def _points(language: str) -> list[dict[str, Any]]:
    """The circles of the map: organisations by region, each leading to the directory of its region."""
    public = Q(organisations__in=Organisation.objects.public().values("pk"))
    regions = Region.objects.annotate(number=Count("organisations", filter=public)).order_by(
        f"sort_{language}"
    )
    return [
        {
            "code": region.code,
            "label": region.name.text,
            "short_label": (region.capital or region.name).text,
            "number": region.number,
            "href": f"/{language}/directory/?region={region.code}",
            "lon": region.lon,
            "lat": region.lat,
        }
        for region in regions
    ]


def _coming(now: datetime) -> Any:
    """Workshops that are not over and not cancelled."""
    today = timezone.localdate(now)
    rows = Workshop.objects.public().upcoming(today).filter(is_historic=False).with_registration(now)
    return rows.exclude(registration=RegistrationState.CANCELLED)


def _workshops(now: datetime) -> list[ComingWorkshop]:
    rows = _coming(now).for_list().order_by("starts_on", "pk")[: WORKSHOPS * 4]
    return [_coming_workshop(row) for row in rows]


def _coming_workshop(row: Any) -> ComingWorkshop:
    state = RegistrationState(row.registration)
    return ComingWorkshop(
        title=row.title,
        url=row.get_absolute_url(),
        starts_on=row.starts_on,
        ends_on=row.ends_on,
        place=row.place,
        is_online=row.is_online,
        topics=topic_words(row),
        state=REGISTRATION_BADGES[state],
        state_label=str(state.label),
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


def _news(language: str) -> list[Story]:
    rows = (
        NewsPage.objects.for_everybody()
        .in_language(language)
        .select_related("locale")
        .with_face()
        .latest_first()[:NEWS]
    )
    return [
        Story(
            title=row.title,
            url=row.address,
            day=row.date,
            category=row.category.name,
            summary=row.summary,
            face=SafeString(render_to_string("news/face.html", {"item": row}) if place == 0 else ""),
        )
        for place, row in enumerate(rows)
    ]


def _materials() -> list[Book]:
    rows = Material.objects.public().newest().prefetch_related("descriptions", "files")[:MATERIALS]
    return [
        Book(
            seed=row.slug,
            title=row.title,
            url=row.get_absolute_url(),
            code=row.code,
            module=row.module_code,
            kind=str(row.get_kind_display()),
            languages=tuple(
                code for code in LANGUAGES if code in {file.language for file in row.files.all()}
            ),
        )
        for row in rows
    ]


def _faces() -> list[Face]:
    """A few organisations, spread over the list so that regions and types mix; the same at every visit."""
    public = Organisation.objects.public().filter(is_demo=False).order_by("pk")
    keys = list(public.values_list("pk", flat=True)[: FACES * 4])
    chosen = keys[:: max(1, len(keys) // FACES)][:FACES]
    return [
        Face(row.pk, row.name.text, row.city.text, face_kind(row))
        for row in Organisation.objects.filter(pk__in=chosen).order_by("pk")
    ]
