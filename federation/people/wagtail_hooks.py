"""People in the admin."""

from wagtail.snippets.models import register_snippet

from .viewsets import PersonViewSet

register_snippet(PersonViewSet)
