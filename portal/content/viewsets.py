"""What every list of rows in the admin has in common: nobody meets there what they may not see."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.admin.utils import unquote
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern
from wagtail.snippets.views import snippets

from .choosers import SnippetChooserViewSet
from .visibility import require_seen, visible_rows


class SnippetViewSet(snippets.SnippetViewSet):
    """Lists the rows that the reader may see; every view of one row answers 404 to those who may not see it.

    All our viewsets stand on this one. A copy is offered by none: see `portal.content.apps`.
    """

    chooser_viewset_class = SnippetChooserViewSet

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return visible_rows(self.model, request.user)

    def get_urlpatterns(self) -> list[URLPattern]:
        found = super().get_urlpatterns()
        for pattern in found:
            pattern.callback = self._guarded(pattern.callback)
        return found

    def _guarded(self, view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if "pk" in kwargs:
                require_seen(visible_rows(self.model, request.user), [unquote(str(kwargs["pk"]))])
            return view(request, *args, **kwargs)

        return guarded
