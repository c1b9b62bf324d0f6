"""Receivers that give each account its person, and keep the two from saying different things."""

from typing import Any

from django.db.models.signals import post_save
from django.dispatch import receiver

from portal.accounts.models import User

from .models.person import Person

FOLLOWED = frozenset({"first_name", "last_name", "preferred_language"})


@receiver(post_save, sender=User)
def follow_account(
    instance: User,
    created: bool,
    raw: bool = False,
    update_fields: frozenset[str] | None = None,
    **_kwargs: Any,
) -> None:
    """Makes the person of a new account; of an older one, hands on the name and the language that changed.

    What is loaded from a file has its persons with it, and the shell of an erased account stands for nobody.
    """
    if raw or instance.is_erased or (update_fields is not None and not FOLLOWED & {*update_fields}):
        return
    person = None if created else Person.objects.filter(user=instance).first()
    if person is None:
        Person.objects.get_or_create(user=instance)
    elif (person.full_name, person.preferred_language) != person.told_by(instance):
        person.user = instance  # As it is now, not as it was read.
        person.save()
