"""Who reads the letters about a workshop, audience by audience."""

from collections.abc import Callable, Collection, Container, Sequence

from federation.membership.rules import readers_of
from portal.accounts.enums import Role
from portal.accounts.models import User
from portal.journal.models import WishedChange

from ..enums import EDITABLE_STATES, Audience, HostingState
from ..models.participation import Participation
from ..models.workshop import Workshop
from ..models.workshop_trainer import WorkshopTrainer
from ..rules import askers_of, is_of_federation, registered_by
from . import asking_colleagues
from .addressing import Reader
from .asking_hosts import without_answering_hosts


def deciders(workshop: Workshop, change: WishedChange | None = None) -> list[User]:
    """The accounts of the secretariat; of the federation's own workshop those that did not register it, or did not ask
    for the change. Where none is left, the administrators.
    """
    bound: Collection[int] = set()
    if is_of_federation(workshop):
        bound = askers_of(change) if change else registered_by(workshop)
    for role in (Role.SECRETARIAT, Role.ADMINISTRATOR):
        office = User.objects.with_role(role).exclude(pk__in=bound).select_related("person")
        if found := list(office):
            return found
    return []


def representatives(workshop: Workshop) -> list[User]:
    """The accounts that speak for the organiser today; of the federation's own workshop those that registered it, or
    the whole office when none of them is there any more.
    """
    readers = readers_of(workshop.organiser) if workshop.organiser_id else []
    users = sorted((person.user for person in readers if person.user), key=lambda user: user.pk)
    if not is_of_federation(workshop):
        return users
    registered = registered_by(workshop)
    return [user for user in users if user.pk in registered] or users


def _participants(workshop: Workshop) -> list[Participation]:
    """Those who have a place or wait for one and can be written to."""
    active = workshop.participations.active().select_related("person__user")
    return [participation for participation in active if can_be_written_to(participation)]


def _trainers(workshop: Workshop) -> list[WorkshopTrainer]:
    """Those who have accepted, or of whom the secretariat or the organiser has said who they are."""
    lines = workshop.trainers.filter(declined_at=None, person__isnull=False).select_related("person__user")
    return [trainer for trainer in lines if trainer.is_settled and not trainer.person.is_forgotten]


def _host(workshop: Workshop) -> list[User]:
    """The accounts that speak for a host that was asked and has not said no, without those who are written to as
    trainers, or as somebody who is asked to help.
    """
    hosting = workshop.hosting
    if hosting is None or hosting.state not in (HostingState.ASKED, HostingState.ACCEPTED):
        return []
    people = [trainer.person for trainer in _trainers(workshop) if trainer.person and knows(trainer)]
    known = {person.user_id for person in people if person.user_id}
    readers = [person.user for person in readers_of(hosting.organisation) if person.user]
    invited = [trainer.pk for trainer in _invited(workshop)]
    known |= {user.pk for user in readers if workshop.trainers.invited(user).filter(pk__in=invited).exists()}
    return sorted((user for user in readers if user.pk not in known), key=lambda user: user.pk)


def _invited(workshop: Workshop) -> list[WorkshopTrainer]:
    """The lines in which somebody is asked and has not answered, but for contacts who are asked as the host's."""
    lines = workshop.trainers.select_related("person__user")
    asked = [trainer for trainer in lines if trainer.is_open and trainer.asks_at]
    return without_answering_hosts(workshop, asked)


RECIPIENTS: dict[Audience, Callable[[Workshop], Sequence[Reader]]] = {
    Audience.SECRETARIAT: deciders,
    Audience.ORGANISER: representatives,
    Audience.PARTICIPANTS: _participants,
    Audience.TRAINERS: _trainers,
    Audience.HOST: _host,
    Audience.INVITED: _invited,
    Audience.OFFERED: asking_colleagues.offered,
}
# Of those who may know of a workshop before it is approved.
OF_DRAFTS = (Audience.TRAINERS, Audience.INVITED, Audience.HOST)


def knowing(workshop: Workshop, audience: Audience) -> list[Reader]:
    """Those of an audience who know of a workshop: of a draft, who is asked before it is approved, or has accepted."""
    return [one for one in RECIPIENTS[audience](workshop) if knows(one)]


def count_knowing(workshop: Workshop, but: Container[Reader] = ()) -> int:
    """How many are written to when a draft gets other days, or goes, `but` some."""
    return sum(one not in but for audience in OF_DRAFTS for one in knowing(workshop, audience))


def knows(one: Reader) -> bool:
    """False of whom the organiser has chosen for a draft, and has not asked."""
    if not isinstance(one, WorkshopTrainer):
        return True
    is_asked = one.invited_at is not None or one.has_said_yes
    return is_asked or one.workshop.state not in EDITABLE_STATES


def can_be_written_to(participation: Participation) -> bool:
    """True unless the person was forgotten: who has no e-mail address is written to on paper."""
    return not participation.person.is_forgotten
