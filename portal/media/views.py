"""Handing out pictures. Private files lie elsewhere and have views of their own."""

import errno

from django.conf import settings
from django.core.exceptions import SuspiciousFileOperation
from django.http import Http404, HttpRequest, HttpResponseBase
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe
from django.views.static import serve

# How a file system says that nothing can have such a name.
NO_NAME = frozenset(
    {errno.ENOENT, errno.ENOTDIR, errno.EISDIR, errno.ENAMETOOLONG, errno.EINVAL, errno.ELOOP}
)
KEEP_SECONDS = 7 * 24 * 3600  # A replaced picture has another name.


@require_safe
def picture_file(request: HttpRequest, path: str) -> HttpResponseBase:
    """A file of the media as it lies on disk, or that it has not changed; 404 for what is not there.

    Unused where pictures lie in another storage.
    """
    try:
        response = serve(request, path, document_root=str(settings.MEDIA_ROOT))
    except SuspiciousFileOperation:
        raise Http404 from None
    except OSError as error:
        if error.errno not in NO_NAME:
            raise
        raise Http404 from None
    patch_cache_control(response, public=True, max_age=KEEP_SECONDS)
    return response
