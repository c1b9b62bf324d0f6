"""Permissions on a workshop, and what a workshop must say before it is submitted."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta

import rules
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from federation.directory.models import Organisation, Region
from federation.directory.querysets import OrganisationQuerySet
from federation.membership.enums import Verb
from federation.membership.models import Membership
from federation.membership.registry import needs_manager
from federation.membership.rules import is_member_on, is_of_office, may, readers_of
from federation.people.enums import Audience, Purpose
from federation.people.models import Affiliation, Consent, Person
from federation.people.querysets import PersonQuerySet
from federation.people.registry import meeting
from portal.accounts.enums import Role
from portal.accounts.models import User
from portal.accounts.rules import Visitor
from portal.content.authorship import authors
from portal.content.rules import is_reviewed
from portal.journal.models import WishedChange
from portal.language import TIME_ZONE

from .enums import (
    BOOKABLE_STATES,
    DECIDED_STATES,
    EDITABLE_STATES,
    OPEN_HOSTINGS,
    PLANNED_STATES,
    AttendanceMode,
    HostingState,
    HostRights,
    KeptFor,
    StepVerb,
    WorkshopState,
)
from .models.hosting import Hosting
from .models.participation import Participation
from .models.workshop import CONTACT_FIELDS, Workshop
from .models.workshop_trainer import WorkshopTrainer

# What the people of a host that has said yes may do in its workshop, by the right that the organiser gave it.
HOST_VERBS: dict[HostRights, frozenset[Verb]] = {
    HostRights.SEE: frozenset({Verb.SEE, Verb.SEE_PARTICIPANTS}),
    HostRights.RUN: frozenset({Verb.SEE, Verb.SEE_PARTICIPANTS, Verb.RUN_DAYS}),
    HostRights.ALL: frozenset({Verb.SEE, Verb.SEE_PARTICIPANTS, Verb.RUN_DAYS, Verb.AMEND}),
}


def may_in(user: Visitor, verb: Verb, workshop: Workshop) -> bool:
    """True when the user may do this in the workshop today: for the organisation that registers it, or for its host.

    For a host both the right that it was given and the user's role there must reach.
    """
    return may(user, verb, workshop.organiser) or may_as_host(user, verb, workshop)


def may_as_host(user: Visitor, verb: Verb, workshop: Workshop) -> bool:
    """True when the user may do this in the workshop for its host, which has said yes."""
    hosting = workshop.hosting
    if hosting is None or hosting.state != HostingState.ACCEPTED:
        return False
    return verb in HOST_VERBS[HostRights(hosting.rights)] and may(user, verb, workshop.host)


def answers_as_host(user: User, line: WorkshopTrainer) -> bool:
    """True for a manager of a host that is asked, whom the line names as the contact there: one answer is for both."""
    if not line.is_contact or not line.is_open:
        return False
    asked = Hosting.objects.open().of(user).filter(workshop=line.workshop_id).select_related("organisation")
    return any(may(user, Verb.HOST, hosting.organisation) for hosting in asked)


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
    """True when the user may see who comes, for the organisation that registers the workshop or for its host."""
    return workshop is not None and may_in(user, Verb.SEE_PARTICIPANTS, workshop)


@rules.predicate
def may_write_to_participants(user: Visitor, workshop: Workshop | None) -> bool:
    """True when the user may write to those who take part: for the organiser, or for a host who runs the days."""
    return workshop is not None and may_in(user, Verb.RUN_DAYS, workshop)


@rules.predicate
def may_decide(user: Visitor, _workshop: Workshop | None = None) -> bool:
    """True for those who decide about workshops: the secretariat."""
    return is_of_office(user)


def may_organise_on(organisation: Organisation | None, day: date) -> bool:
    """True when the organisation may submit a workshop on a day: a member of that day, or the federation itself."""
    return organisation is not None and (organisation.is_federation or is_member_on(organisation, day))


def is_of_federation(workshop: Workshop) -> bool:
    """True for a workshop that the federation itself registers."""
    return workshop.organiser is not None and workshop.organiser.is_federation


def registered_by(workshop: Workshop) -> set[int]:
    """The keys of the accounts that wrote or submitted the workshop."""
    submitted = workshop.steps.filter(to_state=WorkshopState.SUBMITTED, by__isnull=False)
    return {*submitted.values_list("by", flat=True), *authors(list(workshop.descriptions.all()))}


def would_approve_own(user: User, workshop: Workshop) -> bool:
    """True for who wrote or submitted the workshop, where nobody publishes their own text, and always where it is the
    federation's own. Binds superusers, too.
    """
    is_bound = is_of_federation(workshop) or is_reviewed(workshop)
    return is_bound and user.pk in registered_by(workshop)


def would_approve_own_change(user: User, workshop: Workshop, change: WishedChange) -> bool:
    """True for who asked for a change, where `would_approve_own` binds."""
    return change.by_id == user.pk and (is_of_federation(workshop) or is_reviewed(workshop))


def another_may_approve(registered: Iterable[int]) -> bool:
    """True when somebody may approve a workshop beside the accounts, by their keys, that have registered it."""
    has_office = Q(groups__name__in=[Role.SECRETARIAT, Role.ADMINISTRATOR]) | Q(is_superuser=True)
    return User.objects.filter(has_office, is_active=True).exclude(pk__in=set(registered)).exists()


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
    """The keys of those who have a place, or wait for one, in a workshop that an organisation of the user registers, or
    hosts since it has said yes.
    """
    hosted = Hosting.objects.of(user).standing().filter(state=HostingState.ACCEPTED)
    own = Q(workshop__in=Workshop.objects.of(user).values("pk")) | Q(workshop__in=hosted.values("workshop"))
    return Participation.objects.active().filter(own).values("person")


@meeting(Audience.PARTICIPANTS)
def fellow_participants(user: User) -> QuerySet:
    """The keys of those who have a place in a workshop in which the user has one, too; not in a cancelled one, and
    not of who has withdrawn the consent to be in the list of participants.
    """
    taken = Participation.objects.registered().filter(workshop__state=WorkshopState.APPROVED)
    taken = taken.exclude(person__in=Consent.objects.refusing(Purpose.PARTICIPANTS))
    return taken.filter(workshop__in=taken.of(user).values("workshop")).values("person")


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


def what_is_missing(workshop: Workshop) -> dict[str, str]:
    """Returns what must be filled in or put right before it is submitted: message by field of the form."""
    return {**_missing_conditions(workshop), **_beyond_bounds(workshop), **what_stops_approval(workshop)}


def what_stops_approval(workshop: Workshop) -> dict[str, str]:
    """Returns what must be filled in or put right before it is public: of what was submitted before the form asked for
    more, no more than it was asked for then.
    """
    missing = {**_missing_words(workshop), **_missing_facts(workshop), **_missing_parts(workshop)}
    wrong = {**_wrong_dates(workshop), **_wrong_keeping(workshop)}
    return {**missing, **{name: text for name, text in wrong.items() if name not in missing}}


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
            "region": _("Choose the region, or say that the workshop is online."),
            "city": _("Name the city or village."),
        }
        if workshop.working_language:
            asked[f"venue_{workshop.working_language}"] = _("Name the venue: a building or a hall.")
    missing = {name: text for name, text in asked.items() if not getattr(workshop, name)}
    if not any(getattr(workshop, name) for name in CONTACT_FIELDS):
        missing["contact_name"] = _("Name somebody to ask, or give a telephone number or an e-mail address.")
    return missing


def _missing_parts(workshop: Workshop) -> dict[str, str]:
    missing = {}
    if not (workshop.topics.exists() or workshop.modules.exists()):
        missing["topics"] = _("Choose at least one topic.")
    if not workshop.trainers.training().exists():
        missing["trainers"] = _("Name at least one trainer.")
    if not workshop.money_sources.exists():
        missing["money"] = _("Name at least one source of money, even if it is help in kind.")
    return missing


def _missing_conditions(workshop: Workshop) -> dict[str, str]:
    asked = {
        "fee": _("Say what participants pay; enter 0 if taking part is free."),
        "gives_certificate": _("Say whether participants get a certificate."),
    }
    if workshop.attendance_mode != AttendanceMode.ON_SITE:
        asked["link"] = _("Enter the link by which people take part.")
    if not workshop.is_online:
        asked |= {
            "travel": _("Say who pays for travel."),
            "lodging": _("Say who pays for accommodation."),
            "meals": _("Say who pays for meals."),
            "is_step_free": _("Say whether the venue can be reached without steps."),
        }
    return {name: text for name, text in asked.items() if getattr(workshop, name) in (None, "")}


def _beyond_bounds(workshop: Workshop) -> dict[str, str]:
    """What the bounds say of the workshop's days and of its booking."""
    wrong = {}
    if workshop.starts_on and workshop.ends_on and (text := days_error(workshop.starts_on, workshop.ends_on)):
        wrong["ends_on"] = text
    if workshop.starts_on and is_too_far(workshop.starts_on):
        wrong["starts_on"] = too_far_words()
    return {
        **booking_errors(workshop.starts_on, workshop.applications_open_at, workshop.applications_close_at),
        **wrong,
    }


# Bounds that the federation has set: of days ahead, of a workshop's length, of the time in which one can book.
YEARS_PLANNED = 5
MOST_DAYS = 31
LEAST_BOOKING = timedelta(days=3)


def days_error(first: date, last: date) -> str:
    """Returns the error in the two days of a workshop; empty when they may stand together."""
    if last < first:
        return _("The last day is before the first.")
    if (last - first).days >= MOST_DAYS:
        return _("A workshop can last at most 31 days.")
    return ""


def is_too_far(day: date) -> bool:
    """True for a day further ahead than a workshop can be planned."""
    return day > _years_after(timezone.localdate(), YEARS_PLANNED)


def too_far_words() -> str:
    """Why a day further ahead is refused."""
    return _("A workshop can be planned at most five years ahead.")


def booking_errors(
    starts_on: date | None, opens_at: datetime | None, closes_at: datetime | None
) -> dict[str, str]:
    """Returns what is wrong with the time in which one can book, by field of the form; what is not known is not
    wrong.
    """
    wrong = {}
    if opens_at and starts_on and timezone.localdate(opens_at) < _years_after(starts_on, -1):
        wrong["applications_open_at"] = _("Booking can open at most 12 months before the first day.")
    if opens_at and closes_at and closes_at <= opens_at:
        wrong["applications_close_at"] = _("Booking must close after it opens.")
    elif closes_at and starts_on and closes_at > first_moment(starts_on):
        wrong["applications_close_at"] = _("Booking must close before the workshop starts.")
    elif opens_at and closes_at and closes_at - opens_at < LEAST_BOOKING:
        wrong["applications_close_at"] = _("Booking must be open for at least three days.")
    return wrong


def _years_after(day: date, years: int) -> date:
    """The same day so many years later; the last of February for its 29th."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


def first_moment(day: date) -> datetime:
    """Returns the start of a day in Asia/Almaty: from then on nobody can apply for a workshop that begins on it."""
    return datetime.combine(day, time.min, TIME_ZONE)


def keeping_errors(
    *,
    capacity: int | None,
    kept_places: int | None,
    kept_for: str | None,
    kept_until: date | None,
    closes: datetime | None,
) -> dict[str, str]:
    """Returns what is wrong with the places that are kept for some until a day: message by field of the form."""
    if not (kept_places or kept_for or kept_until):
        return {}
    wrong = {}
    if not kept_places:
        wrong["kept_places"] = _("Say how many places are kept.")
    elif capacity and kept_places > capacity:
        wrong["kept_places"] = _("There cannot be more kept places than places.")
    if not kept_for:
        wrong["kept_for"] = _("Say for whom the places are kept.")
    if not kept_until:
        wrong["kept_until"] = _("Say until which day the places are kept.")
    elif closes and kept_until >= timezone.localdate(closes):
        wrong["kept_until"] = _("The last day must be before the day on which booking closes.")
    return wrong


def _wrong_keeping(workshop: Workshop) -> dict[str, str]:
    wrong = keeping_errors(
        capacity=workshop.capacity,
        kept_places=workshop.kept_places,
        kept_for=workshop.kept_for,
        kept_until=workshop.kept_until,
        closes=workshop.applications_close_at,
    )
    if workshop.kept_for == KeptFor.HOST_REGION and kept_region(workshop) is None:
        wrong["kept_for"] = _("The region of the host is not known.")
    return wrong


def _wrong_dates(workshop: Workshop) -> dict[str, str]:
    """What no workshop can do, whatever the bounds."""
    wrong = {}
    opens, closes = workshop.applications_open_at, workshop.applications_close_at
    starts_on = workshop.starts_on
    if starts_on and starts_on <= timezone.localdate():
        wrong["starts_on"] = _("The first day must be after today.")
    if opens and closes and closes <= opens:
        wrong["applications_close_at"] = _("Booking must close after it opens.")
    elif closes and starts_on and closes > first_moment(starts_on):
        wrong["applications_close_at"] = _("Booking must close before the workshop starts.")
    return wrong


def takes_actual_money(workshop: Workshop) -> bool:
    """True when it can be written down what each source gave in the end: of an approved workshop, also when over."""
    return workshop.state == WorkshopState.APPROVED


def knows_link(user: Visitor, workshop: Workshop) -> bool:
    """True for whoever may read the link of a workshop: those who have a place, train, host, organise or decide."""
    if not user.is_authenticated or not user.is_active:
        return False
    if may_decide(user) or may_in(user, Verb.SEE, workshop):
        return True
    if Participation.objects.of(user).registered().filter(workshop=workshop).exists():
        return True
    trained = WorkshopTrainer.objects.trained_by(user).filter(workshop=workshop)
    return any(trainer.is_settled for trainer in trained.select_related("person__user"))
