"""Groups in Wagtail's admin: those of the portal's roles are shown, those that somebody made are changed."""

from typing import TYPE_CHECKING, Any

from django.contrib.auth.models import Group
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy
from wagtail.admin import messages
from wagtail.admin.ui.tables import TitleColumn
from wagtail.users.views import groups as wagtail_groups

from ..roles import ROLE_NAMES

if TYPE_CHECKING:
    from wagtail.users.views.groups import EditView as _View
else:
    _View = object


def is_of_role(group: Group) -> bool:
    """True for the group of one of the portal's roles, whose rights the portal sets at each update."""
    return group.name in ROLE_NAMES


class RolesStayMixin(_View):
    """Says at the group of a role why it is not changed here, and changes nothing of it."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        group = self.get_object()
        if is_of_role(group):
            messages.info(request, why_it_stays(group))
        return super().get(request, *args, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        group = self.get_object()
        if not is_of_role(group):
            return super().post(request, *args, **kwargs)
        messages.error(request, why_it_stays(group))
        return redirect("wagtailusers_groups:edit", group.pk)


def why_it_stays(group: Group) -> str:
    """The reason, with what to do instead."""
    return _(
        "“%(role)s” is one of the portal’s own roles. Its name and permissions come with the "
        "portal, which restores them with every update, so they cannot be changed here. To grant "
        "further permissions, create a group of your own: the portal never touches it."
    ) % {"role": ROLE_NAMES[group.name]}


class GroupEditView(RolesStayMixin, wagtail_groups.EditView):
    def get_form(self, *args: Any, **kwargs: Any) -> Form:
        """Shows a role's name and rights as they are."""
        form = super().get_form(*args, **kwargs)
        if is_of_role(form.instance):
            for field in form.fields.values():
                field.disabled = True
        return form


class GroupDeleteView(RolesStayMixin, wagtail_groups.DeleteView):
    """Deletes a group that somebody made."""


class GroupIndexView(wagtail_groups.IndexView):
    """The list; roles stand in it under their names in the reader's language."""

    columns = [
        TitleColumn(
            "name",
            label=pgettext_lazy("not of a person", "Name"),
            accessor=str,
            sort_key="name",
            url_name="wagtailusers_groups:edit",
        )
    ]


class GroupViewSet(wagtail_groups.GroupViewSet):
    """Groups; the portal's roles among them stay as they are."""

    index_view_class = GroupIndexView
    edit_view_class = GroupEditView
    delete_view_class = GroupDeleteView
