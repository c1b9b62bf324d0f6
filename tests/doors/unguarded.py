"""The portal's addresses with side doors that nobody guards; only to see the table fail."""

from django.http import HttpRequest, HttpResponse
from django.urls import path

from federation.people.models import Person
from portal.urls import handler400, handler403, handler404, handler500
from portal.urls import urlpatterns as all_addresses

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]


def show_everything(request: HttpRequest) -> HttpResponse:
    return HttpResponse(", ".join(person.full_name for person in Person.objects.all()))


def write_and_refuse(request: HttpRequest, pk: int) -> HttpResponse:
    Person.objects.filter(pk=pk).update(full_name="Somebody else")
    return HttpResponse(status=403)


def break_down(request: HttpRequest) -> HttpResponse:
    raise RuntimeError("broken on purpose")


urlpatterns = [
    path("admin/side-door/", show_everything),
    path("admin/snippets/people/person/", show_everything),
    path("admin/snippets/people/person/edit/<int:pk>/", write_and_refuse),
    path("admin/snippets/people/person/results/", break_down),
    *all_addresses,
]
