"""E-mails around the question to a host: to those who represent it, and to the organiser about its answer."""

from collections.abc import Iterable
from datetime import datetime

from django.utils import timezone

from federation.membership.rules import readers_of
from portal.accounts.models import User
from portal.mail.sending import send_all_later

from ..models.hosting import Hosting
from .addressing import to_user


def ask(hosting: Hosting, users: Iterable[User]) -> None:
    """Asks the people of a host. The same question is never written twice to one of them."""
    _send(hosting, "host_asked", users)


def ask_again(hosting: Hosting, at: datetime) -> None:
    """Asks the people of a host once more: `at` this moment it is another letter."""
    _send(hosting, "host_asked", _readers(hosting), at.isoformat())


def let_go(hosting: Hosting) -> None:
    """Tells the people of a host that another one was chosen. The row is about to go."""
    _send(hosting, "host_let_go", _readers(hosting))


def tell_of_rights(hosting: Hosting) -> None:
    """Tells the people of a host that the organiser lets them do something else."""
    _send(hosting, "host_rights", _readers(hosting), timezone.now().isoformat())


def tell_of_answer(hosting: Hosting) -> None:
    """Writes to the organiser that the host has accepted, declined, or withdrawn."""
    organiser = hosting.workshop.organiser
    people = readers_of(organiser) if organiser else []
    moment = hosting.answered_at.isoformat() if hosting.answered_at else ""
    users = [person.user for person in people if person.user]
    _send(hosting, f"host_{hosting.state}", users, moment)


def _readers(hosting: Hosting) -> list[User]:
    return [person.user for person in readers_of(hosting.organisation) if person.user]


def _send(hosting: Hosting, kind: str, users: Iterable[User], occasion: str = "") -> None:
    facts = {"kind": kind, "workshop": hosting.workshop_id, "hosting": hosting.pk}
    facts["host"] = hosting.organisation_id
    send_all_later(to_user(f"{kind}:{hosting.pk}:{occasion}:user-{user.pk}", facts, user) for user in users)
