"""Demonstration: workshops past, open, full, coming, called off, waiting, returned and a draft, all at fictional
hosts.
"""

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone

from federation.people.models import Person
from portal.demo.registry import Demo
from portal.journal import actions as journal
from portal.journal.models import Step
from portal.localisation.text import LocalisedText
from resources.models import Module, Topic

from ..actions import places, telling
from ..actions.offering import HELD_FOR
from ..contents.readings import reading_of
from ..enums import (
    Addressees,
    HostingState,
    HostRights,
    KeptFor,
    ParticipationState,
    StepVerb,
    TrainerRole,
    WorkshopState,
)
from ..install import install
from ..models.hosting import Hosting
from ..models.money_source import MoneySource
from ..models.participation import Participation
from ..models.place_offer import PlaceOffer
from ..models.workshop import Workshop
from ..models.workshop_description import WorkshopDescription
from ..models.workshop_letter import WorkshopLetter
from ..models.workshop_trainer import WorkshopTrainer
from ..rules import is_of_federation
from . import texts
from .changes import ask_for_change, note_changes
from .plan import APPROVED, CANCELLED, ON_SITE, PLANS, RETURNED, SUBMITTED, Dates, Plan, dates_of
from .scale import scale

__all__ = ["load", "scale"]

DRAFT = WorkshopState.DRAFT
WITH_LIBRARIAN = ("demo-management-open", "demo-school-past")
WITH_LETTER = "demo-management-open"
WITH_WISHED_CHANGE = WITH_INVITATION = "demo-advocacy-open"
WITH_HELD_PLACE = "demo-cascade-online"
ASKS_DEMO_TRAINER = "demo-cascade-online"
# Its host is managed by the demo contributor, who has changed the programme; that of the other has not answered yet.
WITH_RIGHTS = WITH_CHANGES = "demo-management-open"
HOST_TO_BE_CONFIRMED = "demo-sustain-coming"
SPENT, TIYN = Decimal("0.973371"), Decimal("0.01")


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
        organiser=demo.made["federation" if plan.is_of_federation else "association"],
        host=host,
        region=None if plan.is_online else host.region,
        city="" if plan.is_online else getattr(host, f"city_{plan.language}"),
        attendance_mode=plan.mode,
        link="" if plan.mode == ON_SITE else texts.LINK,
        starts_on=dates.starts_on,
        ends_on=dates.ends_on,
        begins_at=plan.hours[0],
        ends_at=plan.hours[1],
        hours_note=texts.HOURS_NOTE if plan.slug == WITH_WISHED_CHANGE else "",
        fee=plan.fee,
        gives_certificate=True,
        **({} if plan.is_online else _of_a_hall(plan)),
        working_language=plan.language,
        capacity=plan.places,
        applications_open_at=dates.opens,
        applications_close_at=dates.closes,
        kept_places=plan.kept or None,
        kept_for=KeptFor.MEMBERS if plan.kept else "",
        kept_until=dates.kept_until if plan.kept else None,
        **texts.CONTACTS[plan.language],
    )
    _describe(workshop, plan.words)
    workshop.topics.set(Topic.objects.filter(code__in=plan.topics.split()))
    workshop.modules.set(Module.objects.filter(code__in=plan.modules.split()))
    _give_trainers(demo, workshop, dates)
    _ask_host(demo, workshop, dates)
    _give_money(workshop, plan, is_over=dates.ends_on < demo.today)
    _log(demo, workshop, dates)
    _fill(demo, workshop, plan, dates)
    if workshop.slug == WITH_LETTER:
        _write_letter(demo, workshop)
    if workshop.slug == WITH_CHANGES:
        note_changes(demo, workshop)
    if workshop.slug == WITH_WISHED_CHANGE:
        ask_for_change(demo, workshop)


def _of_a_hall(plan: Plan) -> dict[str, Any]:
    """Venue and address in the three languages, and what is paid for those who come there."""
    halls = {f"venue_{code}": words for code, words in texts.VENUES.items()}
    addresses = {f"address_{code}": words for code, words in texts.ADDRESSES.items()}
    covers = {"travel": plan.travel, "lodging": plan.lodging, "meals": plan.meals}
    return {**halls, **addresses, **covers, "is_step_free": plan.is_step_free}


def _describe(workshop: Workshop, words: texts.Texts) -> None:
    now = timezone.now()
    for language, fields in words.items():
        WorkshopDescription.objects.create(
            record=workshop, language=language, first_published_at=now, last_published_at=now, **fields
        )


def _give_trainers(demo: Demo, workshop: Workshop, dates: Dates) -> None:
    """Trainers as somebody typed them, who said yes on the telephone once the workshop was approved. The demo trainer
    has accepted, and is asked in one; one of those without an account is asked.
    """
    lines: list[dict[str, Any]] = [{"name": name} for name in texts.TRAINERS[workshop.working_language]]
    asked = {"invited_at": timezone.now() - timedelta(days=1), "language": workshop.working_language}
    noted = _noted(workshop, dates)
    lines = [{**line, **noted} for line in lines]
    if workshop.slug == WITH_INVITATION:
        lines[0] = {"name": lines[0]["name"], "email": texts.INVITED_TRAINER, **asked}
    if workshop.working_language == "kk":
        person = demo.made["person:trainer"]
        known = {"name": person.full_name, "email": person.address, **asked}
        accepted = (
            {} if workshop.slug == ASKS_DEMO_TRAINER else {"person": person, "accepted_at": timezone.now()}
        )
        lines.insert(0, {**known, **accepted})
    for position, line in enumerate(lines):
        role = TrainerRole.CO_TRAINER if position else TrainerRole.LEAD
        WorkshopTrainer.objects.create(workshop=workshop, role=role, position=position, **line)
    if workshop.slug == WITH_INVITATION:
        contact = {"name": texts.CONTACT, "role": TrainerRole.CONTACT}
        WorkshopTrainer.objects.create(workshop=workshop, position=len(lines), **contact)


def _noted(workshop: Workshop, dates: Dates) -> dict[str, Any]:
    """The yes of who has no address, as the organiser heard it; nothing before the workshop is approved."""
    if workshop.state not in (APPROVED, CANCELLED):
        return {}
    return {"noted_on": dates.decided.date(), "noted_how": texts.BY_TELEPHONE[workshop.working_language]}


def _ask_host(demo: Demo, workshop: Workshop, dates: Dates) -> None:
    """The hosts' answers: one given by its manager, who may run the days; one that waits; the others as heard."""
    if workshop.state not in (APPROVED, CANCELLED):
        return
    asked = {"workshop": workshop, "organisation": workshop.host, "asked_at": dates.decided}
    if workshop.slug == HOST_TO_BE_CONFIRMED:
        Hosting.objects.create(**asked, state=HostingState.ASKED)
        return
    answer: dict[str, Any] = _noted(workshop, dates)
    if workshop.slug == WITH_RIGHTS:
        answer = {"by": demo.made["person:contributor"], "rights": HostRights.RUN}
    Hosting.objects.create(**asked, state=HostingState.ACCEPTED, answered_at=dates.decided, **answer)


def _give_money(workshop: Workshop, plan: Plan, is_over: bool) -> None:
    """Who pays; of what is over also what it came to, a little less than planned."""
    for position, (kind, who, amount) in enumerate(plan.payers):
        spent = (Decimal(amount) * SPENT).quantize(TIYN) if amount and is_over else None
        MoneySource.objects.create(
            workshop=workshop,
            kind=kind,
            name=_payer(workshop, who, in_kind=amount is None),
            language=workshop.working_language,
            in_kind=amount is None,
            planned=amount,
            actual=spent,
            position=position,
        )


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
    if is_of_federation(workshop):  # One of the office registers, another approves.
        manager, secretariat = secretariat, demo.made["user:admin"]
    steps: list[tuple[WorkshopState, WorkshopState, Any, str | LocalisedText, datetime]]
    steps = [(DRAFT, SUBMITTED, manager, "", dates.submitted)]
    if workshop.state in (APPROVED, CANCELLED):
        steps.append((SUBMITTED, APPROVED, secretariat, "", dates.decided))
    if workshop.state == CANCELLED:
        steps.append((APPROVED, CANCELLED, manager, texts.CANCELLED_REASON, dates.cancelled))
    if workshop.state == RETURNED:
        steps.append((SUBMITTED, RETURNED, secretariat, texts.RETURNED_QUESTION, dates.decided))
    for before, after, by, words, at in steps:
        snapshot = reading_of(workshop) if after == RETURNED else None
        step = journal.log(workshop, StepVerb(after), by, words, states=(before, after), snapshot=snapshot)
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
    if workshop.slug == WITH_HELD_PLACE:
        _hold_place(demo, workshop)
    queue = places.count_queue(workshop)
    Workshop.objects.filter(pk=workshop.pk).update(places_taken=queue.taken, waiting_count=queue.waiting)


def _hold_place(demo: Demo, workshop: Workshop) -> None:
    """The demo association has registered the demo librarian, who has not confirmed yet."""
    librarian = demo.made["person:librarian"]
    PlaceOffer.objects.create(
        workshop=workshop,
        organisation=demo.made["association"],
        invited_by=demo.made["user:manager"].person,
        name=librarian.full_name,
        email=librarian.address,
        language=workshop.working_language,
        held_until=timezone.now() + HELD_FOR,
    )


def _write_letter(demo: Demo, workshop: Workshop) -> None:
    """What the manager wrote to those with a place, as they read it again on the desk."""
    letter = WorkshopLetter.objects.create(
        workshop=workshop,
        addressees=Addressees.REGISTERED,
        written_by=demo.made["user:manager"].person,
        sent_at=timezone.now(),
        **texts.LETTER,
    )
    recipients = workshop.participations.registered()
    letter.recipients.set(recipients)
    journal.log(workshop, StepVerb.LETTER_SENT, demo.made["user:manager"], str(recipients.count()))


def _nobody(name: str) -> Person:
    """The fictional person of that name, who has no account."""
    found = Person.objects.filter(full_name=name, is_demo=True, user=None).first()
    return found or Person.objects.create(full_name=name, is_demo=True)


def _make_draft(demo: Demo) -> None:
    association = demo.made["association"]
    workshop = Workshop.objects.create(
        slug="demo-draft", organiser=association, host=association, is_demo=True, working_language="kk"
    )
    _describe(workshop, texts.DRAFT)
