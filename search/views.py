"""The search page: public, the same for every visitor, without a cookie."""

from dataclasses import asdict
from functools import partial
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.cache import patch_cache_control
from django.utils.translation import ngettext, pgettext
from django.views.generic import TemplateView, View

from portal.content.here import Here, Step
from portal.content.words import active_language

from . import asked as queries
from .help import AS_TYPED, help_for
from .kinds import is_kind
from .results import Results, page_number, results_for
from .suggestions import suggestions_for

SUGGESTIONS_KEPT = 60  # Seconds.


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
        look = partial(
            results_for,
            language=active_language(),
            kind=kind if is_kind(kind) else "",
            number=page_number(asked.get("page", "")),
        )
        found = look(asked.get("q", ""))
        typed = found.query
        if set(asked) == {"q"} and self.request.method == "GET" and typed.words:
            # Asked anew, not turned to another page or kind.
            queries.count(typed.text, typed.language, was_found=bool(found.total or found.recommended))
        help_given = help_for(typed, found.total, found.has_all_words, is_as_typed=AS_TYPED in asked)
        if help_given.is_shown_at_once:
            found = look(help_given.proposal.text)
        return super().get_context_data(
            results=found,
            typed=typed.text,
            help=help_given,
            is_asked=bool(found.query.text),
            tabs=_tabs(found, self.request.path),
            all_url=_address(self.request.path, found.query.text),
            **kwargs,
        )


class SuggestView(View):
    """What `q` may become while it is typed, as JSON, and the words in which a screen reader says how many there are."""

    http_method_names = ["get", "head", "options"]

    def get(self, request: HttpRequest) -> HttpResponse:
        """Answers whatever is asked; nothing is suggested for what is odd."""
        found = suggestions_for(request.GET.get("q", ""), active_language())
        said = ngettext("%(number)d suggestion", "%(number)d suggestions", len(found)) % {
            "number": len(found)
        }
        response = JsonResponse({"suggestions": [asdict(suggestion) for suggestion in found], "said": said})
        patch_cache_control(response, public=True, max_age=SUGGESTIONS_KEPT)
        response["X-Robots-Tag"] = "noindex"
        return response


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
