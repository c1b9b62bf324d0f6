"""What translations of pages add to the admin: who may publish them, and which are older than their originals."""

from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.models import Page
from wagtail.rich_text.feature_registry import FeatureRegistry
from wagtail_localize.models import TranslationSource

from portal.blocks.rich_text import PublicDocumentLinkHandler, PublicPageLinkHandler

from . import translation_files
from .translations import may_edit_pages, outdated_translations
from .views import GuardedTranslationsReportView, GuardedUpdateTranslationsView, OutdatedTranslationsView


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
            translation_files.download,
            name="translation_file_named",
        ),
        path(
            "localize/translate/<int:translation_id>/pofile/upload/",
            translation_files.upload,
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
                "The original was published again after this translation. Sync the translation from the original "
                "page, then translate what changed."
            ),
            buttons=[messages.button(address, _("Sync"))] if address else [],
        )


@hooks.register("insert_editor_js")
def one_save_at_a_time() -> str:
    """A form waits for the admin's own saving of drafts; sent meanwhile, it would make a second page."""
    return format_html('<script src="{}"></script>', static("js/editor.js"))


@hooks.register("register_rich_text_features", order=10)  # After Wagtail's own, whose places they take.
def lead_to_what_is_public(features: FeatureRegistry) -> None:
    """Links in running text lead only to what everybody may see."""
    features.register_link_type(PublicPageLinkHandler)
    features.register_link_type(PublicDocumentLinkHandler)
