"""Settings of Wagtail's admin of our users and their groups."""

from wagtail.users.apps import WagtailUsersAppConfig


class PortalUsersConfig(WagtailUsersAppConfig):
    user_viewset = "portal.accounts.viewsets.users.UserViewSet"
    group_viewset = "portal.accounts.viewsets.groups.GroupViewSet"
