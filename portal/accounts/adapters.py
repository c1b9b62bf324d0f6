"""How allauth behaves here: its letters go through the outbox, its rules are ours."""

import uuid
from datetime import timedelta
from typing import Any

from allauth.account import app_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.contrib.auth.hashers import make_password
from django.urls import reverse, translate_url
from django.utils import timezone
from django.utils.translation import get_language

from portal.language import LANGUAGES
from portal.mail.actions import send_letter
from portal.web.sealing import seal, unseal
from portal.web.secret_words import SECRET_PARAMETERS

from .records import User
from .rules import must_have_second_factor

DOUBLE_SUBMIT = timedelta(minutes=2)
# What is good for less time than a letter may wait; links in letters are good for longer.
GOOD_FOR = {"login_code": timedelta(seconds=app_settings.LOGIN_BY_CODE_TIMEOUT)}


class AccountAdapter(DefaultAccountAdapter):
    """Letters in the reader's language through the outbox; known and unknown addresses cost the same work."""

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Writes allauth's letter `account/email/<name>` or `mfa/email/<name>` from our `mail/account/<name>`."""
        name = template_prefix.rpartition("/")[2]
        user = context.get("user") or User.objects.filter(email__iexact=email, is_active=True).first()
        language = user.preferred_language if user else active_language()
        given = {
            # A link leads to the page in the language of the letter.
            key: translate_url(value, language) if key.endswith("_url") else value
            for key, value in context.items()
            if key not in ("request", "user_agent")
        }
        send_letter(
            key=f"account:{name}:{uuid.uuid4()}",
            address=email,
            language=language,
            template=f"mail/account/{name}",
            context={**given, "user": user, "address": email},
            secrets=[str(value) for key, value in given.items() if key in SECRET_PARAMETERS],
            good_for=GOOD_FOR.get(name),
        )

    def send_account_already_exists_mail(self, email: str) -> None:
        """Writes to whoever signs up twice; a form sent twice by one click writes nothing more."""
        # A new account costs one hashed password; so must an old one, or the time would tell them apart.
        make_password("as long as a password")
        joined = User.objects.filter(email__iexact=email).values_list("date_joined", flat=True).first()
        if joined is None or joined < timezone.now() - DOUBLE_SUBMIT:
            super().send_account_already_exists_mail(email)

    def get_logout_redirect_url(self, request) -> str:
        return f"/{active_language()}/"

    def get_password_change_redirect_url(self, request) -> str:
        return reverse("account_home")

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """A session left open must not be enough to take the account over."""
        return True


class MFAAdapter(DefaultMFAAdapter):
    """Second factors: whoever must have one cannot switch it off; their secrets lie sealed in the database."""

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        return not must_have_second_factor(authenticator.user)

    def encrypt(self, text: str) -> str:
        return seal(text)

    def decrypt(self, encrypted_text: str) -> str:
        return unseal(encrypted_text)


def active_language() -> str:
    """The language of the page that is being answered."""
    language = (get_language() or "")[:2]
    return language if language in LANGUAGES else "kk"
