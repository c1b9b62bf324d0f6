"""Rail entry that the dashboard shows to users who may enter the admin."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from portal.accounts.rules import may_edit
from portal.navigation import registry


@registry.sections
def editing(acting: registry.Acting) -> Iterator[registry.Section]:
    """The way into the editors' admin."""
    if may_edit(acting.user):
        yield registry.Section(_("Editing"), reverse("wagtailadmin_home"))
