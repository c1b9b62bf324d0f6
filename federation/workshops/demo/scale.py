"""Plainly synthetic workshops, for measuring lists at size."""

import random
from datetime import date, datetime, time, timedelta
from typing import cast

from django.utils import timezone

from federation.directory.models import Organisation, Region
from federation.membership.demo import SINCE
from federation.membership.models import Membership
from portal.caching.cache import invalidate
from portal.content.searchable import search_changed
from portal.demo.registry import Demo
from portal.journal.models import Step
from portal.language import LANGUAGES, TIME_ZONE
from resources.models import Topic

from ..actions.offering import HELD_FOR
from ..enums import WORKSHOPS_SCOPE, HostingState, StepVerb, WorkshopState
from ..models.hosting import Hosting
from ..models.place_offer import PlaceOffer
from ..models.workshop import Workshop
from ..models.workshop_description import WorkshopDescription
from .texts import BY_TELEPHONE, SCALE_COLLEAGUE, SCALE_SUMMARIES, SCALE_TITLES

PREFIX = "synthetic-workshop-"
IN_THREE_LANGUAGES = 300
BATCH = 1000
DAYS_BACK, DAYS_AHEAD = 1000, 500
TO_DECIDE = timedelta(days=7)
OFFERS_EVERY = 5


def scale(demo: Demo, count: int) -> None:
    """Adds what is missing of `count` workshops of members, spread over past and coming years; 300 have three texts."""
    known = set(Workshop.objects.filter(slug__startswith=PREFIX).values_list("slug", flat=True))
    numbers = [number for number in range(1, count + 1) if f"{PREFIX}{number:05}" not in known]
    if not numbers:
        return
    chance, topics = demo.random("workshops.scale"), list(Topic.objects.all())
    places = [*demo.made["hosts"], demo.made["association"]]
    for organisation in places:
        Membership.objects.get_or_create(organisation=organisation, until=None, defaults={"since": SINCE})
    codes = list(Region.objects.values_list("pk", flat=True))
    for start in range(0, len(numbers), BATCH):
        _add(numbers[start : start + BATCH], demo.today, chance, places, codes, topics)
    invalidate(WORKSHOPS_SCOPE)
    search_changed.send(sender=Workshop, rows=Workshop.objects.filter(slug__startswith=PREFIX))


def _add(
    numbers: list[int],
    today: date,
    chance: random.Random,
    hosts: list[Organisation],
    codes: list[str],
    topics: list[Topic],
) -> None:
    workshops = Workshop.objects.bulk_create(
        [_workshop(number, today, chance, hosts, chance.choice(codes)) for number in numbers]
    )
    now = timezone.now()
    WorkshopDescription.objects.bulk_create(
        WorkshopDescription(
            record=workshop,
            language=language,
            title=SCALE_TITLES[language].format(number=number),
            summary=SCALE_SUMMARIES[language],
            first_published_at=now,
            last_published_at=now,
        )
        for number, workshop in zip(numbers, workshops, strict=True)
        for language in (LANGUAGES if number <= IN_THREE_LANGUAGES else (workshop.working_language,))
    )
    link = Workshop.topics.through
    link.objects.bulk_create(link(workshop=workshop, topic=chance.choice(topics)) for workshop in workshops)
    _log(workshops, today)
    _ask_hosts([workshop for workshop in workshops if workshop.host_id != workshop.organiser_id])
    _hold_places(workshops[::OFFERS_EVERY])


def _log(workshops: list[Workshop], today: date) -> None:
    """Each was submitted and approved, as far as its organiser was a member then."""
    steps = []
    for workshop in workshops:
        submitted = min(timezone.localdate(workshop.applications_open_at) - TO_DECIDE, today - TO_DECIDE)
        if submitted < SINCE:
            continue
        for before, after, day in (
            (WorkshopState.DRAFT, WorkshopState.SUBMITTED, submitted),
            (WorkshopState.SUBMITTED, WorkshopState.APPROVED, submitted + timedelta(days=1)),
        ):
            steps.append(
                Step(about=workshop, verb=StepVerb(after), from_state=before, to_state=after, at=_moment(day))
            )
    days = [step.at for step in steps]
    for step, at in zip(Step.objects.bulk_create(steps), days, strict=True):
        step.at = at  # Written down now, it has the moment of now.
    Step.objects.bulk_update(steps, ["at"], batch_size=BATCH)


def _ask_hosts(workshops: list[Workshop]) -> None:
    """The hosts' yes, as the organisers heard it on the day on which booking opened."""
    Hosting.objects.bulk_create(
        Hosting(
            workshop=workshop,
            organisation=workshop.host,
            state=HostingState.ACCEPTED,
            asked_at=workshop.applications_open_at,
            answered_at=workshop.applications_open_at,
            noted_on=timezone.localdate(workshop.applications_open_at),
            noted_how=BY_TELEPHONE[workshop.working_language],
        )
        for workshop in workshops
    )


def _hold_places(workshops: list[Workshop]) -> None:
    """A place that was held in each, and was not wanted: what is still held would be written about."""
    opened = [(workshop, cast(datetime, workshop.applications_open_at)) for workshop in workshops]
    PlaceOffer.objects.bulk_create(
        PlaceOffer(
            workshop=workshop,
            organisation=workshop.organiser,
            name=SCALE_COLLEAGUE.format(number=number),
            email=f"synthetic-{workshop.slug}@example.org",
            language=workshop.working_language,
            invited_at=at,
            sent_at=at,
            held_until=at + HELD_FOR,
            declined_at=at + HELD_FOR / 2,
            told_at=at + HELD_FOR / 2,
        )
        for number, (workshop, at) in enumerate(opened, start=1)
    )


def _workshop(
    number: int, today: date, chance: random.Random, organisations: list[Organisation], region: str
) -> Workshop:
    starts_on = today + timedelta(days=chance.randint(-DAYS_BACK, DAYS_AHEAD))
    capacity = chance.choice((12, 20, 24, 30))
    taken = chance.randint(0, capacity)
    return Workshop(
        slug=f"{PREFIX}{number:05}",
        state=WorkshopState.APPROVED,
        organiser=chance.choice(organisations),
        host=chance.choice(organisations),
        is_demo=True,
        region_id=region,
        begins_at=time(10),
        ends_at=time(17),
        fee=0,
        starts_on=starts_on,
        ends_on=starts_on + timedelta(days=chance.randint(0, 4)),
        working_language=chance.choice(LANGUAGES),
        capacity=capacity,
        places_taken=taken,
        applications_open_at=_moment(starts_on - timedelta(days=60)),
        applications_close_at=_moment(starts_on - timedelta(days=7)),
    )


def _moment(day: date) -> datetime:
    return datetime.combine(day, time(18), TIME_ZONE)
