"""How Wagtail's admin edits our users."""

from wagtail.users.apps import WagtailUsersAppConfig


class PortalUsersConfig(WagtailUsersAppConfig):
    user_viewset = "portal.accounts.viewsets.UserViewSet"
