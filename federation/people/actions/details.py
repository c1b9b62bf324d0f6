"""Acts on people: what somebody says about themselves, and what they are told that the office says."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from federation.directory.models import Organisation
from portal.accounts.models import User
from portal.journal.enums import OfficeVerb
from portal.journal.registry import OfficeChange

from .. import letters
from ..models.affiliation import Affiliation
from ..models.person import Person


@dataclass(frozen=True)
class Workplace:
    """Where somebody works or worked: an entry of the directory or a typed name, and from which day to which."""

    organisation: Organisation | None
    organisation_name: str
    position: str = ""
    since: date | None = None
    until: date | None = None


@transaction.atomic
def save_details(
    user: User, account: dict[str, Any], facts: dict[str, Any], workplaces: Iterable[Workplace] | None = None
) -> Person:
    """Writes what somebody says about themselves, and that they were asked: fields of their account and of their
    person by name, and all their workplaces unless these are None. Said again, it changes nothing.
    """
    user = User.objects.select_for_update(no_key=True).get(pk=user.pk)
    _write(user, account)
    person = Person.objects.select_for_update(no_key=True, of=("self",)).get(user=user)
    for name, value in facts.items():
        setattr(person, name, value)
    person.details_confirmed_at = person.details_confirmed_at or timezone.now()
    if workplaces is not None:
        person.affiliations.set(_affiliations(person, workplaces))
    person.save()
    return person


def _write(user: User, fields: dict[str, Any]) -> None:
    """Saves an account where something differs; its person follows."""
    if changed := [name for name, value in fields.items() if getattr(user, name) != value]:
        for name in changed:
            setattr(user, name, fields[name])
        user.save(update_fields=changed)


def _affiliations(person: Person, workplaces: Iterable[Workplace]) -> list[Affiliation]:
    """The rows of these workplaces: those that are there stay the same rows, since versions know them by their keys."""
    known = list(person.affiliations.all())
    rows = []
    for place in workplaces:
        key = (place.organisation and place.organisation.pk, place.organisation_name)
        row = next((row for row in known if (row.organisation_id, row.organisation_name) == key), None)
        if row is None:
            row = Affiliation(organisation=place.organisation, organisation_name=place.organisation_name)
        else:
            known.remove(row)
        row.position, row.since, row.until = place.position, place.since, place.until
        rows.append(row)
    return rows


def tell_of_details(change: OfficeChange) -> None:
    """Writes to somebody which details of theirs the office has changed; on paper to who has no address.

    Nobody is told of an entry that was just made, which stands for them once they do something; nor that it is
    deleted, which only one is that nothing hangs on.
    """
    is_told = change.verb not in (OfficeVerb.ADDED, OfficeVerb.DELETED)
    if is_told and not (change.row.is_demo or change.row.is_forgotten):
        letters.tell_of_details(change.row, change.step, change.changed)
