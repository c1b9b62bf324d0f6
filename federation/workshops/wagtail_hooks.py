"""Wagtail hooks of workshops."""

from wagtail.snippets.models import register_snippet

from .viewsets import WorkshopsViewSetGroup

register_snippet(WorkshopsViewSetGroup)
