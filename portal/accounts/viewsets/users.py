"""Users in Wagtail's admin."""

from typing import Any

from django.contrib.auth.models import Group
from django.db.models import Prefetch, QuerySet
from django.forms import Form
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.ui.tables import BooleanColumn, BulkActionsCheckboxColumn, Column, DateColumn
from wagtail.users.views import users as wagtail_users

from ..actions import delete_account
from ..forms.admin import UserCreationForm, UserEditForm
from ..models.user import ERASED, User
from ..roles import ROLE_NAMES


def role_names(user: User) -> str:
    """The user's roles in words, for the list."""
    names = [_("Superuser")] if user.is_superuser else []
    names += [ROLE_NAMES.get(group.name, group.name) for group in user.groups.all()]
    return ", ".join(str(name) for name in names)


class UserIndexView(wagtail_users.IndexView):
    """The list of users with role and language."""

    @cached_property
    def columns(self) -> list[Column]:
        return [
            BulkActionsCheckboxColumn("bulk_actions", obj_type="user"),
            wagtail_users.UserColumn(
                "name",
                accessor=str,
                label=pgettext_lazy("of a person", "Name"),
                sort_key="name",
                get_url=self.get_edit_url,
                classname="name",
            ),
            Column("email", label=_("E-mail"), sort_key="email"),
            Column("roles", label=_("Roles"), accessor=role_names),
            Column(
                "preferred_language",
                label=_("Language"),
                accessor="get_preferred_language_display",
                sort_key="preferred_language",
            ),
            BooleanColumn("is_active", label=pgettext_lazy("of an account", "Active"), sort_key="is_active"),
            DateColumn("last_login", label=_("Last signed in"), sort_key="last_login"),
        ]

    def get_base_queryset(self) -> QuerySet[User]:
        found = super().get_base_queryset().exclude(email__endswith=ERASED)
        return found.prefetch_related(Prefetch("groups", Group.objects.order_by("name")))


class UserEditView(wagtail_users.EditView):
    def get_form(self, *args: Any, **kwargs: Any) -> Form:
        return without_superuser_box(super().get_form(*args, **kwargs), self.request.user)


class UserAddView(wagtail_users.CreateView):
    def get_form(self, *args: Any, **kwargs: Any) -> Form:
        return without_superuser_box(super().get_form(*args, **kwargs), self.request.user)


class UserDeleteView(wagtail_users.DeleteView):
    """Erases an account as its owner can, with all that the rooms hold on them."""

    def delete_action(self) -> None:
        delete_account(self.object, by=self.request.user)


class UserViewSet(wagtail_users.UserViewSet):
    """Users, made by invitation."""

    index_view_class = UserIndexView
    add_view_class = UserAddView
    edit_view_class = UserEditView
    delete_view_class = UserDeleteView

    def get_form_class(self, for_update: bool = False) -> type:
        return UserEditForm if for_update else UserCreationForm


def without_superuser_box(form: Form, manager: User) -> Form:
    """Only a superuser makes superusers."""
    if not manager.is_superuser:
        form.fields.pop("is_superuser", None)
    return form
