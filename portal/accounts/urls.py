from django.urls import include, path
from django.views.generic import RedirectView

from .views import account, code, letters

urlpatterns = [
    path("", account.AccountHomeView.as_view(), name="account_home"),
    path(  # Its address until 2026-11-30; older letters lead there.
        "profile/",
        RedirectView.as_view(pattern_name="people:details", http_method_names=["get", "head"]),
        name="account_profile",
    ),
    path("letters/", letters.LettersView.as_view(), name="account_letters"),
    path("letters/end/<str:token>/", letters.UnsubscribeView.as_view(), name="account_unsubscribe"),
    path("privacy/", account.TermsView.as_view(), name="account_terms"),
    path("privacy/<slug:version>/", account.TermsView.as_view(), name="account_terms_version"),
    path("data/", account.DataView.as_view(), name="account_data"),
    path("data/download/", account.ExportView.as_view(), name="account_export"),
    path("data/close/", account.CloseView.as_view(), name="account_close"),
    path("data/closed/", account.ClosedView.as_view(), name="account_closed"),
    path("data/delete/", account.DeleteView.as_view(), name="account_delete"),
    path("data/deleted/", account.DeletedView.as_view(), name="account_deleted"),
    path(
        "login/code/confirm/",
        code.ConfirmLoginCodeView.as_view(),
        name="account_confirm_login_code",
    ),
    path("", include("allauth.urls")),
]
