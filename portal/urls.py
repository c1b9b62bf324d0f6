"""Every address of the portal. Rooms bring their own; pages come last and take the rest."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path, re_path
from django.views.generic import RedirectView
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from federation.workshops.urls import calendar_urlpatterns
from portal.accounts.views.account import AdminLoginView, AdminLogoutView
from portal.accounts.well_known import change_password
from portal.health.views import health, health_of_all
from portal.look.views import styleguide
from portal.media.views import picture_file
from portal.web.views import LanguageRedirectView

urlpatterns = [
    path("", LanguageRedirectView.as_view(), name="root"),
    path("health/", health, name="health"),
    path("health/all/", health_of_all, name="health_of_all"),
    path(".well-known/change-password", change_password, name="change_password"),
    path("", include("portal.discovery.urls")),
    path("styleguide/", styleguide, name="styleguide"),
    path("admin/login/", AdminLoginView.as_view(), name="admin_login"),
    path("admin/logout/", AdminLogoutView.as_view(), name="admin_logout"),
    path("admin/", include("portal.editing.urls")),
    path("admin/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    re_path(r"^media/(?P<path>.*)$", picture_file),
    *i18n_patterns(
        path("account/", include("federation.people.urls")),
        path("account/", include("portal.accounts.urls")),
        path("search/", include("search.urls")),
        path("desk/", include("portal.navigation.urls")),
        path("desk/", include("federation.membership.urls")),
        path("desk/", include("federation.workshops.urls")),
        path("desk/", include("federation.desk.urls")),
        path("directory/", include("federation.directory.urls")),
        path("news/", include("federation.news.urls")),
        path("library/", include("resources.urls")),
        path("workshops/", include(calendar_urlpatterns)),
        # Wagtail's own door would let staff in with a password alone and count no attempts.
        path("_util/login/", RedirectView.as_view(pattern_name="account_login", query_string=True)),
        path("", include(wagtail_urls)),
    ),
]

handler400 = "portal.web.errors.bad_request"
handler403 = "portal.web.errors.permission_denied"
handler404 = "portal.web.errors.not_found"
handler500 = "portal.web.errors.server_error"
