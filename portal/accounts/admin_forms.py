"""How administrators edit users: an address changed here changes the login, and nobody types others' passwords."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.users.forms import UserCreationForm as WagtailUserCreationForm
from wagtail.users.forms import UserEditForm as WagtailUserEditForm

from .actions import change_email, invite, is_address_taken, make_login_address
from .records import User

FIELDS = {"email", "first_name", "last_name", "preferred_language", "is_superuser", "groups"}
WIDGETS = {"groups": forms.CheckboxSelectMultiple}


class AddressForm:
    """What making and editing a user share."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["last_name"].required = False

    def clean_email(self) -> str:
        email = self.cleaned_data["email"].lower()
        if is_address_taken(email, self.instance if self.instance.pk else None):
            raise forms.ValidationError(_("Another account signs in with this address."))
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
        super().__init__(*args, **kwargs)
        self.address_before = self.instance.email

    def save(self, commit: bool = True) -> User:
        user = super().save(commit=False)
        address, user.email = user.email, self.address_before
        if commit:
            user.save()
            self.save_m2m()
            change_email(user, address)
        return user
