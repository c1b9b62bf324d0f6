"""What the frame of pages adds to the admin."""

from wagtail.snippets.models import register_snippet

from .viewsets import FrameViewSetGroup

register_snippet(FrameViewSetGroup)
