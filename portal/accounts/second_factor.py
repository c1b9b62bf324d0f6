"""Staff rights begin after the second factor: until then a session has what a reader without a role has."""

from allauth.account.authentication import get_authentication_records
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth.middleware import get_user
from django.contrib.auth.models import AnonymousUser, Group, Permission
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import urlencode
from wagtail.models import GroupCollectionPermission, GroupPagePermission, GroupSitePermission

from .models.user import User
from .roles import Role

# Where Django and Wagtail remember what a user may do, once they have asked the database: nothing.
NO_PERMISSIONS: dict[str, frozenset[str]] = {
    name: frozenset() for name in ("_perm_cache", "_user_perm_cache", "_group_perm_cache")
}
NO_GRANTS = {
    "_page_permission_cache": GroupPagePermission,
    "_collection_permission_cache": GroupCollectionPermission,
    "_site_permission_cache": GroupSitePermission,
}


def user_with_proved_rights(request: HttpRequest) -> User | AnonymousUser:
    """Who is asking: with their rights, if the installation asks no more than a password or the session has shown more."""
    user = get_user(request)
    if settings.STAFF_NEED_SECOND_FACTOR and user.is_authenticated and not _has_proved(request, user):
        withhold_rights(user)
    return user


def _has_proved(request: HttpRequest, user: User) -> bool:
    """True when this session showed a second factor, and the account has one still."""
    return has_shown_second_factor(request, user) and has_second_factor(user)


def has_shown_second_factor(request: HttpRequest, user: User | AnonymousUser) -> bool:
    """True when a code was typed in this session, at the sign-in or later."""
    return any(record["method"] == "mfa" for record in get_authentication_records(request, user))


def withhold_rights(user: User) -> None:
    """Takes from this instance every right of staff, for as long as it lives; the account keeps them.

    Whoever asks it (for permissions, groups, `is_superuser`) hears what they would of a reader without a role.
    """
    user.has_withheld_rights = True
    user.is_staff = user.is_superuser = False
    user.__dict__.update(NO_PERMISSIONS)
    user.__dict__.update({name: grant.objects.none() for name, grant in NO_GRANTS.items()})
    user.__dict__.setdefault("_prefetched_objects_cache", {}).update(
        groups=Group.objects.filter(user=user.pk).exclude(pk__in=staff_groups().values("pk")),
        user_permissions=Permission.objects.none(),
    )


def staff_groups() -> QuerySet[Group]:
    """Groups that let their members do something; the others only tell who may read what."""
    return Group.objects.filter(
        Q(name__in=Role.values)
        | Q(permissions__isnull=False)
        | Q(page_permissions__isnull=False)
        | Q(collection_permissions__isnull=False)
        | Q(site_permissions__isnull=False)
    ).distinct()


def has_staff_rights(user: User | AnonymousUser) -> bool:
    """True when the account has any right of staff, whether or not it may use them now."""
    rights = Q(is_superuser=True) | Q(user_permissions__isnull=False) | Q(groups__in=staff_groups())
    return User.objects.filter(rights, pk=user.pk, is_active=True).exists()


def has_second_factor(user: User | AnonymousUser) -> bool:
    """True when the account has an authenticator app; recovery codes alone are none."""
    return Authenticator.objects.filter(user_id=user.pk, type=Authenticator.Type.TOTP).exists()


def way_to_prove(request: HttpRequest) -> str:
    """Where staff show their second factor, or set up their first one."""
    if not has_second_factor(request.user):
        return reverse("mfa_activate_totp")
    wanted = request.get_full_path() if request.method == "GET" else reverse("desk:home")
    return f"{reverse('mfa_reauthenticate')}?{urlencode({'next': wanted})}"
