"""Addresses below /<language>/desk/."""

from django.urls import path

from .views import invitations, people, silent

app_name = "membership"

urlpatterns = [
    path("organisations/without-manager/", silent.SilentView.as_view(), name="silent"),
    path("organisations/<slug:slug>/people/", people.PeopleView.as_view(), name="people"),
    path("organisations/<slug:slug>/people/resign/", people.ResignView.as_view(), name="resign"),
    path(
        "organisations/<slug:slug>/people/<int:pk>/",
        people.RepresentativeView.as_view(),
        name="representative",
    ),
    path("organisations/<slug:slug>/people/<int:pk>/end/", people.EndView.as_view(), name="end"),
    path(
        "organisations/<slug:slug>/people/invitations/<int:pk>/",
        people.InvitedView.as_view(),
        name="invited",
    ),
    path(
        "invitations/representative/<str:token>/",
        invitations.RepresentativeInvitationView.as_view(),
        name="invitation",
    ),
]
