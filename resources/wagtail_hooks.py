"""Wagtail hooks of the library."""

from wagtail.snippets.models import register_snippet

from .viewsets import LibraryViewSetGroup

register_snippet(LibraryViewSetGroup)
