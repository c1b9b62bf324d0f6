"""People, and the letters that go to them by post, in the admin."""

from wagtail import hooks
from wagtail.admin.viewsets.base import ViewSet
from wagtail.snippets.models import register_snippet

from .viewsets import LettersToPrintViewSet, PersonViewSet

register_snippet(PersonViewSet)


@hooks.register("register_admin_viewset")
def letters_to_print() -> ViewSet:
    """The screen of letters to print."""
    return LettersToPrintViewSet()
