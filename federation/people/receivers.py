"""Receivers that give each account its person, keep the two from saying different things, note what was agreed to at
the door, and tell people what the office has changed of what is known of them.
"""

from contextlib import AbstractContextManager, nullcontext
from typing import Any

from django.db.models.signals import post_save
from django.dispatch import receiver
from wagtail.log_actions import get_active_log_context

from portal.accounts.models import PrivacyTerms, User
from portal.accounts.registry import consent_given
from portal.journal.actions import by_office
from portal.journal.registry import OfficeChange, relied_on, tells

from .actions import give_consent, tell_of_details
from .models.person import Person

relied_on(Person, verb="details", besides=["user", "is_demo", "shown_to"])

FOLLOWED = frozenset({"first_name", "last_name", "preferred_language", "is_active"})


@receiver(post_save, sender=User)
def follow_account(
    instance: User,
    created: bool,
    raw: bool = False,
    update_fields: frozenset[str] | None = None,
    **_kwargs: Any,
) -> None:
    """Makes the person of a new account; of an older one, hands on the name and the language that changed.

    What is loaded from a file has its persons with it, and the shell of an erased account stands for nobody. A second
    account that a merge has closed and an administrator opens again begins as somebody of its own: what it does is not
    to hang on an entry that was emptied.
    """
    if instance.is_erased and not raw:
        for left in Person.objects.filter(user=instance):  # Its time was over: the person stays.
            left.user = None
            left.save()
    if not raw and instance.is_active and (update_fields is None or "is_active" in update_fields):
        for left in Person.objects.filter(user=instance).exclude(merged_into=None):
            left.user = None
            left.save()
    if raw or instance.is_erased or (update_fields is not None and not FOLLOWED & {*update_fields}):
        return
    person = None if created else Person.objects.filter(user=instance).first()
    if person is None:
        Person.objects.get_or_create(user=instance)
    elif (person.full_name, person.preferred_language) != person.told_by(instance):
        person.user = instance  # As it is now, not as it was read.
        with _by_somebody_else(instance, person):
            person.save()


def _by_somebody_else(account: User, person: Person) -> AbstractContextManager[None]:
    """Tells somebody whose account an administrator has changed; whoever changed their own knows it."""
    actor = get_active_log_context().user
    if actor is None or not actor.is_authenticated or actor == account:
        return nullcontext()
    return by_office(person, actor)


@receiver(consent_given, sender=PrivacyTerms)
def note_consent(user: User, terms: PrivacyTerms, **_kwargs: Any) -> None:
    """Keeps that somebody agreed to the privacy terms, for instance when they signed up."""
    give_consent(user.person, terms)


@tells(Person)
def details_kept(change: OfficeChange) -> None:
    """The office has written down what it knows of somebody, or has changed it."""
    tell_of_details(change)
