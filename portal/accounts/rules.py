"""Permissions on accounts."""

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest

from .guards import guard
from .models.user import User
from .second_factor import has_staff_rights

Visitor = User | AnonymousUser


class PortalRequest(HttpRequest):
    """For types: the request of somebody who has signed in, as views get it that let in nobody else."""

    user: User


def may_edit(user: Visitor) -> bool:
    """True for those who may enter the editors' admin."""
    return user.is_active and user.has_perm("wagtailadmin.access_admin")


def must_have_second_factor(user: Visitor) -> bool:
    """True for staff where the installation asks staff for a second factor."""
    return settings.STAFF_NEED_SECOND_FACTOR and user.is_authenticated and has_staff_rights(user)


def must_prove_second_factor(user: Visitor) -> bool:
    """True for staff whose session may not use their rights before it has shown a second factor."""
    return user.is_authenticated and user.has_withheld_rights and has_staff_rights(user)


def may_manage(manager: Visitor, user: User) -> bool:
    """True when `manager` may change or remove `user`: only a superuser may touch a superuser."""
    return manager.is_superuser or not user.is_superuser


@guard("wagtailusers_users")
def only_whom_one_may_manage(request: HttpRequest, pk: int | None = None) -> bool:
    """Refuses an administrator every view of a superuser, be it to change, remove or look into."""
    user = User.objects.filter(pk=pk).first() if pk else None
    return user is None or may_manage(request.user, user)


@guard("wagtailsettings")
def only_settings_of_the_office(
    request: HttpRequest, app_name: str = "", model_name: str = "", **_kwargs: object
) -> bool:
    """Lets others than superusers to the page of the operator of personal data alone, if they may change it."""
    is_of_office = (app_name, model_name) == ("accounts", "operator")
    return request.user.is_superuser or (is_of_office and request.user.has_perm("accounts.change_operator"))
