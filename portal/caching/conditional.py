"""Short answers to programs that ask again: for what is written as a stream, so that its bytes cannot be compared
first.

Everything else gets its ETag from Django's ConditionalGetMiddleware, which reads the whole answer.
"""

import hashlib
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest
from django.views.decorators.http import etag

from portal.localisation.text import active_language

from .cache import current_versions


def changes_with(*rooms: str, shape: Callable[[], object] = tuple) -> Callable[[Callable], Callable]:
    """Decorator of a view whose answer changes only with these rooms' rows, the language and the address.

    With no room named: with any of them. `shape` tells apart what another release writes from the same rows.
    """

    def stamp(request: HttpRequest, *_args: Any, **_kwargs: Any) -> str:
        versions = current_versions()
        named = sorted(versions.items()) if not rooms else [versions.get(room, 0) for room in rooms]
        parts = repr((named, active_language(), request.get_full_path(), shape()))
        return f'"{hashlib.blake2b(parts.encode(), digest_size=16).hexdigest()}"'

    return etag(stamp)
