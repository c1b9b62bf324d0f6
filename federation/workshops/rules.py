"""Permissions on a workshop, and what a workshop must say before it is submitted."""

from datetime import date, datetime, time

import rules
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from federation.membership.enums import Verb
from federation.membership.registry import needs_manager
from federation.membership.rules import may, readers_of
from federation.people.enums import Audience, Purpose
from federation.people.models import Consent
from federation.people.registry import meeting
from portal.accounts.enums import Role
from portal.accounts.models import User
from portal.accounts.roles import has_role
from portal.accounts.rules import Visitor
from portal.content.authorship import authors
from portal.content.rules import is_reviewed
from portal.journal.models import WishedChange
from portal.language import TIME_ZONE

from .enums import (
    EDITABLE_STATES,
    PLANNED_STATES,
    RegistrationState,
    WorkshopState,
)
from .models.participation import Participation
from .models.workshop import Workshop
from .models.workshop_trainer import WorkshopTrainer


@rules.predicate
def is_organiser(user: Visitor, workshop: Workshop | None) -> bool:
    """True when the user speaks for the organisation that registers the workshop."""
    return workshop is not None and may(user, Verb.SEE, workshop.organiser)


@rules.predicate
def is_among_writers(user: Visitor, workshop: Workshop | None) -> bool:
    """True when the user may write drafts of the organisation that registers the workshop."""
    return workshop is not None and may(user, Verb.WRITE, workshop.organiser)


@rules.predicate
def knows_participants(user: Visitor, workshop: Workshop | None) -> bool:
    """True when the user may see who comes to the organisation's workshops."""
    return workshop is not None and may(user, Verb.SEE_PARTICIPANTS, workshop.organiser)


@rules.predicate
def may_decide(user: Visitor, _workshop: Workshop | None = None) -> bool:
    """True for those who decide about workshops: the secretariat."""
    return has_role(user, Role.SECRETARIAT, Role.ADMINISTRATOR)


def would_approve_own(user: User, workshop: Workshop) -> bool:
    """True for who wrote or submitted the workshop, where nobody publishes their own text. Binds superusers, too."""
    if not is_reviewed(workshop):
        return False
    submitted = workshop.steps.filter(to_state=WorkshopState.SUBMITTED, by=user)
    return submitted.exists() or user.pk in authors(list(workshop.descriptions.all()))


@rules.predicate
def is_editable(_user: Visitor, workshop: Workshop | None) -> bool:
    """True while the workshop is in its organiser's hands."""
    return workshop is not None and workshop.state in EDITABLE_STATES


may_edit = is_among_writers & is_editable
may_see_participants = knows_participants | may_decide

rules.add_perm("workshops.edit_workshop", may_edit)
rules.add_perm("workshops.decide_workshop", may_decide)
rules.add_perm("workshops.see_participants", may_see_participants)


def is_read(workshop: Workshop) -> bool:
    """True when somebody reads what is decided: the organiser has a representative with an account."""
    return bool(readers_of(workshop.organiser))


@needs_manager
def organisers_at_work() -> QuerySet:
    """The keys of organisations with a workshop that is not over: somebody must be able to change or cancel it."""
    unfinished = Q(state__in=[*EDITABLE_STATES, WorkshopState.SUBMITTED])
    coming = Q(state=WorkshopState.APPROVED, ends_on__gte=timezone.localdate())
    rows = Workshop.objects.filter(unfinished | coming, organiser__isnull=False)
    return rows.order_by().values("organiser")


@meeting(Audience.ORGANISERS)
def people_organised_for(user: User) -> QuerySet:
    """The keys of those who have a place, or wait for one, in a workshop of an organisation of the user."""
    own = Workshop.objects.of(user).values("pk")
    return Participation.objects.active().filter(workshop__in=own).values("person")


@meeting(Audience.PARTICIPANTS)
def fellow_participants(user: User) -> QuerySet:
    """The keys of those who have a place in a workshop in which the user has one, too; not in a cancelled one, and
    not of who has withdrawn the consent to be in the list of participants.
    """
    taken = Participation.objects.registered().filter(workshop__state=WorkshopState.APPROVED)
    taken = taken.exclude(person__in=Consent.objects.refusing(Purpose.PARTICIPANTS))
    return taken.filter(workshop__in=taken.of(user).values("workshop")).values("person")


def takes_requests(workshop: Workshop, now: datetime | None = None) -> bool:
    """True when one can ask for a place: at once or on the waitlist."""
    is_open = workshop.registration_state(now) in (RegistrationState.OPEN, RegistrationState.FULL)
    return workshop.state == WorkshopState.APPROVED and is_open


def may_leave(workshop: Workshop, now: datetime | None = None) -> bool:
    """True while giving up a place helps somebody: until the first day."""
    today = timezone.localdate(now)
    return workshop.state == WorkshopState.APPROVED and bool(
        workshop.starts_on and workshop.starts_on > today
    )


def may_invite_trainers(workshop: Workshop) -> bool:
    """True while the workshop is planned or approved, and not over."""
    return workshop.state in PLANNED_STATES and not workshop.is_over(timezone.localdate())


def may_step_back(trainer: WorkshopTrainer) -> bool:
    """True for somebody who trains in a workshop that will take place, until its last day."""
    return trainer.is_settled and may_invite_trainers(trainer.workshop)


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


def what_is_missing(workshop: Workshop) -> dict[str, str]:
    """Returns what must be filled in or put right before the secretariat can decide: message by field of the form."""
    missing = {**_missing_words(workshop), **_missing_facts(workshop), **_missing_parts(workshop)}
    return {**missing, **{name: text for name, text in _wrong_dates(workshop).items() if name not in missing}}


def _missing_words(workshop: Workshop) -> dict[str, str]:
    if not workshop.working_language:
        return {}
    words = workshop.descriptions.filter(language=workshop.working_language).first()
    missing = {}
    if words is None or not words.title:
        missing["title"] = _("Enter the title in the working language.")
    if words is None or not words.summary:
        missing["summary"] = _("Say in one or two sentences what the workshop is about.")
    if words is None or not words.for_whom:
        missing["for_whom"] = _("Say who the workshop is for.")
    if words is None or not words.outcomes:
        missing["outcomes"] = _("Name at least one thing that participants will learn.")
    prefix = {"kk": "kk_", "ru": "ru_", "en": "en_"}[workshop.working_language]
    return {prefix + name: text for name, text in missing.items()}


def _missing_facts(workshop: Workshop) -> dict[str, str]:
    asked = {
        "working_language": _("Choose the working language."),
        "host": _("Choose the host."),
        "starts_on": _("Enter the first day."),
        "ends_on": _("Enter the last day."),
        "capacity": _("Say how many places there are."),
        "applications_open_at": _("Say when booking opens."),
        "applications_close_at": _("Say when booking closes."),
    }
    if not workshop.is_online:
        asked |= {
            "region": _("Choose the region, or mark the workshop as online."),
            "city": _("Name the city or village."),
            "venue": _("Name the venue: a building or a hall."),
        }
    return {name: text for name, text in asked.items() if not getattr(workshop, name)}


def _missing_parts(workshop: Workshop) -> dict[str, str]:
    missing = {}
    if not workshop.topics.exists():
        missing["topics"] = _("Choose at least one topic.")
    if not workshop.trainers.training().exists():
        missing["trainers"] = _("Name at least one trainer.")
    if not workshop.money_sources.exists():
        missing["money"] = _("Name at least one source of money, even if it is help in kind.")
    return missing


def first_moment(day: date) -> datetime:
    """Returns the start of a day in Asia/Almaty: from then on nobody can apply for a workshop that begins on it."""
    return datetime.combine(day, time.min, TIME_ZONE)


def _wrong_dates(workshop: Workshop) -> dict[str, str]:
    wrong = {}
    starts_on, opens, closes = (
        workshop.starts_on,
        workshop.applications_open_at,
        workshop.applications_close_at,
    )
    if starts_on and starts_on <= timezone.localdate():
        wrong["starts_on"] = _("The first day must be after today.")
    if opens and closes and closes <= opens:
        wrong["applications_close_at"] = _("Booking must close after it opens.")
    elif closes and starts_on and closes > first_moment(starts_on):
        wrong["applications_close_at"] = _("Booking must close before the workshop starts.")
    return wrong
