"""Asking a host whether it hosts a workshop, and letting go of one in whose place another comes.

Whoever is asked as its manager and as the contact at once gets one letter, and gives one answer.
"""

from collections.abc import Iterable

from django.utils import timezone

from federation.membership.enums import Verb
from federation.membership.rules import may, readers_of
from portal.accounts.models import User
from portal.journal import actions as journal

from ..enums import REFUSED_HOSTINGS, HostingState, StepVerb
from ..models.hosting import Hosting
from ..models.workshop import Workshop
from ..models.workshop_trainer import WorkshopTrainer
from . import writing_to_hosts


def ask_host(locked: Workshop, user: User | None) -> Hosting | None:
    """Asks the host of a workshop whose row is held, if it is another organisation and was not asked yet; returns the
    question, if it went out now. A host that was named before is let go.
    """
    let_go_of_hosts(locked)
    if locked.host_id is None or locked.host_id == locked.organiser_id:
        return None
    hosting = question_to_host(locked)
    if hosting.state != HostingState.UNASKED:
        return None
    hosting.state, hosting.asked_at = HostingState.ASKED, timezone.now()
    hosting.save(update_fields=["state", "asked_at"])
    journal.log(locked, StepVerb.HOST_ASKED, user, words_of_host(hosting))
    writing_to_hosts.ask(hosting, _to_write_to(hosting))
    return hosting


def question_to_host(locked: Workshop) -> Hosting:
    """The question to the host of today, which may not have been asked yet."""
    return Hosting.objects.get_or_create(workshop=locked, organisation=locked.host)[0]


def let_go_of_hosts(locked: Workshop) -> None:
    """Ends what was asked of organisations that are not the host any more, and tells those who had not said no."""
    former = locked.hostings.select_related("organisation").exclude(organisation=locked.host_id)
    for hosting in former.order_by("pk"):
        if hosting.asked_at and hosting.state not in REFUSED_HOSTINGS:
            writing_to_hosts.let_go(hosting)
        hosting.delete()


def contact_line_of(user: User, workshop: Workshop) -> WorkshopTrainer | None:
    """The line that names the user as the contact at the host, as long as it waits for an answer."""
    return workshop.trainers.asking_contact(user).order_by("pk").first()


def without_answering_hosts(locked: Workshop, trainers: Iterable[WorkshopTrainer]) -> list[WorkshopTrainer]:
    """The lines but for those of contacts who are asked for the host already: one letter is for both."""
    hosting = Hosting.objects.current().filter(workshop=locked, state=HostingState.ASKED).first()
    asked = _answering(hosting) if hosting else []
    lines = {line.pk for user in asked if (line := contact_line_of(user, locked))}
    return [trainer for trainer in trainers if trainer.pk not in lines]


def _answering(hosting: Hosting) -> list[User]:
    """The accounts of those who answer for a host."""
    readers = [person.user for person in readers_of(hosting.organisation) if person.user]
    return [user for user in readers if may(user, Verb.HOST, hosting.organisation)]


def _to_write_to(hosting: Hosting) -> list[User]:
    """Those who represent the host, but for who has a letter as the contact already, or is going to get one."""
    answering, found = set(_answering(hosting)), []
    for person in readers_of(hosting.organisation):
        line = contact_line_of(person.user, hosting.workshop) if person.user else None
        is_written_to = line is not None and (line.invited_at or person.user not in answering)
        if person.user and not is_written_to:
            found.append(person.user)
    return found


def words_of_host(hosting: Hosting, said: str = "") -> str:
    """What a step of a host keeps, as `HOST_STEPS` says: each reader gets the host's name in their own language."""
    return f"{hosting.organisation_id}: {said}"
