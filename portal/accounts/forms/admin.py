"""Forms for users in the admin: an address changed here changes the login, and nobody types others' passwords."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib.auth.models import Group
from django.utils.translation import gettext_lazy as _
from wagtail.users.forms import UserCreationForm as WagtailUserCreationForm
from wagtail.users.forms import UserEditForm as WagtailUserEditForm

from portal.mail.fields import one_form

from ..actions import change_email, invite, is_address_taken, make_login_address
from ..models.user import User
from ..roles import ROLE_NAMES

if TYPE_CHECKING:
    from wagtail.users.forms import UserEditForm as _Form
else:
    _Form = object

FIELDS = {"email", "first_name", "last_name", "preferred_language", "is_superuser", "groups"}
WIDGETS = {"groups": forms.CheckboxSelectMultiple}


def role_label(group: Group) -> str:
    """A role in words; a group that somebody made, by its name."""
    return str(ROLE_NAMES.get(group.name, group.name))


class AddressForm(_Form):
    """Base form of making and editing a user."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["last_name"].required = False
        self.fields["groups"].label = _("Roles")
        self.fields["groups"].help_text = ""
        self.fields["groups"].label_from_instance = role_label

    def clean_email(self) -> str:
        email = one_form(self.cleaned_data["email"])
        if is_address_taken(email, self.instance if self.instance.pk else None):
            raise forms.ValidationError(_("Another account already uses this address."))
        return email


class UserCreationForm(AddressForm, WagtailUserCreationForm):
    """Makes an account and invites its owner to set a password."""

    class Meta:
        model = User
        fields = FIELDS
        widgets = WIDGETS

    def save(self, commit: bool = True) -> User:
        user = super().save(commit=False)
        user.set_unusable_password()
        if commit:
            user.save()
            self.save_m2m()
            make_login_address(user)
            invite(user)
        return user


class UserEditForm(AddressForm, WagtailUserEditForm):
    """Changes an account; the address goes through the login's own rule."""

    class Meta:
        model = User
        fields = FIELDS | {"is_active"}
        widgets = WIDGETS

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.is_own = kwargs.get("editing_self", False)
        super().__init__(*args, **kwargs)
        self.address_before = self.instance.email

    def clean_email(self) -> str:
        email = super().clean_email()
        if (
            self.is_own and email != self.address_before
        ):  # An open browser would be enough to take the account.
            raise forms.ValidationError(
                _(
                    "Change your own address in your account settings, where you will be asked for your "
                    "password."
                )
            )
        return email

    def save(self, commit: bool = True) -> User:
        user = super().save(commit=False)
        address, user.email = user.email, self.address_before
        if commit:
            user.save()
            self.save_m2m()
            change_email(user, address)
        return user
