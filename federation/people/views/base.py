"""The admin's pages about who may be one person."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext as _
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from ..presenters.duplicates import address_of

NEEDED = ("people.view_person", "people.change_person")


class MergersView(WagtailAdminTemplateMixin, TemplateView):
    """A page of those who may merge people: the secretariat."""

    header_icon = "user"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.has_perms(NEEDED):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            *self.breadcrumbs_items,
            {"url": address_of("list"), "label": _("People")},
            *self.parents,
            {"url": "", "label": self.page_title},
        ]

    @property
    def parents(self) -> list[dict[str, Any]]:
        """What stands between the list of people and this page."""
        return []
