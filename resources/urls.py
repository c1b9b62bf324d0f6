"""Addresses of the library that its page does not serve: those with a file's name at the end."""

from django.urls import path, register_converter
from django.urls.converters import IntConverter

from .views import download


class RowNumber(IntConverter):
    """A primary key: never more digits than a database's number can hold."""

    regex = "[0-9]{1,18}"


register_converter(RowNumber, "row")

urlpatterns = [
    path("<slug:slug>/files/<row:pk>/<str:name>", download, name="library_file"),
]
