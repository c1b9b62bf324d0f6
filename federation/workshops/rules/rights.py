"""Who may do what with a workshop: for the organisation that registers it, for its host, for the secretariat."""

from collections.abc import Iterable
from datetime import date

import rules
from django.db.models import Q, QuerySet
from django.utils import timezone

from federation.directory.models import Organisation
from federation.membership.enums import Verb
from federation.membership.registry import needs_manager
from federation.membership.rules import is_member_on, is_of_office, may, readers_of
from federation.people.enums import Audience, Purpose
from federation.people.models import Consent
from federation.people.registry import meeting
from portal.accounts.enums import Role
from portal.accounts.models import User
from portal.accounts.rules import Visitor
from portal.content.authorship import authors
from portal.content.rules import is_reviewed
from portal.journal.models import WishedChange

from ..enums import (
    EDITABLE_STATES,
    HostingState,
    HostRights,
    WorkshopState,
)
from ..models.hosting import Hosting
from ..models.participation import Participation
from ..models.workshop import Workshop
from ..models.workshop_trainer import WorkshopTrainer

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


def speaks_for_host(user: User, workshop: Workshop) -> bool:
    """True when what somebody changes or asks for is done for the host: for the organiser they may not."""
    return not may(user, Verb.AMEND, workshop.organiser) and may_as_host(user, Verb.SEE, workshop)


def answers_as_host(user: User, line: WorkshopTrainer) -> bool:
    """True for a manager of a host that is asked, whom the line names as the contact there: one answer is for both."""
    if not line.is_contact or not line.is_open:
        return False
    asked = Hosting.objects.open().of(user).filter(workshop=line.workshop_id).select_related("organisation")
    return any(may(user, Verb.HOST, hosting.organisation) for hosting in asked)


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
    return user.pk in askers_of(change) and (is_of_federation(workshop) or is_reviewed(workshop))


def askers_of(change: WishedChange) -> set[int]:
    """The keys of the accounts that asked for a change, or for an earlier one that it took along."""
    asked = WishedChange.objects.taken_along_by(change).values_list("by", flat=True)
    return {by for by in (change.by_id, *asked) if by}


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
