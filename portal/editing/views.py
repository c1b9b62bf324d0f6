"""Views of the admin: a new text about a record, a text beside its newer sisters, links to a thing, rows by program."""

from datetime import datetime
from operator import itemgetter
from typing import Any

from django.apps import apps
from django.contrib.admin.utils import quote, unquote
from django.core.exceptions import PermissionDenied
from django.core.paginator import Page as PageOfList
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.admin_url_finder import AdminURLFinder, finder_classes
from wagtail.admin.utils import get_latest_str
from wagtail.admin.views.generic import WagtailAdminTemplateMixin
from wagtail.admin.widgets.button import HeaderButton
from wagtail.models import Page
from wagtail.permissions import policy_registry
from wagtail_localize.views.snippets_api import SnippetViewSet as SnippetsAPI

from portal.content.actions import find_still_right
from portal.content.models import Description, in_order
from portal.content.visibility import (
    ANY_ACTION,
    require_seen,
    rows_to_work_with,
    texts_to_change,
    visible_rows,
)
from portal.language import LANGUAGES
from portal.language.numbers import read_key

from .facts import CreateView
from .linking import links_to
from .older_texts import address_beside, compared, older_texts
from .pointing import may_choose

LINES_A_PAGE = 30


class DescriptionCreateView(CreateView):
    """A new text, for the record and in the language that the address names."""

    def get_initial_form_instance(self) -> Description:
        number, language = self.request.GET.get("record", ""), self.request.GET.get("language", "")
        text = self.model(language=language if language in LANGUAGES else "")
        if key := read_key(number):
            text.record = visible_rows(self.model.record_model(), self.request.user).filter(pk=key).first()
        return text


class OlderTextsView(WagtailAdminTemplateMixin, TemplateView):
    """Lists the texts about records that wait for the reader because a sister was changed after them."""

    page_title = gettext_lazy("Texts older than other language versions")
    header_icon = "wagtail-localize-language"
    template_name = "editing/admin/older_texts.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not any(True for _rows in texts_to_change(request.user)):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        items = self._page()
        return {
            **super().get_context_data(**kwargs),
            "items": items,
            "texts": [(text, address_beside(text), in_order(text.older_than)) for text in _read(items)],
            "elided_page_range": items.paginator.get_elided_page_range(items.number),
        }

    def _page(self) -> PageOfList:
        """The keys of one page of all kinds together, those that wait longest first."""
        keys = [
            (moment, rows.model, key)
            for rows in older_texts(self.request.user)
            for key, moment in rows.values_list("pk", "last_published_at")
        ]
        keys.sort(key=itemgetter(0))
        return Paginator(keys, LINES_A_PAGE).get_page(self.request.GET.get("p"))


def _read(items: PageOfList) -> list[Any]:
    """The texts of a page of keys, with what their names and their sisters need."""
    wanted: dict[type[Description], list[int]] = {}
    for _moment, model, key in items:
        wanted.setdefault(model, []).append(key)
    found: dict[tuple[type, int], Any] = {}
    for model, keys in wanted.items():
        rows: QuerySet[Any] = model._default_manager.filter(pk__in=keys)
        rows = rows.select_related("record").prefetch_related("record__descriptions")
        found |= {(model, text.pk): text for text in rows}
    return [found[model, key] for _moment, model, key in items if (model, key) in found]


class OlderTextView(WagtailAdminTemplateMixin, TemplateView):
    """A text beside its newer sisters, with what has changed in them; the answer may be that it is still right."""

    page_title = gettext_lazy("Compare with newer texts")
    header_icon = "wagtail-localize-language"
    template_name = "editing/admin/older_text.html"
    model: Any = None  # Three values that the viewset gives.
    edit_handler: Any = None
    edit_url_name = ""

    def setup(self, request: HttpRequest, pk: str, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.object = get_object_or_404(self.model.objects.select_related("record"), pk=unquote(str(pk)))

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        policy = policy_registry.get_by_type(self.model)
        if not policy.user_has_permission_for_instance(request.user, "change", self.object):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        """Takes the answer "still right", for the version of the sister that was shown, and for no other."""
        language = request.POST.get("language", "")
        if find_still_right(self.object, language, _moment(request.POST.get("version", "")), by=request.user):
            messages.success(request, _("Noted: the text is still right."))
        else:
            messages.error(
                request,
                _(
                    "Nothing was noted: the other text has been changed again meanwhile. Look at it once more."
                ),
            )
        self.object.refresh_from_db()
        is_waiting = self.object.live and self.object.older_than
        return HttpResponseRedirect(address_beside(self.object) if is_waiting else reverse("older_texts"))

    def get_page_subtitle(self) -> str:
        return str(self.object)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            *self.breadcrumbs_items,
            {"url": reverse("older_texts"), "label": OlderTextsView.page_title},
            {"url": self.edit_url, "label": str(self.object)},
            {"url": "", "label": self.page_title, "sublabel": str(self.object)},
        ]

    @cached_property
    def edit_url(self) -> str:
        return reverse(self.edit_url_name, args=[quote(self.object.pk)])

    @property
    def header_buttons(self) -> list[HeaderButton]:
        return [HeaderButton(capfirst(_("Edit")), url=self.edit_url, icon_name="edit")]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        sisters = in_order(self.object.older_than)
        return {
            **super().get_context_data(**kwargs),
            "text": self.object,
            "edit_url": self.edit_url,
            "pairs": [compared(self.object, sister, self.edit_handler, self.request) for sister in sisters],
        }


class FurtherLinksView(WagtailAdminTemplateMixin, TemplateView):
    """Lists the rows that link to one thing and that Wagtail's list of its usage does not have."""

    page_title = gettext_lazy("Further links")
    header_icon = "link"
    template_name = "editing/admin/further_links_list.html"

    def setup(self, request: HttpRequest, app_label: str, model_name: str, pk: str) -> None:
        super().setup(request)
        try:
            model = apps.get_model(app_label, model_name)
        except LookupError:
            raise Http404 from None
        if finder_classes.get_by_type(model) is None:
            raise Http404
        rows = rows_to_work_with(model, request.user)
        require_seen(rows, [pk])
        row = model._base_manager.get(pk=pk)
        self.object = row.specific if isinstance(row, Page) else row

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not AdminURLFinder(request.user).get_edit_url(self.object):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_page_subtitle(self) -> str:
        return get_latest_str(self.object)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        finder = AdminURLFinder(self.request.user)
        return [
            *self.breadcrumbs_items,
            {"url": finder.get_edit_url(self.object), "label": self.get_page_subtitle()},
            {"url": "", "label": self.page_title, "sublabel": self.get_page_subtitle()},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        (links,) = links_to([self.object])
        items = Paginator(links.rows(), LINES_A_PAGE).get_page(self.request.GET.get("p"))
        address_of = AdminURLFinder(self.request.user).get_edit_url
        return {
            **super().get_context_data(**kwargs),
            "items": items,
            "rows": [(str(row), capfirst(row._meta.verbose_name), address_of(row)) for row in items],
            "elided_page_range": items.paginator.get_elided_page_range(items.number),
        }


def _moment(words: str) -> datetime | None:
    try:
        return datetime.fromisoformat(words)
    except ValueError:
        return None


class GuardedSnippetsAPI(SnippetsAPI):
    """Rows by program: those that the reader may see, for those who work with such rows or choose among them."""

    def get_queryset(self) -> QuerySet:
        model, user = self.get_model(), self.request.user
        works_with_them = policy_registry.get_by_type(model).user_has_any_permission(user, ANY_ACTION)
        if not works_with_them and not may_choose(user, model):
            raise PermissionDenied
        return visible_rows(model, user).order_by("pk")
