"""Giving and withdrawing consents."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from portal.accounts.models import Operator, PrivacyTerms, User
from portal.clock.batches import in_batches
from portal.language import LANGUAGES

from ..enums import Medium, Purpose
from ..models.consent import Consent
from ..models.person import Person
from ..registry import AFTER_GIVING, AFTER_WITHDRAWAL

KEPT_FOR = timedelta(days=3 * 365)  # As the page on personal data says.


@transaction.atomic
def give_consent(
    person: Person,
    wording: PrivacyTerms,
    *,
    at: datetime | None = None,
    medium: Medium = Medium.SCREEN,
    noted_by: User | None = None,
) -> Consent:
    """Notes that a person agrees to a wording, with what rooms do then. A standing consent to it keeps its date."""
    _hold(person)
    operator = Operator.load()
    consent, is_new = Consent.objects.get_or_create(
        person=person,
        wording=wording,
        withdrawn_at=None,
        defaults={
            "purpose": Purpose(wording.name),
            "operator": {language: operator.in_words(language) for language in LANGUAGES},
            "medium": medium,
            "given_at": at or timezone.now(),
            "noted_by": noted_by,
        },
    )
    for act in AFTER_GIVING.get(Purpose(wording.name), []) if is_new else []:
        act(person)
    return consent


@transaction.atomic
def withdraw_consent(person: Person, purpose: Purpose) -> int:
    """Ends the person's consents to a purpose, with what rooms do then; returns how many stood."""
    _hold(person)
    ended = Consent.objects.standing().to(purpose).filter(person=person).update(withdrawn_at=timezone.now())
    for act in AFTER_WITHDRAWAL.get(purpose, []) if ended else []:
        act(person)
    return ended


def _hold(person: Person) -> None:
    """Locks a person after their account, as closings and merges do: what follows may want rows that those hold."""
    list(User.objects.select_for_update(no_key=True).filter(person=person).order_by("pk"))
    Person.objects.select_for_update(no_key=True).get(pk=person.pk)


def forget_old_consents(now: datetime | None = None) -> int:
    """Deletes the consents that were withdrawn long ago; returns how many."""
    limit = (now or timezone.now()) - KEPT_FOR
    return in_batches(Consent.objects.filter(withdrawn_at__lt=limit), lambda rows: rows.delete()[0])
