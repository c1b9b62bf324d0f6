"""Demonstration: workshops past, open, full, coming, called off, waiting, returned and a draft, all at fictional hosts."""

from datetime import date, datetime, time, timedelta

from django.utils import timezone

from federation.people.models import Person
from portal.demo.registry import Demo
from portal.language import TIME_ZONE
from resources.models import Topic

from . import demo_texts as texts
from .actions import places
from .demo_scale import scale
from .enums import MoneyKind, ParticipationState, TrainerRole, WorkshopState
from .install import install
from .records import (
    DateChange,
    MoneySource,
    Participation,
    StateChange,
    Workshop,
    WorkshopDescription,
    WorkshopTrainer,
)

__all__ = ["load", "scale"]

APPROVED, SUBMITTED = WorkshopState.APPROVED, WorkshopState.SUBMITTED
RETURNED, DRAFT = WorkshopState.RETURNED, WorkshopState.DRAFT
CANCELLED = WorkshopState.CANCELLED

# slug, words, state, organiser ("association" or the number of a host), host, first day from today, days, language,
# topics, places, people with a place, people waiting, applications open and close in days before the first day
ROWS: tuple[tuple, ...] = (
    (
        "demo-management-open",
        texts.MANAGEMENT,
        APPROVED,
        "association",
        0,
        32,
        3,
        "kk",
        "1.1 2.1 2.2",
        24,
        7,
        0,
        60,
        9,
    ),
    ("demo-members-full", texts.MEMBERS, APPROVED, "association", 1, 23, 2, "ru", "2.4", 4, 4, 2, 60, 6),
    (
        "demo-advocacy-open",
        texts.ADVOCACY,
        APPROVED,
        "association",
        2,
        46,
        3,
        "ru",
        "5.1 5.2",
        20,
        3,
        0,
        75,
        10,
    ),
    ("demo-cascade-online", texts.CASCADE, APPROVED, "association", 3, 61, 1, "kk", "3.1", 100, 5, 0, 90, 2),
    ("demo-sustain-coming", texts.SUSTAIN, APPROVED, 4, 4, 95, 4, "kk", "3.1 3.2", 18, 0, 0, 60, 10),
    ("demo-sustain-cancelled", texts.SUSTAIN, CANCELLED, 4, 4, 54, 2, "ru", "3.2", 15, 3, 0, 60, 10),
    ("demo-partners-closed", texts.PARTNERS, APPROVED, 5, 5, 5, 2, "ru", "2.4", 16, 6, 0, 60, 10),
    ("demo-school-past", texts.SCHOOL, APPROVED, "association", 2, -80, 2, "kk", "5.1", 20, 6, 0, 60, 7),
    ("demo-management-past", texts.MANAGEMENT, APPROVED, 1, 1, -200, 3, "ru", "1.1 2.1", 24, 6, 0, 60, 7),
    ("demo-members-past", texts.MEMBERS, APPROVED, 3, 3, -330, 2, "kk", "2.4", 12, 5, 0, 60, 7),
    (
        "demo-advocacy-submitted",
        texts.ADVOCACY,
        SUBMITTED,
        "association",
        4,
        75,
        3,
        "kk",
        "5.1 5.2",
        20,
        0,
        0,
        60,
        10,
    ),
    (
        "demo-partners-returned",
        texts.PARTNERS,
        RETURNED,
        "association",
        5,
        82,
        2,
        "ru",
        "4.1",
        15,
        0,
        0,
        60,
        7,
    ),
)


def load(demo: Demo) -> None:
    """Adds the demo workshops that are missing; what was done with those that exist stays."""
    install()  # The directory has the Library Association now.
    for number, row in enumerate(ROWS):
        if not Workshop.objects.filter(slug=row[0]).exists():
            _make(demo, number, *row)
    if not Workshop.objects.filter(slug="demo-draft").exists():
        _make_draft(demo)
    demo.made["workshops"] = {w.slug: w for w in Workshop.objects.filter(slug__startswith="demo-")}


def _make(demo, number, slug, words, state, organiser, host, first, days, language, codes, capacity, taken, waiting,
          opens, closes) -> None:  # fmt: skip
    hosts, association = demo.made["hosts"], demo.made["association"]
    host = hosts[host % len(hosts)]
    starts_on = _weekday(demo.today + timedelta(days=first))
    is_online = slug.endswith("online")
    workshop = Workshop.objects.create(
        slug=slug,
        state=state,
        is_demo=True,
        organiser=association if organiser == "association" else hosts[organiser % len(hosts)],
        host=host,
        region=None if is_online else host.region,
        city="" if is_online else getattr(host, f"city_{language}"),
        venue="" if is_online else VENUES[language],
        is_online=is_online,
        starts_on=starts_on,
        ends_on=starts_on + timedelta(days=days - 1),
        hours="15:00–17:00" if is_online else "9:30–17:30",
        working_language=language,
        capacity=capacity,
        applications_open_at=_moment(starts_on - timedelta(days=opens)),
        applications_close_at=_moment(starts_on - timedelta(days=closes)),
    )
    _describe(workshop, words)
    workshop.topics.set(Topic.objects.filter(code__in=codes.split()))
    _give_trainers(demo, workshop, number)
    _give_money(workshop)
    _log(demo, workshop)
    _fill(demo, workshop, taken, waiting)
    if slug == "demo-advocacy-open":
        _ask_for_dates(demo, workshop)


VENUES = {"kk": "Үлгі оқу залы, 2-қабат", "ru": "Образцовый читальный зал, 2‑й этаж", "en": "Example hall"}


def _describe(workshop: Workshop, words: texts.Texts) -> None:
    now = timezone.now()
    for language, fields in words.items():
        WorkshopDescription.objects.create(
            record=workshop, language=language, first_published_at=now, last_published_at=now, **fields
        )


def _give_trainers(demo: Demo, workshop: Workshop, number: int) -> None:
    names = texts.TRAINERS[number % 2]
    for position, name in enumerate(names):
        person = Person.objects.filter(full_name=name, is_demo=True, user=None).first()
        person = person or Person.objects.create(full_name=name, is_demo=True)
        if number % 3 == 0 and position == 0:
            person = demo.made["person:trainer"]
        role = TrainerRole.CO_TRAINER if position else TrainerRole.LEAD
        WorkshopTrainer.objects.create(workshop=workshop, person=person, role=role, position=position)


def _give_money(workshop: Workshop) -> None:
    language = workshop.working_language
    sources: tuple[tuple[str, str, int | None], ...] = (
        (MoneyKind.FEDERATION, workshop.organiser.name_in(language).text, 450_000),
        (MoneyKind.REGIONAL_LIBRARY, workshop.host.name_in(language).text, 180_000),
        (MoneyKind.OTHER, texts.SPONSORS[language], None),
    )
    for position, (kind, name, amount) in enumerate(sources):
        MoneySource.objects.create(workshop=workshop, kind=kind, name=name, amount=amount, position=position)


def _log(demo: Demo, workshop: Workshop) -> None:
    manager, secretariat = demo.made["user:manager"], demo.made["user:secretariat"]
    steps = [(DRAFT, SUBMITTED, manager, "")]
    if workshop.state in (APPROVED, CANCELLED):
        steps.append((SUBMITTED, APPROVED, secretariat, ""))
    if workshop.state == CANCELLED:
        steps.append((APPROVED, CANCELLED, manager, texts.CANCELLED_REASON))
    if workshop.state == RETURNED:
        steps.append((SUBMITTED, RETURNED, secretariat, texts.RETURNED_QUESTION))
    for before, after, by, words in steps:
        StateChange.objects.create(workshop=workshop, from_state=before, to_state=after, by=by, words=words)


def _fill(demo: Demo, workshop: Workshop, taken: int, waiting: int) -> None:
    """Gives places to fictional people without accounts; the demo librarian has one where there is most to see."""
    librarian = demo.made["person:librarian"] if workshop.slug in WITH_LIBRARIAN else None
    people = [*([librarian] if librarian else []), *_nobodies()][: taken + waiting]
    asked_at = workshop.applications_open_at or timezone.now()
    for number, person in enumerate(people, start=1):
        is_registered = number <= taken
        Participation.objects.create(
            workshop=workshop,
            person=person,
            state=ParticipationState.REGISTERED if is_registered else ParticipationState.WAITLISTED,
            queue_number=number,
            requested_at=asked_at + timedelta(hours=number),
            changed_at=asked_at + timedelta(hours=number),
        )
    counted = places.count_places(workshop)
    Workshop.objects.filter(pk=workshop.pk).update(places_taken=counted[0], waiting_count=counted[1])


WITH_LIBRARIAN = ("demo-management-open", "demo-school-past")


def _nobodies() -> list[Person]:
    found = []
    for name in texts.NOBODY:
        person = Person.objects.filter(full_name=name, is_demo=True, user=None).first()
        found.append(person or Person.objects.create(full_name=name, is_demo=True))
    return found


def _ask_for_dates(demo: Demo, workshop: Workshop) -> None:
    DateChange.objects.create(
        workshop=workshop,
        starts_on=workshop.days[0] + timedelta(days=7),
        ends_on=workshop.days[1] + timedelta(days=7),
        old_starts_on=workshop.days[0],
        old_ends_on=workshop.days[1],
        reason=texts.DATES_REASON,
        by=demo.made["user:manager"],
    )


def _make_draft(demo: Demo) -> None:
    association = demo.made["association"]
    workshop = Workshop.objects.create(
        slug="demo-draft", organiser=association, host=association, is_demo=True, working_language="kk"
    )
    _describe(workshop, texts.DRAFT)


def _weekday(day: date) -> date:
    """The day, or the Monday after it when it falls on a weekend."""
    return day + timedelta(days=(7 - day.weekday()) % 7 if day.weekday() > 4 else 0)


def _moment(day: date) -> datetime:
    return datetime.combine(day, time(18), TIME_ZONE)
