"""Giving and withdrawing consents, asking for them, and what withdrawals ask of people."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log

from portal.accounts.models import Operator, PrivacyTerms, User
from portal.clock.batches import in_batches
from portal.language import LANGUAGES

from .. import letters
from ..enums import PICTURES_TAKEN_DOWN, Medium, Purpose
from ..models.consent import Consent
from ..models.consent_question import ConsentQuestion
from ..models.person import Person
from ..registry import AFTER_GIVING, AFTER_WITHDRAWAL
from ..rules import has_answered

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
            "name": {language: person.name_in(language) for language in LANGUAGES},
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


@transaction.atomic
def ask_for_consent(person: Person, purpose: Purpose) -> bool:
    """Asks a person with an account, once, for a consent for which others give cause: by a letter, and by a task until
    they answer. Who has ever agreed, took it back or said no is not asked. Returns whether they are asked now.
    """
    if person.user is None or not person.user.is_active or has_answered(person, purpose):
        return False
    _question, is_new = ConsentQuestion.objects.get_or_create(person=person, purpose=purpose)
    if is_new:
        letters.ask_for_consent(person, purpose)
    return is_new


@transaction.atomic
def decline_consent(person: Person, purpose: Purpose) -> bool:
    """Keeps that a person who was asked says no; returns False where nothing waits for an answer."""
    _hold(person)
    waiting = ConsentQuestion.objects.waiting().filter(person=person, purpose=purpose)
    return bool(waiting.update(declined_at=timezone.now()))


@transaction.atomic
def note_pictures_taken_down(person: Person, by: User) -> bool:
    """Keeps that somebody has taken down the pictures of a person who agrees to photos no more, in the person's history
    too; returns False where there is nothing (any more) to be taken down.
    """
    _hold(person)
    if not Consent.objects.pictures_to_take_down().filter(person=person).exists():
        return False
    ended = person.consents.to(Purpose.PHOTOS).filter(withdrawn_at__isnull=False, acted_on_at=None)
    ended.update(acted_on_at=timezone.now())
    log(person, PICTURES_TAKEN_DOWN, user=by)
    return True


def empty_old_consents(now: datetime | None = None) -> int:
    """Leaves of consents that were withdrawn long ago who withdrew what and when: the withdrawal holds for good.

    Returns how many.
    """
    limit = (now or timezone.now()) - KEPT_FOR
    old = Consent.objects.filter(withdrawn_at__lt=limit, wording__isnull=False)
    return in_batches(
        old,
        lambda rows: rows.update(wording=None, operator={}, name={}, medium="", given_at=None, noted_by=None),
    )
