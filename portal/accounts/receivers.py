"""Receivers that follow a change of a user, whoever made it: the address that signs in, the language of the admin,
the rights.
"""

from typing import Any

from allauth.account.internal.flows.login import record_authentication
from allauth.account.models import EmailAddress
from allauth.core import context
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db.models.signals import post_save
from django.dispatch import receiver
from wagtail.users.models import UserProfile

from .actions import make_login_address, open_account
from .models.user import User


@receiver(post_save, sender=User)
def follow_changed_address(instance: User, created: bool, raw: bool = False, **_kwargs: Any) -> None:
    """An address changed in a command, an import or a console changes the login too, as in the admin.

    allauth's own change makes the new address primary before it saves the user, so there nothing is left to do; a
    user who has not verified any address yet is left to allauth.
    """
    if created or raw:
        return
    primary = EmailAddress.objects.filter(user=instance, primary=True).values_list("email", flat=True).first()
    if primary is not None and primary != instance.email:
        make_login_address(instance)


@receiver(post_save, sender=User)
def follow_opening(instance: User, created: bool, raw: bool = False, **_kwargs: Any) -> None:
    """An account that is made active again is closed no more."""
    if not (created or raw) and instance.is_active:
        open_account(instance)


@receiver(post_save, sender=User)
def speak_to_them_in_the_admin(
    instance: User, raw: bool = False, update_fields: frozenset[str] | None = None, **_kwargs: Any
) -> None:
    """Wagtail keeps a language of its own for its admin; it is the one in which the portal writes to them."""
    if raw or (update_fields is not None and "preferred_language" not in update_fields):
        return
    language = instance.preferred_language
    if not UserProfile.objects.filter(user=instance).update(preferred_language=language):
        UserProfile.objects.create(user=instance, preferred_language=language)


@receiver(post_save, sender=UserProfile)
def write_to_them_as_in_the_admin(instance: UserProfile, raw: bool = False, **_kwargs: Any) -> None:
    """Makes the language that somebody chooses in the admin's account form their language on the portal too."""
    language = instance.preferred_language
    if not raw and language in dict(settings.LANGUAGES):
        User.objects.filter(pk=instance.user_id).update(preferred_language=language)


@receiver(post_save, sender=Authenticator)
def remember_first_proof(instance: Authenticator, created: bool, **_kwargs: Any) -> None:
    """Notes the second factor in the session: who sets up an authenticator app has typed a code from it.

    allauth's own signal comes after the commit, when the session may have been saved.
    """
    request = context.request
    if not created or instance.type != Authenticator.Type.TOTP or request is None:
        return
    if request.user.pk == instance.user_id:
        record_authentication(request, request.user, "mfa", id=instance.pk, type=instance.type)
