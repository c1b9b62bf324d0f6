"""The rights of those who cannot sign in: what the secretariat does at a written request, and the clock by itself."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log

from portal.accounts.actions import delete_account, let_in_again
from portal.accounts.models import User
from portal.accounts.registry import PERSONAL_DATA, erase_for, export_for
from portal.mail.sending import send_letter

from ..enums import ERASED, HANDED_OVER, OPENED
from ..models.person import Person
from ..rules import may_be_opened, may_be_served, subject_of_person
from .locking import lock_people

KEPT_FOR = timedelta(days=5 * 365)  # As the page on personal data says.


@dataclass(frozen=True)
class Request:
    """The written request on which the secretariat acts for somebody: its day and its number in the register."""

    of: date
    reference: str


@transaction.atomic
def hand_over(person: Person, request: Request, by: User) -> dict[str, Any]:
    """Returns everything that the portal holds on a person, for whoever has asked for it in writing; the history
    tells that it was.
    """
    log(person, HANDED_OVER, user=by, data=_of(request))
    return export_for(subject_of_person(person))


@transaction.atomic
def erase_person(person: Person, request: Request, by: User) -> None:
    """Erases a person who cannot sign in, at their written request, with the account that is closed. A letter says so
    where there is an address, and the history, without the name. Called again, it changes nothing.
    """
    (person,) = lock_people(person.pk)
    if person.is_forgotten or not may_be_served(person, by):
        return
    subject, language = subject_of_person(person), person.preferred_language
    if person.user:
        delete_account(person.user, by=by, tells=False)
    else:
        erase_for(subject)
    person.refresh_from_db()
    log(person, ERASED, user=by, data=_of(request))
    for address in sorted(subject.addresses):
        send_letter(
            key=f"people:erased:{person.pk}:{timezone.now().isoformat()}",
            person=None,  # The row says of nobody any more who it was.
            address=address,
            language=language,
            template="mail/people/erased",
            context={},
        )


@transaction.atomic
def open_again(person: Person, by: User) -> bool:
    """Opens the account of somebody who had closed it and wants to come back; a letter to its own address leads to a
    new password. Returns whether it did: called again, it changes nothing.
    """
    (person,) = lock_people(person.pk)
    if person.user is None or not may_be_opened(person, by):
        return False
    let_in_again(person.user)
    log(person, OPENED, user=by)
    return True


def forget_unneeded_people(now: datetime | None = None) -> int:
    """Erases the people without an account with whom no room has had to do for long; returns how many. Each is a
    transaction by itself.
    """
    limit = (now or timezone.now()) - KEPT_FOR
    rows = Person.objects.standing().known().filter(user=None, updated_at__lt=limit)
    for holding in PERSONAL_DATA.values():
        if holding.needs:
            rows = rows.exclude(pk__in=holding.needs(timezone.localdate(limit)))
    number = 0
    for key in list(rows.values_list("pk", flat=True)):
        with transaction.atomic():
            person = Person.objects.select_for_update(no_key=True).get(pk=key)
            if not (person.user_id or person.is_forgotten):
                erase_for(subject_of_person(person))
                number += 1
    return number


def _of(request: Request) -> dict[str, str]:
    return {"requested_on": request.of.isoformat(), "reference": request.reference}
