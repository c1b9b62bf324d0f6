"""What home adds to the admin."""

from wagtail.snippets.models import register_snippet

from .viewsets import MessageViewSet

register_snippet(MessageViewSet)
