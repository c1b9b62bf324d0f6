"""Actions on accounts."""

import uuid
from datetime import datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING, Any

from allauth.account import app_settings
from allauth.account.forms import default_token_generator
from allauth.account.models import EmailAddress
from allauth.account.utils import user_pk_to_url_str
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone, translation
from wagtail.log_actions import log
from wagtail.models import APIToken
from wagtail.users.models import UserProfile

from portal.backup.erasures import Act, note_act
from portal.mail.fields import one_form, readable
from portal.mail.sending import send_later

from .enums import CLOSED
from .letters import ACCOUNT, OPENING, SHOWN
from .models.privacy_terms import PrivacyTerms
from .models.user import ERASED, User
from .registry import close_for, consent_given, erase_for, forget_in_history, subject_of

if TYPE_CHECKING:
    from federation.people.models import Person

# What is good for less time than a letter may wait; links in letters are good for longer.
GOOD_FOR = {"login_code": timedelta(seconds=app_settings.LOGIN_BY_CODE_TIMEOUT)}
# How the address of a shell begins: its owner was erased, or only its time is over.
GONE, AGED = "erased", "aged"
# As the page on personal data says.
CLOSED_KEPT_FOR = timedelta(days=3 * 365)
UNCONFIRMED_KEPT_FOR = timedelta(days=30)


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
    """True when another account than `user`'s signs in with the address, confirmed or not."""
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
    tell(user, "invitation", url=_link_to_a_new_password(user))


def _link_to_a_new_password(user: User) -> str:
    key = f"{user_pk_to_url_str(user)}-{default_token_generator.make_token(user)}"
    with translation.override(user.preferred_language):
        path = reverse("account_reset_password_from_key", kwargs={"uidb36": "UID", "key": "KEY"})
    return settings.WAGTAILADMIN_BASE_URL + path.replace("UID-KEY", key)


def tell(user: User, kind: str, *, address: str = "", **context: Any) -> None:
    """Writes a letter about the account to the user, in their language; see `write`."""
    write(kind, address or user.email, user.preferred_language, context, person=user.known_person)


def write(
    kind: str,
    address: str,
    language: str,
    context: dict[str, Any],
    *,
    person: "Person | None" = None,
    occasion: str = "",
) -> None:
    """Notes a letter about an account to an address; `kind` is a folder of mail/account.

    The worker puts it into words: so who waits for the answer of a door cannot tell by the time which letter it is.
    Of `context` is kept what the templates show, sealed what opens something. A letter of the same kind and `occasion`
    is written once.
    """
    facts = {name: value for name, value in context.items() if name in SHOWN}
    send_later(
        key=f"account:{kind}:{occasion or uuid.uuid4()}",
        person=person,
        address=address,
        language=language,
        writer=ACCOUNT,
        facts={**facts, "kind": kind, "address": readable(address)},
        sealed={name: value for name, value in context.items() if name in OPENING},
        good_for=GOOD_FOR.get(kind),
    )


def give_consent(user: User, terms: PrivacyTerms) -> None:
    """Says that the user agrees to the terms now; a higher room keeps it. A standing consent keeps its date."""
    consent_given.send(sender=PrivacyTerms, user=user, terms=terms)


def lock_out(user: User) -> None:
    """Takes away every right and every way in, open sessions too. The row is saved by whoever calls."""
    user.groups.clear()
    user.user_permissions.clear()
    Authenticator.objects.filter(user=user).delete()
    APIToken.objects.filter(user=user).delete()
    user.is_active = user.is_staff = user.is_superuser = False
    user.set_unusable_password()  # Sessions hold a mark of the password, and end with it.


def close_account(user: User, *, tells: bool = True, is_repeated: bool = True) -> None:
    """Closes an account: nobody signs in any more, roles end and coming places are given up; who it was, stays.

    A letter says so. Called again, it changes nothing; after a restore it is repeated without a letter, unless it is
    part of something that is not repeated.
    """
    with transaction.atomic():
        user = User.objects.select_for_update().get(pk=user.pk)
        if user.is_erased or user.is_closed:
            return
        close_for(subject_of(user))
        lock_out(user)
        user.closed_at = timezone.now()
        user.save()
        log(user, CLOSED, user=user)
        if is_repeated:
            note_act(user, Act.CLOSED)
        if tells:
            tell(user, "closed")


def open_account(user: User) -> None:
    """Takes back that an account is closed: it was made active again. Its owner sets a password by a letter."""
    if user.closed_at is not None and not user.is_erased:
        User.objects.filter(pk=user.pk).update(closed_at=None)
        user.closed_at = None
        note_act(user, Act.OPENED)


def let_in_again(user: User) -> None:
    """Makes a closed account active, without the roles that it had, and writes to its address how to set a password."""
    with transaction.atomic():
        user.is_active = True
        user.save(update_fields=["is_active"])
        open_account(user)
        tell(user, "opened", url=_link_to_a_new_password(user))


def shut(user: User, prefix: str = GONE) -> None:
    """Leaves of an account an empty shell: no name, no address, no way in, so that others' history keeps its shape."""
    lock_out(user)
    EmailAddress.objects.filter(user=user).delete()
    _erase_portrait(user)
    forget_in_history(User.objects.filter(pk=user.pk))
    user.email = f"{prefix}-{user.pk}{ERASED}"
    user.first_name = user.last_name = ""
    user.last_login = user.closed_at = None
    user.save()


def _erase_portrait(user: User) -> None:
    """Removes the picture that staff may give themselves in the admin, once the account is really gone."""
    for profile in UserProfile.objects.filter(user=user).exclude(avatar=""):
        transaction.on_commit(partial(profile.avatar.storage.delete, profile.avatar.name))
        UserProfile.objects.filter(pk=profile.pk).update(avatar="")


def forget_closed_accounts(now: datetime | None = None) -> int:
    """Empties the accounts that were closed long ago, each by itself; their persons stay. Returns how many."""
    limit = (now or timezone.now()) - CLOSED_KEPT_FOR
    old = User.objects.filter(closed_at__lt=limit, is_active=False).exclude(email__endswith=ERASED)
    for key in (keys := list(old.values_list("pk", flat=True))):
        with transaction.atomic():
            user = User.objects.select_for_update().get(pk=key)
            if user.is_closed:
                shut(user, AGED)
    return len(keys)


def forget_unconfirmed_accounts(now: datetime | None = None) -> int:
    """Erases the accounts whose address nobody ever confirmed, each by itself; returns how many."""
    limit = (now or timezone.now()) - UNCONFIRMED_KEPT_FOR
    confirmed = EmailAddress.objects.filter(user=OuterRef("pk"), verified=True)
    old = User.objects.filter(~Exists(confirmed), date_joined__lt=limit, last_login=None, is_superuser=False)
    old = old.exclude(email__endswith=ERASED)
    number = 0
    for key in list(old.values_list("pk", flat=True)):
        with transaction.atomic():
            # Asked once more: its owner may have confirmed meanwhile.
            if user := old.select_for_update(of=("self",)).filter(pk=key).first():
                delete_account(user, tells=False)
                number += 1
    return number


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
        erase_for(subject_of(user))
        if tells:
            # Nobody is behind the account any more: it is an address alone.
            write("deleted", address, language, {"is_by_owner": by is None}, occasion=str(user.pk))
