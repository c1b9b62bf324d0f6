"""Personal data that accounts themselves hold on a user: the account, consents, e-mails sent."""

from functools import partial
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.db import transaction
from django.db.models import Q
from wagtail.models import APIToken
from wagtail.users.models import UserProfile

from portal.backup.erasures import can_be_erased
from portal.mail.models import Letter
from portal.mail.sending import forget_letters_to
from portal.mail.unsubscribing import ended

from .actions import delete_account
from .models.user import ERASED, User
from .registry import forget_in_history, register_personal_data


def export_account(user: User) -> dict[str, Any]:
    """The account as its owner gave it."""
    return {
        "email": user.email,
        "addresses": sorted(EmailAddress.objects.filter(user=user).values_list("email", flat=True)),
        "first_name": user.first_name,
        "last_name": user.last_name,
        "preferred_language": user.preferred_language,
        "joined_at": user.date_joined,
        "last_signed_in_at": user.last_login,
        "roles": sorted(user.groups.values_list("name", flat=True)),
        "consents": [
            {"terms": str(consent.terms), "given_at": consent.given_at, "withdrawn_at": consent.withdrawn_at}
            for consent in user.consents.select_related("terms")
        ],
    }


def erase_account(user: User) -> None:
    """Leaves an empty shell without name, address, roles or any way in, so that others' history keeps its shape."""
    user.groups.clear()
    user.user_permissions.clear()
    user.consents.all().delete()
    EmailAddress.objects.filter(user=user).delete()
    _erase_portrait(user)
    forget_in_history(User.objects.filter(pk=user.pk))
    Authenticator.objects.filter(user=user).delete()
    APIToken.objects.filter(user=user).delete()
    user.email = f"erased-{user.pk}{ERASED}"
    user.first_name = user.last_name = ""
    user.is_active = user.is_staff = user.is_superuser = False
    user.last_login = None
    user.set_unusable_password()
    user.save()


def _erase_portrait(user: User) -> None:
    """Removes the picture that staff may give themselves in the admin, once the account is really gone."""
    for profile in UserProfile.objects.filter(user=user).exclude(avatar=""):
        transaction.on_commit(partial(profile.avatar.storage.delete, profile.avatar.name))
        UserProfile.objects.filter(pk=profile.pk).update(avatar="")


def export_letters(user: User) -> list[dict[str, Any]]:
    """The letters that the portal wrote to the user, whatever address they went to."""
    letters = Letter.objects.of_reader(_person_of(user), user.email)
    return [dict(letter) for letter in letters.values("subject", "text", "created_at", "sent_at")]


def erase_letters(user: User) -> None:
    """Letters stay as a count: without address and words; what still waits is not sent."""
    forget_letters_to(user.email, _person_of(user))


def export_letters_printed(user: User) -> list[Any]:
    """When the user printed letters that go by post."""
    return list(Letter.objects.filter(printed_by=user).order_by("pk").values_list("sent_at", flat=True))


def erase_letters_printed(user: User) -> None:
    """That they were printed stays."""
    Letter.objects.filter(printed_by=user).update(printed_by=None)


def _person_of(user: User) -> int | None:
    return user.known_person.pk if user.known_person else None


register_personal_data("account", export=export_account, erase=erase_account)
register_personal_data("letters", export=export_letters, erase=erase_letters)
register_personal_data(
    "letters_unwanted", export=lambda user: sorted(ended(_person_of(user), user.email)), erase=erase_letters
)
register_personal_data("letters_printed", export=export_letters_printed, erase=erase_letters_printed)
can_be_erased(
    User,
    born="date_joined",
    repeat=partial(delete_account, tells=False),
    is_erased=lambda user: user.is_erased,
    erased=Q(email__endswith=ERASED),
)
