"""Demonstration: workshops past, open, full, coming, called off, waiting, returned and a draft, all at fictional
hosts.
"""

from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from federation.people.models import Person
from portal.demo.registry import Demo
from portal.journal import actions as journal
from portal.journal.models import Step, WishedChange
from portal.language import TIME_ZONE
from resources.models import Topic

from ..actions import places, telling
from ..enums import ParticipationState, StepVerb, TrainerRole, WorkshopState
from ..install import install
from ..models.money_source import MoneySource
from ..models.participation import Participation
from ..models.workshop import Workshop
from ..models.workshop_description import WorkshopDescription
from ..models.workshop_trainer import WorkshopTrainer
from . import texts
from .days import working_from, working_until
from .plan import APPROVED, CANCELLED, MORNING, PLANS, RETURNED, SUBMITTED, Dates, Plan, dates_of
from .scale import scale

__all__ = ["load", "scale"]

DRAFT = WorkshopState.DRAFT
WITH_LIBRARIAN = ("demo-management-open", "demo-school-past")
WITH_DATE_CHANGE = WITH_INVITATION = "demo-advocacy-open"
WEEK = timedelta(days=7)


def load(demo: Demo) -> None:
    """Adds the demo workshops that are missing; what was done with those that exist stays."""
    install()  # The directory has the Library Association now.
    for plan in PLANS:
        if not Workshop.objects.filter(slug=plan.slug).exists():
            _make(demo, plan)
    if not Workshop.objects.filter(slug="demo-draft").exists():
        _make_draft(demo)
    demo.made["workshops"] = {w.slug: w for w in Workshop.objects.filter(slug__startswith="demo-")}


def _make(demo: Demo, plan: Plan) -> None:
    host, dates = demo.made["hosts"][plan.host % len(demo.made["hosts"])], dates_of(plan, demo.today)
    workshop = Workshop.objects.create(
        slug=plan.slug,
        state=plan.state,
        is_demo=True,
        organiser=demo.made["association"],
        host=host,
        region=None if plan.is_online else host.region,
        city="" if plan.is_online else getattr(host, f"city_{plan.language}"),
        venue="" if plan.is_online else texts.VENUES[plan.language],
        is_online=plan.is_online,
        starts_on=dates.starts_on,
        ends_on=dates.ends_on,
        hours=plan.hours,
        working_language=plan.language,
        capacity=plan.places,
        applications_open_at=dates.opens,
        applications_close_at=dates.closes,
    )
    _describe(workshop, plan.words)
    workshop.topics.set(Topic.objects.filter(code__in=plan.topics.split()))
    _give_trainers(demo, workshop)
    _give_money(workshop, plan)
    _log(demo, workshop, dates)
    _fill(demo, workshop, plan, dates)
    if workshop.slug == WITH_DATE_CHANGE:
        _ask_for_dates(demo, workshop)


def _describe(workshop: Workshop, words: texts.Texts) -> None:
    now = timezone.now()
    for language, fields in words.items():
        WorkshopDescription.objects.create(
            record=workshop, language=language, first_published_at=now, last_published_at=now, **fields
        )


def _give_trainers(demo: Demo, workshop: Workshop) -> None:
    """Trainers as somebody typed them. The demo trainer has accepted; one of those without an account is asked."""
    lines: list[dict[str, Any]] = [{"name": name} for name in texts.TRAINERS[workshop.working_language]]
    asked = {"invited_at": timezone.now() - timedelta(days=1), "language": workshop.working_language}
    if workshop.slug == WITH_INVITATION:
        lines[0] |= {"email": texts.INVITED_TRAINER, **asked}
    if workshop.working_language == "kk":
        person = demo.made["person:trainer"]
        known = {"name": person.full_name, "email": person.address, "person": person}
        lines.insert(0, {**known, **asked, "accepted_at": timezone.now()})
    for position, line in enumerate(lines):
        role = TrainerRole.CO_TRAINER if position else TrainerRole.LEAD
        WorkshopTrainer.objects.create(workshop=workshop, role=role, position=position, **line)
    if workshop.slug == WITH_INVITATION:
        contact = {"name": texts.CONTACT, "role": TrainerRole.CONTACT}
        WorkshopTrainer.objects.create(workshop=workshop, position=len(lines), **contact)


def _give_money(workshop: Workshop, plan: Plan) -> None:
    for position, (kind, who, amount) in enumerate(plan.payers):
        name = _payer(workshop, who, in_kind=amount is None)
        MoneySource.objects.create(workshop=workshop, kind=kind, name=name, amount=amount, position=position)


def _payer(workshop: Workshop, who: str, in_kind: bool) -> str:
    """Returns the name of the payer, in the working language."""
    language = workshop.working_language
    if who in texts.PAYERS:
        return texts.PAYERS[who][language]
    payer = workshop.host if who == "host" else workshop.organiser
    name = payer.name_in(language).text if payer else ""
    return texts.IN_KIND[language].format(host=name) if in_kind else name


def _log(demo: Demo, workshop: Workshop, dates: Dates) -> None:
    manager, secretariat = demo.made["user:manager"], demo.made["user:secretariat"]
    steps = [(DRAFT, SUBMITTED, manager, "", dates.submitted)]
    if workshop.state in (APPROVED, CANCELLED):
        steps.append((SUBMITTED, APPROVED, secretariat, "", dates.decided))
    if workshop.state == CANCELLED:
        steps.append((APPROVED, CANCELLED, manager, texts.CANCELLED_REASON, dates.cancelled))
    if workshop.state == RETURNED:
        steps.append((SUBMITTED, RETURNED, secretariat, texts.RETURNED_QUESTION, dates.decided))
    for before, after, by, words, at in steps:
        step = journal.log(workshop, StepVerb(after), by, words, states=(before, after))
        Step.objects.filter(pk=step.pk).update(at=at)


def _fill(demo: Demo, workshop: Workshop, plan: Plan, dates: Dates) -> None:
    """Gives places to fictional people without accounts; the demo librarian has one where there is most to see, and
    there two of the others wait for their letters, which go by post.
    """
    librarian = [demo.made["person:librarian"]] if workshop.slug in WITH_LIBRARIAN else []
    count, now = plan.taken + plan.waiting, timezone.now()
    people = [*librarian, *map(_nobody, texts.NOBODY)][:count]
    for number, person in enumerate(people, start=1):
        is_registered = number <= plan.taken
        asked_at = dates.asked(number, count, now)
        place = Participation.objects.create(
            workshop=workshop,
            person=person,
            state=ParticipationState.REGISTERED if is_registered else ParticipationState.WAITLISTED,
            queue_number=number,
            requested_at=asked_at,
            changed_at=asked_at,
        )
        if librarian and is_registered and 1 < number <= 3:
            telling.tell_place(place, "place_taken")
    queue = places.count_queue(workshop)
    Workshop.objects.filter(pk=workshop.pk).update(places_taken=queue.taken, waiting_count=queue.waiting)


def _nobody(name: str) -> Person:
    """The fictional person of that name, who has no account."""
    found = Person.objects.filter(full_name=name, is_demo=True, user=None).first()
    return found or Person.objects.create(full_name=name, is_demo=True)


def _ask_for_dates(demo: Demo, workshop: Workshop) -> None:
    first, last = workshop.days
    starts_on = working_from(first + WEEK, (last - first).days + 1)
    stood = {"starts_on": first.isoformat(), "ends_on": last.isoformat()}
    wished = {"starts_on": starts_on.isoformat(), "ends_on": (starts_on + (last - first)).isoformat()}
    change = journal.wish(workshop, demo.made["user:manager"], stood, wished, texts.DATES_REASON)
    yesterday = working_until(demo.today - timedelta(days=1))
    WishedChange.objects.filter(pk=change.pk).update(at=datetime.combine(yesterday, MORNING, TIME_ZONE))


def _make_draft(demo: Demo) -> None:
    association = demo.made["association"]
    workshop = Workshop.objects.create(
        slug="demo-draft", organiser=association, host=association, is_demo=True, working_language="kk"
    )
    _describe(workshop, texts.DRAFT)
