"""Addresses of the frame."""

from django.urls import path

from .views import editors_bar

app_name = "navigation"
urlpatterns = [path("bar/", editors_bar, name="bar")]
