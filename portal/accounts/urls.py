from django.urls import include, path

from . import views

urlpatterns = [
    path("", views.AccountHomeView.as_view(), name="account_home"),
    path("", include("allauth.urls")),
]
