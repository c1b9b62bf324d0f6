"""Members and representatives in the admin."""

from wagtail.snippets.models import register_snippet

from .viewsets import MembershipViewSetGroup

register_snippet(MembershipViewSetGroup)
