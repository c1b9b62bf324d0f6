"""Names of groups and permissions: the database keeps them in English, each reader has them in their own language."""

from typing import Any

from django.contrib.auth.models import Group, Permission
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from wagtail.admin.views.account import NameEmailSettingsPanel

from .roles import ROLE_NAMES

# By the beginning of the permission's code.
VERBS: dict[str, Any] = {
    "add": _("Add: %(what)s"),
    "change": _("Change: %(what)s"),
    "delete": _("Delete: %(what)s"),
    "view": _("View: %(what)s"),
    "publish": _("Publish: %(what)s"),
    "lock": _("Lock: %(what)s"),
    "unlock": _("Unlock: %(what)s"),
}


def group_name(group: Group) -> str:
    """A role's name; of a group that somebody made, the name that they gave."""
    return str(ROLE_NAMES.get(group.name, group.name))


def permission_name(permission: Permission) -> str:
    """Returns the name of a permission: what one may do, and with what."""
    model = permission.content_type.model_class()
    verb, _line, of = permission.codename.partition("_")
    if model is None or verb not in VERBS or of != model._meta.model_name:
        return gettext(permission.name)
    return VERBS[verb] % {"what": model._meta.verbose_name}


def name_in_readers_language() -> None:
    """Makes Django call them so wherever it writes one; it leaves no hook. Called once, when the portal starts."""
    # Wagtail's heading there is a plain "Name", which elsewhere in its admin is that of a page or a group.
    NameEmailSettingsPanel.title = pgettext_lazy("of a person", "Name")
    Group.__str__ = group_name  # type: ignore[method-assign, assignment]  # There is no hook.
    Permission.__str__ = permission_name  # type: ignore[method-assign, assignment]  # There is no hook.
