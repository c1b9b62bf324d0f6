"""What the library adds to Wagtail's admin."""

from wagtail.snippets.models import register_snippet

from .viewsets import LibraryViewSetGroup

register_snippet(LibraryViewSetGroup)
