"""Wagtail hooks of translations: which are older than their originals, and who may replace a page by another."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.action_menu import ActionMenuItem
from wagtail.admin.menu import MenuItem
from wagtail.models import Page
from wagtail_localize.models import TranslationSource

from portal.content.rules import may_edit_pages, may_replace

from . import po_files
from .translations import outdated_translations
from .views import (
    GuardedTranslationsReportView,
    GuardedUpdateTranslationsView,
    OutdatedTranslationsView,
    TellingSubmitPageTranslationView,
)


@hooks.register("register_admin_urls", order=-10)
def admin_urls() -> list[URLPattern]:
    """The report, and our doors before wagtail-localize's own at the same addresses."""
    return [
        path(
            "localize/update/<int:translation_source_id>/",
            GuardedUpdateTranslationsView.as_view(),
            name="update_translations_guarded",
        ),
        path(
            "localize/submit/page/<int:page_id>/",
            TellingSubmitPageTranslationView.as_view(),
            name="submit_page_translation_guarded",
        ),
        path(
            "localize/reports/translations/",
            GuardedTranslationsReportView.as_view(),
            name="translations_report_guarded",
        ),
        path(
            "localize/reports/translations/results/",
            GuardedTranslationsReportView.as_view(results_only=True),
            name="translations_report_results_guarded",
        ),
        path(
            "localize/translate/<int:translation_id>/pofile/download/",
            po_files.download,
            name="translation_file_named",
        ),
        path(
            "localize/translate/<int:translation_id>/pofile/upload/",
            po_files.upload,
            name="translation_file_checked",
        ),
        path(
            "reports/outdated-translations/", OutdatedTranslationsView.as_view(), name="outdated_translations"
        ),
        path(
            "reports/outdated-translations/results/",
            OutdatedTranslationsView.as_view(results_only=True),
            name="outdated_translations_results",
        ),
    ]


@hooks.register("register_reports_menu_item")
def outdated_translations_menu_item() -> MenuItem:
    """Leads to the report from the menu."""
    return MenuItem(
        gettext_lazy("Outdated translations"),
        reverse("outdated_translations"),
        icon_name="wagtail-localize-language",
        order=9010,
    )


@hooks.register("construct_reports_menu")
def hide_reports_on_translations(request: HttpRequest, items: list[MenuItem]) -> None:
    """Offers the reports on translations of pages to those who edit pages alone; others they refuse."""
    if not may_edit_pages(request.user):
        refused = {reverse("outdated_translations"), reverse("wagtail_localize:translations_report")}
        items[:] = [item for item in items if item.url not in refused]


# What replaces or lets go of a page that may be live, by the names of wagtail-localize's buttons.
REPLACING = ("localize-convert-to-alias", "localize-restart-translation")


@hooks.register("construct_page_action_menu")
def hide_replacing(items: list[ActionMenuItem], request: HttpRequest, context: dict) -> None:
    """Offers to replace a page to those alone who may publish it."""
    page = context.get("page")
    if page is not None and not may_replace(request.user, page):
        items[:] = [item for item in items if item.name not in REPLACING]


@hooks.register("before_edit_page", order=-20)
def refuse_replacing(request: HttpRequest, page: Page) -> None:
    """The same for a form that is sent without its button."""
    if any(name in request.POST for name in REPLACING) and not may_replace(request.user, page):
        raise PermissionDenied


@hooks.register("before_edit_page", order=-10)
def tell_that_original_changed(request: HttpRequest, page: Page) -> None:
    """Says above the editor of a translation that its original has been published since."""
    if request.method == "GET" and outdated_translations().filter(pk=page.pk).exists():
        source = TranslationSource.objects.filter(object_id=page.translation_key).first()
        may_sync = source and request.user.has_perm("wagtail_localize.submit_translation")
        address = reverse("wagtail_localize:update_translations", args=[source.pk]) if may_sync else None
        messages.warning(
            request,
            _(
                "The original has been updated since this translation. Sync the translation from the "
                "original page, then translate what has changed."
            ),
            buttons=[messages.button(address, _("Sync"))] if address else [],
        )
