"""Actions on accounts."""

import uuid
from typing import Any

from allauth.account.forms import default_token_generator
from allauth.account.models import EmailAddress
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone, translation

from portal.mail.fields import one_form, readable
from portal.mail.sending import send_letter

from .models.consent import Consent
from .models.privacy_terms import PrivacyTerms
from .models.user import User
from .registry import erase_for


def make_login_address(user: User) -> None:
    """Makes the user's e-mail the one address they sign in with, taken as verified. Safe to call twice."""
    with transaction.atomic():
        addresses = EmailAddress.objects
        # Somebody else's unverified wish for the same address gives way.
        addresses.filter(email__iexact=user.email, verified=False).exclude(user=user).delete()
        addresses.filter(user=user).exclude(email=user.email).delete()
        EmailAddress.objects.update_or_create(
            user=user, email=user.email, defaults={"primary": True, "verified": True}
        )


def is_address_taken(email: str, user: User | None = None) -> bool:
    """True when another account than `user`'s signs in with the address."""
    email = one_form(email)
    others = User.objects.filter(
        Q(email__iexact=email) | Q(emailaddress__email__iexact=email, emailaddress__verified=True)
    )
    return (others.exclude(pk=user.pk) if user else others).exists()


def change_email(user: User, email: str) -> None:
    """Changes the address that the user signs in with, and tells the old address. For somebody who may vouch for it."""
    old, new = user.email, one_form(email)
    if old == new:
        return
    with transaction.atomic():
        user.email = new
        user.save(update_fields=["email"])
        make_login_address(user)
        tell(user, "email_changed", address=old, from_email=old, to_email=new)


def invite(user: User) -> None:
    """Writes to a user whom an administrator made: here is your account, set a password."""
    key = f"{user_pk_to_url_str(user)}-{default_token_generator.make_token(user)}"
    with translation.override(user.preferred_language):
        path = reverse("account_reset_password_from_key", kwargs={"uidb36": "UID", "key": "KEY"})
    tell(user, "invitation", url=settings.WAGTAILADMIN_BASE_URL + path.replace("UID-KEY", key))


def tell(user: User, name: str, *, address: str = "", **context: Any) -> None:
    """Writes a letter about the account to the user, in their language; `name` is a folder of mail/account."""
    send_letter(
        key=f"account:{name}:{uuid.uuid4()}",
        person=user.known_person,
        address=address or user.email,
        language=user.preferred_language,
        template=f"mail/account/{name}",
        context={"user": user, "address": readable(user.email), **context},
    )


def give_consent(user: User, terms: PrivacyTerms) -> Consent:
    """Notes that the user agrees to the terms now. A standing consent keeps its date."""
    consent, _is_new = Consent.objects.get_or_create(
        user=user, terms=terms, withdrawn_at=None, defaults={"given_at": timezone.now()}
    )
    return consent


def delete_account(user: User, by: User | None = None, *, tells: bool = True) -> None:
    """Erases what every room holds on the user, and closes the account for ever. A last letter says so.

    `by` is the administrator who does it; else it is the owner. Called again, it changes nothing; after a restore it is
    repeated without a letter.
    """
    with transaction.atomic():
        user = User.objects.select_for_update().get(pk=user.pk)
        if user.is_erased:
            return
        address, language = user.email, user.preferred_language
        erase_for(user)
        if tells:
            send_letter(
                key=f"account:deleted:{user.pk}",
                person=None,  # Nobody is behind the account any more.
                address=address,
                language=language,
                template="mail/account/deleted",
                context={"is_by_owner": by is None},
            )
