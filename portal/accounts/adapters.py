"""Adapters of allauth: its e-mails go through the outbox, its rules are ours."""

from datetime import timedelta
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.models import EmailAddress
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.localisation.addresses import home_url
from portal.localisation.text import active_language
from portal.web.sealing import seal, unseal

from .actions import write
from .browsers import remember
from .equal_work import work_of_a_link, work_of_a_person, work_of_a_second_look
from .limits import count_password, forget_passwords, free, may_confirm
from .models.user import User
from .passwords import forms_of, one_form
from .rules import must_have_second_factor

DOUBLE_SUBMIT = timedelta(minutes=2)


class AccountAdapter(DefaultAccountAdapter):
    """Letters in the reader's language through the outbox; known and unknown addresses cost the same work."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "too_many_login_attempts": _("Too many wrong attempts. Start again with a new code."),
        # In English as everywhere here, with a hyphen.
        "cannot_remove_primary_email": _("You cannot remove your primary e-mail address."),
        "duplicate_email": _("This e-mail address belongs to your account already."),
        "email_password_mismatch": _("The e-mail address or the password is not correct."),
        "email_taken": _("There is an account with this e-mail address already."),
        "max_email_addresses": _("You cannot add more than %d e-mail addresses."),
        "unknown_email": _("There is no account with this e-mail address."),
        "unverified_primary_email": _("Your primary e-mail address must be confirmed."),
    }
    _counted: tuple[str, ...] = ()  # What the password that is being tried has taken of limits.

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Notes allauth's letter `account/email/<name>` or `mfa/email/<name>`, which is our `mail/account/<name>`."""
        name = template_prefix.rpartition("/")[2]
        user = context.get("user") or User.objects.filter(email__iexact=email, is_active=True).first()
        if name == "login_code":
            work_of_a_link(self.request)
        if user is None:
            work_of_a_person()
        language = user.preferred_language if user else active_language()
        write(name, email, language, context, person=user.known_person if user else None)

    def send_account_already_exists_mail(self, email: str) -> None:
        """Writes to whoever signs up twice; a form sent twice by one click writes nothing more."""
        if not may_confirm(self.request, email):
            return
        EmailAddress.objects.filter(email=email, verified=True).exists()  # As is asked for a new account.
        made = User.objects.filter(email__iexact=email, is_active=True)
        joined = made.values_list("date_joined", flat=True).first()
        if joined is None or joined < timezone.now() - DOUBLE_SUBMIT:
            super().send_account_already_exists_mail(email)

    def is_safe_url(self, url: str | None) -> bool:
        """False also for what cannot be read as an address, where allauth's own answer is an error."""
        try:
            return super().is_safe_url(url)
        except ValueError:
            return False

    def authenticate(self, request: HttpRequest, **credentials: Any) -> User | None:
        """Tries the password in each form that the hash may have been made of; the one of today is hashed at once."""
        password = credentials.get("password") or ""
        for form in forms_of(password):
            if user := super().authenticate(request, **{**credentials, "password": form}):
                if form != one_form(password):
                    self._hash_anew(request, user, password)
                return user
        return None

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """allauth's hook: it looks a second time for an address that nobody has confirmed, and for no other."""
        super().authentication_failed(request, **credentials)
        email = credentials.get("email", "")
        if EmailAddress.objects.filter(email=email, verified=True).exists():
            work_of_a_second_look(email)

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """allauth's hook: counts the try by the portal's own rule, once for all forms of the password."""
        if not self._counted:
            self._counted = tuple(count_password(request, credentials.get("email", "")))

    def _rollback_login_failed_rl_usage(self) -> None:
        """allauth's hook: the password was right."""
        free(self._counted)

    def _delete_login_attempts_cached_email(self, request: HttpRequest, **credentials: Any) -> None:
        """allauth's hook: the password was set anew by a link from a letter."""
        forget_passwords(request, credentials["email"])

    def _hash_anew(self, request: HttpRequest, user: User, password: str) -> None:
        user.set_password(password)
        user.save(update_fields=["password"])
        if request.user == user:  # Who only proves that it is really them stays signed in.
            update_session_auth_hash(request, user)

    def clean_password(self, password: str, user: User | None = None) -> str:
        """Judges a new password in the form that is hashed: two signs of one letter count once."""
        super().clean_password(one_form(password), user)
        return password

    def post_login(self, request: HttpRequest, user: User, **kwargs: Any) -> HttpResponse:
        response = super().post_login(request, user, **kwargs)
        remember(request, response, user.email)
        return response

    def send_confirmation_mail(self, request: HttpRequest, emailconfirmation: Any, signup: bool) -> None:
        if may_confirm(request, emailconfirmation.email_address.email):
            super().send_confirmation_mail(request, emailconfirmation, signup)

    def get_logout_redirect_url(self, _request: HttpRequest) -> str:
        return home_url()

    def get_password_change_redirect_url(self, _request: HttpRequest) -> str:
        return reverse("account_home")

    def is_reauthentication_required(self, **_about: Any) -> bool:
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
