"""Public addresses of workshops that Wagtail does not serve, below /<language>/workshops/."""

from django.urls import path

from .views import calendars

urlpatterns = [
    path("calendar.ics", calendars.subscribe, name="workshops_calendar"),
    path("<slug:slug>/calendar.ics", calendars.one_event, name="workshop_calendar"),
]
