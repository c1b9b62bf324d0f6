"""E-mails about representation: recipients and facts, kept with the change that they tell of. `membership.letters` has
their words.
"""

from collections.abc import Iterable
from typing import Any

from django.db import transaction

from federation.directory.models import Organisation
from federation.people.models import Person
from portal.accounts.enums import Role
from portal.accounts.models import User
from portal.mail.sending import DeferredLetter, send_all_later, send_later

from ..letters import INVITATION, STEP
from ..models.representative import Representative
from ..models.representative_invitation import RepresentativeInvitation
from ..rules import managers_of, without_voice


def send_invitation(invitation: RepresentativeInvitation) -> None:
    """Writes to the invited address. The link is made when the letter is put into words."""
    send_later(
        key=f"membership:invitation:{invitation.pk}:{invitation.sent_at.timestamp():.0f}",
        person=None,  # Nobody has said yet that the address is theirs.
        address=invitation.email,
        language=invitation.language,
        writer=INVITATION,
        facts={"invitation": invitation.pk},
    )


def tell(term: Representative, kind: str, by: Person | None, *, is_by_office: bool = False) -> None:
    """Writes to the organisation's managers about a term that `by` has changed, and to whose it is; not to `by`."""
    told = {person.pk: person for person in [*managers_of(term.organisation), term.person] if person != by}
    users = [person.user for person in told.values() if person.user and person.user.is_active]
    facts = {"organisation": term.organisation_id, "person": term.person_id, "role": term.role}
    if is_by_office:
        facts["is_by_office"] = True
    _write(f"{kind}:{term.pk}:{term.latest_revision_id}", kind, users, facts)


def tell_of_decline(invitation: RepresentativeInvitation, by: Person) -> None:
    """Writes that an invitation was declined: to the secretariat where it has invited, or where no manager is left,
    else to the organisation's managers; not to `by`.
    """
    managers = [person for person in managers_of(invitation.organisation) if person != by]
    is_to_office = invitation.is_by_office or not managers
    facts = {
        "organisation": invitation.organisation_id,
        "invitation": invitation.pk,
        "role": invitation.role,
        "is_to_office": is_to_office,
    }
    users = (
        User.objects.with_role(Role.SECRETARIAT)
        if is_to_office
        else [person.user for person in managers if person.user]
    )
    _write(f"declined:{invitation.pk}", "declined", users, facts)


def tell_of_silence(organisations: Iterable[Organisation], occasion: str) -> None:
    """Writes to the secretariat about those of the organisations that have no manager any more, once an occasion.

    Under the locks of those who resign: of two who leave at once, the second sees that the first has left.
    """
    keys = [organisation.pk for organisation in organisations]
    with transaction.atomic():
        list(Organisation.objects.select_for_update(no_key=True).filter(pk__in=keys).order_by("pk"))
        for organisation in without_voice().filter(pk__in=keys).order_by("pk"):
            key, facts = f"without_voice:{organisation.pk}:{occasion}", {"organisation": organisation.pk}
            _write(key, "without_voice", User.objects.with_role(Role.SECRETARIAT), facts)


def _write(key: str, kind: str, users: Iterable[User], facts: dict[str, Any]) -> None:
    write(key, users, {**facts, "kind": kind}, STEP)


def write(key: str, users: Iterable[User], facts: dict[str, Any], writer: str) -> None:
    """Writes a letter to each of these accounts, in whose language a writer of `membership.letters` puts it."""
    send_all_later(
        DeferredLetter(
            key=f"membership:{key}:user-{user.pk}",
            person=user.known_person,
            address=user.email,
            language=user.preferred_language,
            writer=writer,
            facts={**facts, "user": user.pk},
        )
        for user in users
    )
