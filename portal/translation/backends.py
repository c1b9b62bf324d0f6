"""wagtail-localize's long work, done by the worker (setting WAGTAILLOCALIZE_JOBS).

Its own way does all of it at once: a section of a thousand pages took minutes in the request and in one transaction.
"""

from collections.abc import Callable
from typing import Any

from wagtail_localize.tasks import BaseJobBackend


class WorkersBackend(BaseJobBackend):
    """Queues the translation of what lies below a page; does all else at once."""

    def enqueue(self, func: Callable[..., Any], args: Any, kwargs: Any) -> None:
        from wagtail_localize.operations import translate_page_subtree  # noqa: PLC0415 A library that needs our models first.

        from .tasks import translate_pages_below  # noqa: PLC0415 A library that needs our models first.

        if func is not translate_page_subtree:
            func(*args, **kwargs)
            return
        page_id, locales, _components, user = args
        translate_pages_below.enqueue(page_id, [locale.pk for locale in locales], user.pk)
