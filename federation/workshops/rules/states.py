"""What can be done with a workshop now, whoever does it: by its state, its days, and who takes part."""

from datetime import date, datetime, time, timedelta

from django.utils import timezone

from federation.directory.models import Organisation, Region
from federation.directory.querysets import OrganisationQuerySet
from federation.membership.models import Membership
from federation.membership.rules import readers_of
from federation.people.models import Affiliation, Person
from federation.people.querysets import PersonQuerySet
from portal.journal.models import WishedChange
from portal.language import TIME_ZONE

from ..enums import (
    BOOKABLE_STATES,
    DECIDED_STATES,
    OPEN_HOSTINGS,
    PLANNED_STATES,
    HostingState,
    KeptFor,
    StepVerb,
    WorkshopState,
)
from ..models.hosting import Hosting
from ..models.workshop import Workshop
from ..models.workshop_trainer import WorkshopTrainer


def may_withdraw_hosting(hosting: Hosting) -> bool:
    """True of a host that has said yes to a workshop that will take place, until its last day."""
    is_host = hosting.organisation_id == hosting.workshop.host_id and hosting.state == HostingState.ACCEPTED
    return is_host and may_invite_trainers(hosting.workshop)


def may_note_host(workshop: Workshop) -> bool:
    """True while the organiser can note the yes of a host that nobody represents."""
    hosting = workshop.hosting
    waits = hosting is None or hosting.state in OPEN_HOSTINGS
    is_elsewhere = workshop.host_id is not None and workshop.host_id != workshop.organiser_id
    return waits and is_elsewhere and may_invite_trainers(workshop) and not readers_of(workshop.host)


def may_note_trainer(trainer: WorkshopTrainer) -> bool:
    """True while the organiser can note the yes of a trainer who can be asked at no address."""
    has_answered = trainer.has_said_yes or trainer.declined_at
    return not (trainer.asks_at or has_answered or trainer.is_forgotten) and may_invite_trainers(
        trainer.workshop
    )


def was_answered(workshop: Workshop) -> bool:
    """True when the secretariat has asked something about the workshop, or has decided."""
    own = (StepVerb.SUBMITTED, StepVerb.TAKEN_BACK)
    return workshop.steps.exclude(to_state="").exclude(verb__in=own).exists()


def may_copy(workshop: Workshop) -> bool:
    """True for a workshop that its organiser may have once more: whatever was decided."""
    return workshop.state in DECIDED_STATES and not workshop.is_historic


def takes_requests(workshop: Workshop, now: datetime | None = None) -> bool:
    """True when one can ask for a place: at once or on the waitlist."""
    is_open = workshop.registration_state(now) in BOOKABLE_STATES
    return workshop.state == WorkshopState.APPROVED and is_open


def people_kept_for(workshop: Workshop) -> PersonQuerySet:
    """The people for whom places of the workshop are kept today; nobody once none are kept."""
    today = timezone.localdate()
    if not workshop.kept_now(today):
        return Person.objects.none()
    if workshop.kept_for == KeptFor.HOST_REGION:
        return Person.objects.filter(region__isnull=False, region=kept_region(workshop))
    members = Membership.objects.current().values("organisation")
    belong = Affiliation.objects.on(today).filter(organisation__in=members)
    return Person.objects.filter(pk__in=belong.values("person"))


def organisations_kept_for(workshop: Workshop) -> OrganisationQuerySet:
    """The organisations for whose people places of the workshop are kept today, as `people_kept_for`."""
    if not workshop.kept_now(timezone.localdate()):
        return Organisation.objects.none()
    if workshop.kept_for == KeptFor.HOST_REGION:
        return Organisation.objects.filter(region__isnull=False, region=kept_region(workshop))
    return Organisation.objects.filter(pk__in=Membership.objects.current().values("organisation"))


def kept_region(workshop: Workshop) -> Region | None:
    """The region for which places can be kept: the host's, else the workshop's."""
    return (workshop.host.region if workshop.host else None) or workshop.region


def may_leave(workshop: Workshop, now: datetime | None = None) -> bool:
    """True while giving up a place helps somebody: until the first day."""
    today = timezone.localdate(now)
    return workshop.state == WorkshopState.APPROVED and bool(
        workshop.starts_on and workshop.starts_on > today
    )


WRITTEN_AFTER = timedelta(days=90)  # Thanks, certificates, a question about the bill.


def takes_letters(workshop: Workshop) -> bool:
    """True while its organiser and those who take part may write to each other: once it is public, until 90 days after
    its last day.
    """
    last = workshop.ends_on
    is_kept = last is not None and timezone.localdate() <= last + WRITTEN_AFTER
    return workshop.is_public and not workshop.is_historic and is_kept


def takes_questions(workshop: Workshop) -> bool:
    """True while visitors may ask about it: until it is over or cancelled."""
    return workshop.state == WorkshopState.APPROVED and not workshop.is_over(timezone.localdate())


def may_invite_trainers(workshop: Workshop) -> bool:
    """True while the workshop is planned or approved, and not over."""
    return workshop.state in PLANNED_STATES and not workshop.is_over(timezone.localdate())


def may_step_back(trainer: WorkshopTrainer) -> bool:
    """True for somebody who trains in a workshop that will take place, until its last day."""
    return trainer.is_settled and may_invite_trainers(trainer.workshop)


def is_amendable(workshop: Workshop) -> bool:
    """True for an approved workshop until its last day."""
    return workshop.state == WorkshopState.APPROVED and not workshop.is_over(timezone.localdate())


def dates_may_change(workshop: Workshop) -> bool:
    """True for an approved workshop that has not begun."""
    return (
        workshop.state == WorkshopState.APPROVED
        and not workshop.is_historic
        and bool(workshop.starts_on and workshop.starts_on > timezone.localdate())
    )


def waiting_change(workshop: Workshop) -> WishedChange | None:
    """The change of an approved workshop that waits for the secretariat; None when there is none."""
    return workshop.wished_changes.waiting().first()


def first_moment(day: date) -> datetime:
    """Returns the start of a day in Asia/Almaty: from then on nobody can apply for a workshop that begins on it."""
    return datetime.combine(day, time.min, TIME_ZONE)


def takes_actual_money(workshop: Workshop) -> bool:
    """True when it can be written down what each source gave in the end: of an approved workshop, also when over."""
    return workshop.state == WorkshopState.APPROVED
