"""Addresses of people below their account."""

from django.urls import path

from .views import details

app_name = "people"

urlpatterns = [path("details/", details.DetailsView.as_view(), name="details")]
