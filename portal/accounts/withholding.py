"""Taking the rights of staff from an instance of a user that has not shown a second factor."""

from typing import TYPE_CHECKING

from django.contrib.auth.models import Group, Permission
from django.db.models import Q, QuerySet
from wagtail.models import GroupCollectionPermission, GroupPagePermission, GroupSitePermission

if TYPE_CHECKING:
    from .models.user import User
from .enums import Role

# Where Django and Wagtail remember what a user may do, once they have asked the database: nothing.
NO_PERMISSIONS: dict[str, frozenset[str]] = {
    name: frozenset() for name in ("_perm_cache", "_user_perm_cache", "_group_perm_cache")
}


NO_GRANTS = {
    "_page_permission_cache": GroupPagePermission,
    "_collection_permission_cache": GroupCollectionPermission,
    "_site_permission_cache": GroupSitePermission,
}


def withhold_rights(user: "User") -> None:
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
