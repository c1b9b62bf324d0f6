"""Handing out pictures. Private files lie elsewhere and have views of their own."""

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe
from django.views.static import serve

KEEP_SECONDS = 7 * 24 * 3600  # A replaced picture has another name.


@require_safe
def picture_file(request: HttpRequest, path: str) -> HttpResponseBase:
    """A file of the media as it lies on disk, or that it has not changed; 404 for what is not there.

    Unused where pictures lie in another storage.
    """
    response = serve(request, path, document_root=str(settings.MEDIA_ROOT))
    patch_cache_control(response, public=True, max_age=KEEP_SECONDS)
    return response
