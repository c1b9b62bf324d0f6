"""Wagtail hooks of home."""

from wagtail.snippets.models import register_snippet

from .viewsets import MessageViewSet

register_snippet(MessageViewSet)
