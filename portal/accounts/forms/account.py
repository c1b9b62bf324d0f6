"""Forms of the account pages. They say what to type by label and hint, never by a placeholder."""

from typing import TYPE_CHECKING, Any
from uuid import uuid4

from allauth.account import forms as account_forms
from allauth.account.adapter import get_adapter
from allauth.core import context
from allauth.mfa.base import forms as mfa_forms
from allauth.mfa.totp import forms as totp_forms
from django import forms
from django.conf import settings
from django.core.validators import MaxLengthValidator
from django.db import IntegrityError, transaction
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from portal.localisation.text import active_language
from portal.mail.fields import AddressFormField

from ..actions import give_consent, is_address_taken
from ..limits import count_code, count_letter, free
from ..models.operator import Operator
from ..models.privacy_terms import PrivacyTerms
from ..models.user import User

if TYPE_CHECKING:
    from allauth.mfa.base.forms import AuthenticateForm as _CodeForm
    from django.forms import BaseForm as _Form
else:
    _Form = _CodeForm = object

PASSWORD_HINT = _("At least 8 characters. Not a common word, not your name and not only digits.")
LONGEST_ADDRESS = 254
NEW_PASSWORD_FIELDS = ("password1",)
# allauth's own are "Email", "Current Password" and "Remember Me"; the same words in all forms of the portal.
LABELS = {
    "email": _("E-mail"),
    "login": _("E-mail"),
    "oldpassword": _("Current password"),
    "remember": _("Remember me on this device"),
}
NEW_PASSWORD_LABELS = {"password1": _("New password"), "password2": _("Repeat the new password")}
# What to do when a field was left empty.
EMPTY = {
    "first_name": _("Enter your first name."),
    "login": _("Enter your account’s e-mail address."),
    "email": _("Enter your e-mail address."),
    "password": _("Enter your password."),
    "oldpassword": _("Enter your current password."),
    "password1": _("Choose a password."),
    "password2": _("Enter the new password again."),
    "code": _("Enter the code."),
    "consent": _("Tick the box: we cannot create an account without your consent."),
}


def as_address_field(field: forms.EmailField) -> AddressFormField:
    """The same field, which brings an address into the form in which the portal keeps it."""
    return AddressFormField(
        label=field.label,
        help_text=field.help_text,
        required=field.required,
        widget=field.widget,
        error_messages=field.error_messages,
    )


class Plain(_Form):
    """Takes out allauth's placeholders, which repeat the labels, and its lists of password rules."""

    labels = LABELS
    user: User | None = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.widget.attrs.pop("placeholder", None)
            if name in self.labels:
                field.label = self.labels[name]
            if name in EMPTY:
                field.error_messages["required"] = EMPTY[name]
            if isinstance(field, forms.EmailField):
                field = self.fields[name] = as_address_field(field)
                # Django's field takes 320 letters, the column 254; PostgreSQL would answer with an error.
                field.validators.append(MaxLengthValidator(LONGEST_ADDRESS))
                field.error_messages["invalid"] = _("Enter the full address, for example name@example.org.")
            if isinstance(field.widget, forms.PasswordInput):
                field.widget.attrs["data-reveal"] = _("Show")
                field.help_text = PASSWORD_HINT if name in NEW_PASSWORD_FIELDS else ""
            if name == "code":
                field.widget.attrs.update({"inputmode": "text", "autocapitalize": "characters"})

    @property
    def username(self) -> str:
        """The owner of the password, for the browser that keeps it; "" where an address is typed or no password."""
        is_asked = any(isinstance(field.widget, forms.PasswordInput) for field in self.fields.values())
        return self.user.email if is_asked and self.user else ""


class LoginForm(Plain, account_forms.LoginForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].widget.attrs["autocomplete"] = "username"


class AddEmailForm(Plain, account_forms.AddEmailForm):
    def clean_email(self) -> str:
        email = super().clean_email()
        count_letter(context.request, email)
        return email


class ChangePasswordForm(Plain, account_forms.ChangePasswordForm):
    labels = LABELS | NEW_PASSWORD_LABELS

    def clean_oldpassword(self) -> str:
        """Wrong passwords count here as at the door, and any form of the right one is right."""
        password = self.cleaned_data["oldpassword"]
        if not get_adapter().reauthenticate(self.user, password):
            raise get_adapter().validation_error("enter_current_password")
        return password


class SetPasswordForm(Plain, account_forms.SetPasswordForm):
    labels = LABELS | NEW_PASSWORD_LABELS


class ResetPasswordForm(Plain, account_forms.ResetPasswordForm):
    def clean_email(self) -> str:
        email = self.cleaned_data["email"]
        count_letter(context.request, email)
        user = User.objects.reached_at(email)
        self.users = [user] if user else []
        return email


class ResetPasswordKeyForm(Plain, account_forms.ResetPasswordKeyForm):
    labels = LABELS | NEW_PASSWORD_LABELS


class UserTokenForm(account_forms.UserTokenForm):
    """The link of a password reset: the number of an account, and the key."""

    def _get_user(self, uidb36: str) -> User | None:
        """Finds the account; for a number that none has, the key is tried on nobody, so that the time tells neither."""
        found: User | None = super()._get_user(uidb36)
        if found is None:
            self.token_generator.check_token(User(pk=0), self.cleaned_data.get("key"))
        return found


class ReauthenticateForm(Plain, account_forms.ReauthenticateForm):
    pass


class RequestLoginCodeForm(Plain, account_forms.RequestLoginCodeForm):
    def clean_email(self) -> str:
        email = self.cleaned_data["email"]
        count_letter(context.request, email)
        self._user = User.objects.reached_at(email)
        return email


class ConfirmLoginCodeForm(Plain, account_forms.ConfirmLoginCodeForm):
    pass


class CountedCode(_CodeForm):
    """Mixin for a form with a code of the second factor: wrong ones are counted, and close no other place."""

    def clean_code(self) -> str:
        taken = count_code(context.request, self.user.email)
        code = super().clean_code()
        free(taken)
        return code


class AuthenticateForm(CountedCode, Plain, mfa_forms.AuthenticateForm):
    pass


class ReauthenticateByCodeForm(CountedCode, Plain, mfa_forms.ReauthenticateForm):
    pass


class ActivateTOTPForm(CountedCode, Plain, totp_forms.ActivateTOTPForm):
    pass


class NameFields(forms.Form):
    """Fields of a user's name, and of the language in which the portal writes to them."""

    first_name = forms.CharField(
        label=_("First name"), max_length=150, widget=forms.TextInput(attrs={"autocomplete": "given-name"})
    )
    last_name = forms.CharField(
        label=_("Last name"),
        max_length=150,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "family-name"}),
    )
    preferred_language = forms.ChoiceField(label=_("E-mail language"), choices=settings.LANGUAGES)


class SignupForm(Plain, NameFields, account_forms.SignupForm):
    """Sign-up form: name, address, password and language, with the consent to the privacy terms of the day."""

    consent = forms.BooleanField(
        label=_("I agree to my data being processed as described in the privacy terms")
    )
    account_already_exists: bool  # allauth's: somebody has an account with the address.

    def validate_unique_email(self, value: str) -> str:
        """Takes an address for taken by whose account it is, not by who wishes for it, unconfirmed (allauth's hook)."""
        self.account_already_exists = is_address_taken(value)
        return value

    field_order = ["first_name", "last_name", "email", "password1", "preferred_language", "consent"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["preferred_language"].initial = active_language()
        self.terms = PrivacyTerms.objects.current()
        if self.terms is None:
            del self.fields["consent"]
        self.order_fields(self.field_order)

    @property
    def terms_text(self) -> str:
        """The privacy terms of the day in the reader's language, safe to show: beside the box, lest what was typed be
        lost on the way to another page.
        """
        language = active_language()
        operator = Operator.load().in_words(language)
        return self.terms.html_in(language, operator=operator) if self.terms else ""

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if not self.errors:
            count_letter(context.request, cleaned["email"])
        return cleaned

    def try_save(self, request: HttpRequest) -> tuple:
        """Makes the account; when the same form came in twice at once, the second finds it made by the first."""
        if self.account_already_exists:
            self._make_and_undo(request)
        else:
            try:
                with transaction.atomic():
                    return super().try_save(request)
            except IntegrityError:
                self.account_already_exists = True
        return super().try_save(request)

    def _make_and_undo(self, request: HttpRequest) -> None:
        """Does for an address that has an account what a new one costs: the time must not tell them apart."""
        address = self.cleaned_data["email"]
        self.cleaned_data["email"] = f"{uuid4().hex}@undone.invalid"
        self.account_already_exists = False
        # The outer one commits nothing, which takes its time, too.
        with transaction.atomic(), transaction.atomic():
            self.save(request)
            transaction.set_rollback(True)
        self.cleaned_data["email"], self.account_already_exists = address, True

    def custom_signup(self, _request: HttpRequest, user: User) -> None:
        """allauth's hook: the user has just been saved."""
        user.preferred_language = self.cleaned_data["preferred_language"]
        user.save(update_fields=["preferred_language"])
        if self.terms is not None:
            give_consent(user, self.terms)


class LeavingForm(Plain, forms.Form):
    """Asks for the password before an account is closed or erased."""

    password = forms.CharField(
        label=_("Password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        self.user = user
        super().__init__(*args, **kwargs)

    def clean_password(self) -> str:
        password = self.cleaned_data["password"]
        if not get_adapter().reauthenticate(
            self.user, password
        ):  # Wrong passwords count here as at the door.
            raise get_adapter().validation_error("incorrect_password")
        return password
