"""Addresses of people below their account."""

from django.urls import path

from .views import details, same_person

app_name = "people"

urlpatterns = [
    path("details/", details.DetailsView.as_view(), name="details"),
    path("same-person/<int:merge_id>/", same_person.SamePersonView.as_view(), name="same_person"),
]
