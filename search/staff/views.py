"""Views of the admin on search: what is asked, why a thing ranks as it does, whether the index is whole."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.mixins import PermissionRequiredMixin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.ui.tables import Column, DateColumn, NumberColumn, TitleColumn
from wagtail.admin.views.generic import WagtailAdminTemplateMixin
from wagtail.admin.views.reports import ReportView
from wagtail.permission_policies import ModelPermissionPolicy

from portal.language import LANGUAGES, own_language_name
from portal.localisation.addresses import section_url
from portal.localisation.text import active_language

from ..models.asked_query import AskedQuery
from ..models.rebuild import Rebuild
from ..query.analysis import LEVELS, SYNONYM
from ..query.promotions import recommended
from ..query.query_log import SHOWN_FROM
from ..query.scoring import PLACES
from . import consistency
from .actions import ask_for_rebuild
from .explanation import LISTED, explain
from .forms import AskedFilterSet, ExplainForm
from .wording import PLACE_NAMES


@dataclass(frozen=True)
class WeightedPlace:
    """A place where a word may stand, and what it counts there."""

    name: str
    weight: float


class Guarded(PermissionRequiredMixin):
    """Refuses as the admin does whoever lacks `permission_required`; the admin asks others to sign in."""

    raise_exception = True


def why_address(row: dict[str, Any]) -> str:
    """Returns the address at which the admin explains what is found for a question."""
    asked = urlencode({"q": row["text"], "language": row["language"]})
    return f"{reverse('search_why:index')}?{asked}"


def public_address(text: str, language: str) -> str:
    """The public page of a question. Its number keeps a look from being counted as a visitor's."""
    return section_url("search", f"?{urlencode({'q': text, 'page': 1})}", language)


class QueriesView(ReportView):
    """Report of the visitors' queries, without who asked."""

    permission_policy = ModelPermissionPolicy(AskedQuery)
    permission_required = "view"
    model = AskedQuery
    page_title = gettext_lazy("Search queries")
    header_icon = "search"
    index_url_name = "search_queries:index"
    index_results_url_name = "search_queries:results"
    results_template_name = "search/admin/queries_results.html"
    filterset_class = AskedFilterSet
    no_results_message = gettext_lazy("No query has been entered often enough to be listed.")
    list_export = ["text", "language", "asked", "missed", "first_week", "last_week"]
    export_headings = {
        "text": gettext_lazy("Query"),
        "language": gettext_lazy("Language"),
        "asked": gettext_lazy("Times entered"),
        "missed": gettext_lazy("Nothing found"),
        "first_week": gettext_lazy("First week"),
        "last_week": gettext_lazy("Last week"),
    }
    export_filename = "search-queries"
    columns = [
        TitleColumn("text", label=gettext_lazy("Query"), get_url=why_address, sort_key="text"),
        Column(
            "language",
            label=gettext_lazy("Language"),
            accessor=lambda row: own_language_name(row["language"]),
            sort_key="language",
        ),
        NumberColumn("asked", label=gettext_lazy("Times entered"), sort_key="asked"),
        NumberColumn("missed", label=gettext_lazy("Nothing found"), sort_key="missed"),
        DateColumn("last_week", label=gettext_lazy("Last week"), sort_key="last_week"),
        TitleColumn(
            "page",
            label=gettext_lazy("On the portal"),
            accessor=lambda _row: _("See the results"),
            get_url=lambda row: public_address(row["text"], row["language"]),
        ),
    ]

    def get_filename(self) -> str:
        return self.export_filename

    @cached_property
    def default_ordering(self) -> str:
        """Ordering by what is asked most; among what failed, by what failed most."""
        return "-missed" if self.request.GET.get("found") == "nothing" else "-asked"

    def order_queryset(self, queryset: QuerySet) -> QuerySet:
        return queryset.order_by(self.ordering, "text", "language")

    def get_base_queryset(self) -> QuerySet:
        return AskedQuery.objects.by_words().filter(asked__gte=SHOWN_FROM)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        counted = AskedQuery.objects.all()
        if self.filters and self.filters.is_valid():
            chosen = self.filters.form.cleaned_data
            counted = counted.filter(language=chosen["language"]) if chosen.get("language") else counted
            if chosen.get("period"):
                counted = self.filters.filter_period(counted, "period", chosen["period"])
        return {**context, "totals": counted.totals(), "shown_from": SHOWN_FROM}


class ExplainView(Guarded, WagtailAdminTemplateMixin, TemplateView):
    """Page of the admin that explains the order of what a question finds, word by word."""

    permission_required = "search.view_searchdocument"
    page_title = gettext_lazy("Why this order")
    header_icon = "help"
    template_name = "search/admin/why.html"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*super().get_breadcrumbs_items(), {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        asked = self.request.GET
        reader = {"language": active_language()}
        form = ExplainForm(reader | asked.dict() if "q" in asked else None, initial=reader)
        context = super().get_context_data(form=form, **kwargs)
        if not form.is_valid():
            return context
        text, language = form.cleaned_data["q"], form.cleaned_data["language"]
        found = explain(text, language, form.cleaned_data["address"])
        return {
            **context,
            "found": found,
            "listed": LISTED,
            "recommended": recommended(found.query),
            "public_url": public_address(text, language),
            "recommend_url": self._recommend_url(text, language),
            "places": [WeightedPlace(str(PLACE_NAMES[place]), weight) for place, weight in PLACES.items()],
            "best_level": LEVELS[0],
            "synonym_level": SYNONYM,
        }

    def _recommend_url(self, text: str, language: str) -> str:
        """The form of a new recommendation for this question; the address of the thing is added to it."""
        if not self.request.user.has_perm("search.add_promotion"):
            return ""
        asked = urlencode({"words": text, "language": language, "address": ""})
        return f"{reverse('wagtailsnippets_search_promotion:add')}?{asked}"


class IndexView(Guarded, WagtailAdminTemplateMixin, TemplateView):
    """Page about the index: whether it holds what it should, and the button that has everything read anew."""

    permission_required = "search.view_rebuild"
    page_title = gettext_lazy("Search index")
    header_icon = "list-ul"
    template_name = "search/admin/index.html"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*super().get_breadcrumbs_items(), {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = consistency.rows_by_kind()
        return super().get_context_data(
            rows=rows,
            total=sum(row.total for row in rows),
            languages=[own_language_name(code) for code in LANGUAGES],
            parts=consistency.parts_of_files(),
            engine=consistency.engine_name(),
            waiting_changes=consistency.waiting_changes(),
            amiss=consistency.amiss(),
            last=Rebuild.objects.finished().first(),
            waiting=Rebuild.objects.waiting().order_by("pk").first(),
            may_rebuild=self.request.user.has_perm("search.add_rebuild"),
            **kwargs,
        )


class RebuildView(Guarded, View):
    """Has everything read anew in the background. Only by a form that is sent."""

    permission_required = "search.add_rebuild"
    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        _rebuild, is_new = ask_for_rebuild()
        if is_new:
            messages.success(
                request,
                _("Everything is being re-indexed in the background; search keeps working in the meantime."),
            )
        else:
            messages.info(request, _("Everything is already being re-indexed."))
        return HttpResponseRedirect(reverse("search_index:index"))
