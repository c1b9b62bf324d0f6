"""The search page: public, the same for every visitor, without a cookie; and the same for who has signed in.

What only some may open is found at an address of its own, `mine/`, which nobody may keep. One address for both would
have to vary by cookie, and one cache that forgets to would show a member's hits to everybody.
"""

from dataclasses import asdict
from functools import partial
from typing import Any

from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.cache import add_never_cache_headers, patch_cache_control
from django.utils.html import strip_tags
from django.utils.translation import ngettext, pgettext
from django.views.generic import TemplateView, View

from portal.caching.cache import cached
from portal.content.enums import PAGES_SCOPE
from portal.content.page_meta import PageMeta, set_page_meta
from portal.content.searchable import EVERYONE, may_open
from portal.listing.filters import FilterSet
from portal.localisation.text import active_language
from portal.look.components import Link, Tab

from ..models.document import SearchDocument
from ..query import query_log as queries
from .addresses import results_address
from .facets import counted, filters_of
from .help import AS_TYPED, help_for
from .kinds import is_kind
from .results import Results, page_number, results_for
from .suggestions import suggestions_for

SUGGESTIONS_KEPT = 60  # Seconds.


class SearchView(TemplateView):
    """Search page: what was found for `q`, of one `kind` or all, one `page` at a time."""

    http_method_names = ["get", "head", "options"]
    template_name = "search/search_page.html"
    is_public = True

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Answers; crawlers are asked not to keep lists of results."""
        here = Link(title=pgettext("page", "Search"), url=request.path)
        set_page_meta(request, PageMeta(trail=[here]))
        response = super().get(request, *args, **kwargs)
        response["X-Robots-Tag"] = "noindex"
        return response

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The results, their tabs, and whether anything was asked at all."""
        asked = self.request.GET
        kind = asked.get("kind", "")
        kind = kind if is_kind(kind) else ""
        filters = filters_of(kind, active_language())
        access = self.access()
        look = partial(
            results_for,
            language=active_language(),
            kind=kind,
            number=page_number(asked.get("page", "")),
            filters={name: tuple(values) for name, values in FilterSet(filters, asked).chosen.items()},
            access=access,
        )
        found = look(asked.get("q", ""))
        typed = found.query
        if self.is_public and set(asked) == {"q"} and self.request.method == "GET" and typed.words:
            # Asked anew, not turned to another page or kind.
            queries.count(typed.text, typed.language, was_found=bool(found.total or found.recommended))
        help_given = help_for(
            typed,
            found.total,
            found.has_all_words,
            is_as_typed=AS_TYPED in asked or bool(found.recommended),
            access=access,
            path=self.request.path,
            shown=[strip_tags(f"{hit.title.text} {hit.passage.text}") for hit in found.hits],
        )
        if help_given.proposal and help_given.is_shown_at_once:
            found = look(help_given.proposal.text)
        text = found.query.text
        return super().get_context_data(
            results=found,
            typed=typed.text,
            help=help_given,
            filters=counted(filters, asked, found),
            is_asked=bool(text),
            tabs=_tabs(found, self.request.path),
            all_url=results_address(text, self.request.path),
            kind_url=results_address(text, self.request.path, kind=kind),
            other_door=self.other_door(text),
            **kwargs,
        )

    def access(self) -> tuple[str, ...]:
        """Returns the access of the reader: what they may open."""
        return (EVERYONE,)

    def other_door(self, text: str) -> str:
        """The address of the other search with the same words; empty when it would find nothing else."""
        if not text or not cached("search.has_private", private_accesses, depends_on=[PAGES_SCOPE]):
            return ""
        return results_address(text, reverse("search:mine"))


class MySearchView(LoginRequiredMixin, SearchView):
    """The same with what the reader may open who has signed in; for nobody to keep."""

    is_public = False

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Answers or leads to the door; neither is kept."""
        response = super().dispatch(request, *args, **kwargs)
        add_never_cache_headers(response)
        return response

    def access(self) -> tuple[str, ...]:
        return may_open(self.request.user, private_accesses())

    def other_door(self, _text: str) -> str:
        return ""


def private_accesses() -> list[str]:
    """The words by which anything that search knows may be opened, but for what everybody may open."""
    rows = SearchDocument.objects.exclude(access=EVERYONE).order_by().values_list("access", flat=True)
    return sorted(rows.distinct())


class SuggestView(View):
    """Suggestions for `q` while typed, as JSON, and the words in which a screen reader says how many there are."""

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


def _tabs(found: Results, path: str) -> list[Tab]:
    text = found.query.text
    everything = Tab(
        pgettext("results", "All"), results_address(text, path), current=not found.kind, count=found.total
    )
    kinds = [
        Tab(
            kind.many,
            results_address(text, path, kind=kind.code),
            current=kind.code == found.kind,
            count=count,
        )
        for kind, count in found.kinds
    ]
    return [everything, *kinds] if kinds else []
