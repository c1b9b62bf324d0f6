"""Addresses of people below their account."""

from django.urls import path

from .views import consents, details, same_person

app_name = "people"

urlpatterns = [
    path("details/", details.DetailsView.as_view(), name="details"),
    path("same-person/<int:merge_id>/", same_person.SamePersonView.as_view(), name="same_person"),
    path("consents/", consents.ConsentsView.as_view(), name="consents"),
    path("consents/<int:pk>/", consents.GivenView.as_view(), name="consent"),
    path("consents/wording/<slug:purpose>/", consents.WordingView.as_view(), name="wording"),
]
