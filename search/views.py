"""The search page: public, the same for every visitor, without a cookie."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.utils.translation import pgettext
from django.views.generic import TemplateView

from portal.content.here import Here, Step
from portal.content.words import active_language

from . import asked as queries
from .kinds import is_kind
from .results import Results, page_number, results_for


class SearchView(TemplateView):
    """What was found for `q`, of one `kind` or all, one `page` at a time."""

    http_method_names = ["get", "head", "options"]
    template_name = "search/search_page.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Answers; crawlers are asked not to keep lists of results."""
        request.here = Here(trail=[Step(title=pgettext("page", "Search"), url=request.path)])
        response = super().get(request, *args, **kwargs)
        response["X-Robots-Tag"] = "noindex"
        return response

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The results, their tabs, and whether anything was asked at all."""
        asked = self.request.GET
        kind = asked.get("kind", "")
        found = results_for(
            asked.get("q", ""),
            active_language(),
            kind=kind if is_kind(kind) else "",
            number=page_number(asked.get("page", "")),
        )
        if set(asked) == {"q"} and self.request.method == "GET" and found.query.words:
            # Asked anew, not turned to another page or kind.
            queries.count(
                found.query.text, found.query.language, was_found=bool(found.total or found.recommended)
            )
        return super().get_context_data(
            results=found,
            is_asked=bool(found.query.text),
            tabs=_tabs(found, self.request.path),
            all_url=_address(self.request.path, found.query.text),
            **kwargs,
        )


def _tabs(found: Results, path: str) -> list[dict[str, Any]]:
    text = found.query.text
    everything = {
        "title": pgettext("results", "All"),
        "url": _address(path, text),
        "count": found.total,
        "current": not found.kind,
    }
    kinds = [
        {
            "title": kind.many,
            "url": _address(path, text, kind.code),
            "count": count,
            "current": kind.code == found.kind,
        }
        for kind, count in found.kinds
    ]
    return [everything, *kinds] if kinds else []


def _address(path: str, text: str, kind: str = "") -> str:
    return f"{path}?{urlencode({'q': text, **({'kind': kind} if kind else {})})}"
