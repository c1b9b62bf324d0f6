from django.urls import include, path

from . import code_views, views

urlpatterns = [
    path("", views.AccountHomeView.as_view(), name="account_home"),
    path("profile/", views.ProfileView.as_view(), name="account_profile"),
    path("privacy/", views.TermsView.as_view(), name="account_terms"),
    path("privacy/<slug:version>/", views.TermsView.as_view(), name="account_terms_version"),
    path("data/", views.DataView.as_view(), name="account_data"),
    path("data/download/", views.ExportView.as_view(), name="account_export"),
    path("data/delete/", views.DeleteView.as_view(), name="account_delete"),
    path("data/deleted/", views.DeletedView.as_view(), name="account_deleted"),
    path(
        "login/code/confirm/",
        code_views.ConfirmLoginCodeView.as_view(),
        name="account_confirm_login_code",
    ),
    path("", include("allauth.urls")),
]
