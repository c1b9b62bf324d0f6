"""Roles: groups that the portal keeps, and what each may do.

A room lists its part in a module named `roles`: `PERMISSIONS = {Role.EDITOR: ["news.add_newspage", …]}` and, for
pages, `PAGE_PERMISSIONS = {Role.EDITOR: ["add_page", …]}` (granted at the root of the page tree) and, for pictures
and files, `COLLECTION_PERMISSIONS = {Role.EDITOR: ["wagtailimages.add_image", …]}` (granted at the root collection).
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.contrib.auth.management import create_permissions
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.utils.module_loading import module_has_submodule
from wagtail import hooks
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page
from wagtail.snippets.models import create_extra_permissions

if TYPE_CHECKING:
    from .rules import Visitor

from .enums import Role

ROLE_NAMES: dict[str, Any] = dict(Role.choices)
# A reviewer works at the desk; the admin has nothing for them.
ROLES_OF_THE_ADMIN = frozenset(Role) - {Role.REVIEWER}
PERMISSIONS = {
    Role.SECRETARIAT: ["accounts.change_operator"],
    Role.ADMINISTRATOR: [
        "accounts.change_operator",
        *(f"accounts.{verb}_user" for verb in ("view", "add", "change", "delete")),
    ],
}


def has_role(user: "Visitor", *roles: Role) -> bool:
    """True when the user is active and holds one of the roles; a superuser holds all. One query per request."""
    if not getattr(user, "is_active", False) or not user.is_authenticated:
        return False
    return user.is_superuser or not user.group_names.isdisjoint(roles)


def apply_roles() -> None:
    """Gives each role's group exactly the permissions that the rooms list. May run any number of times.

    What a superuser gave a role besides is taken back: who may what is the same in every installation, and its tests
    speak of all. Groups that somebody made are never touched; `groups` says so in the admin.
    """
    wanted: dict[str, set[str]] = {
        role: {"wagtailadmin.access_admin"} if role in ROLES_OF_THE_ADMIN else set() for role in Role
    }
    wanted_on_pages: dict[str, set[str]] = {role: set() for role in Role}
    wanted_on_files: dict[str, set[str]] = {role: set() for role in Role}
    _make_library_permissions()
    for config in apps.get_app_configs():
        create_permissions(config, verbosity=0)
        if module_has_submodule(config.module, "roles"):
            module = import_module(f"{config.name}.roles")
            for role, names in getattr(module, "PERMISSIONS", {}).items():
                wanted[role].update(names)
            for role, names in getattr(module, "PAGE_PERMISSIONS", {}).items():
                wanted_on_pages[role].update(names)
            for role, names in getattr(module, "COLLECTION_PERMISSIONS", {}).items():
                wanted_on_files[role].update(names)
    if not Group.objects.filter(name__in=list(Role), permissions__isnull=False).exists():
        # The first time. Wagtail brings two groups of its own, which would stand beside our roles of the same names;
        # later ones of these names are somebody's.
        Group.objects.filter(name__in=["Editors", "Moderators"], user=None).delete()
    known = {
        f"{permission.content_type.app_label}.{permission.codename}": permission
        for permission in Permission.objects.select_related("content_type")
    }
    for role in Role:
        group, _created = Group.objects.get_or_create(name=role.value)
        group.permissions.set([known[name] for name in sorted(wanted[role])])
        _apply_page_permissions(group, wanted_on_pages[role], known)
        _apply_collection_permissions(group, wanted_on_files[role], known)


def _make_library_permissions() -> None:
    """Makes what libraries make elsewhere: Wagtail after its own turn, wagtail-localize in a migration only."""
    # Snippets register in hooks, which Wagtail loads when first asked; their permissions come after that.
    hooks.search_for_hooks()
    create_extra_permissions(apps.get_app_config("wagtailsnippets"))
    content_type, _is_new = ContentType.objects.get_or_create(
        app_label="wagtail_localize", model="translation"
    )
    Permission.objects.get_or_create(
        content_type=content_type, codename="submit_translation", defaults={"name": "Can submit translations"}
    )


def _apply_page_permissions(group: Group, codenames: set[str], known: dict[str, Permission]) -> None:
    root = Page.get_first_root_node()
    if root is None:
        return
    permissions = [known[f"wagtailcore.{codename}"] for codename in sorted(codenames)]
    existing = GroupPagePermission.objects.filter(group=group, page=root)
    existing.exclude(permission__in=permissions).delete()
    for permission in permissions:
        GroupPagePermission.objects.get_or_create(group=group, page=root, permission=permission)


def _apply_collection_permissions(group: Group, names: set[str], known: dict[str, Permission]) -> None:
    root = Collection.get_first_root_node()
    if root is None:
        return
    permissions = [known[name] for name in sorted(names)]
    existing = GroupCollectionPermission.objects.filter(group=group, collection=root)
    existing.exclude(permission__in=permissions).delete()
    for permission in permissions:
        GroupCollectionPermission.objects.get_or_create(group=group, collection=root, permission=permission)
