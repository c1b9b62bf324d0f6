"""What the admin is told of pages and their translations: who may do what with them, and which are older than their originals."""

from django.core.exceptions import PermissionDenied
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.templatetags.static import static
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.action_menu import ActionMenuItem
from wagtail.admin.menu import MenuItem
from wagtail.log_actions import LogActionRegistry
from wagtail.models import Page
from wagtail.rich_text.feature_registry import FeatureRegistry
from wagtail_localize.models import TranslationSource

from portal.accounts.doors import may_open
from portal.blocks.rich_text import PublicDocumentLinkHandler, PublicPageLinkHandler

from . import bounds, translation_files
from .actions import LOG_WORDS
from .approving import return_of, why_returned
from .bulk_actions import TellingDeleteBulkAction
from .descriptions import Description
from .doors import may_replace
from .refusing import keep_as_draft, tell_rule, tell_why
from .rules import is_reviewed, may_publish_text
from .translations import may_edit_pages, outdated_translations
from .views import (
    GuardedSnippetsAPI,
    GuardedTranslationsReportView,
    GuardedUpdateTranslationsView,
    OutdatedTranslationsView,
    TellingSubmitPageTranslationView,
)
from .visibility import pages_to_point_at


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
            "localize/api/snippets/<slug:app_label>/<slug:model_name>/",
            GuardedSnippetsAPI.as_view({"get": "list"}),
            name="snippets_api_listing_guarded",
        ),
        path(
            "localize/api/snippets/<slug:app_label>/<slug:model_name>/<str:pk>/",
            GuardedSnippetsAPI.as_view({"get": "retrieve"}),
            name="snippets_api_detail_guarded",
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


for name, box in bounds.BOXES.items():
    hooks.register(name, bounds.before(box), order=-10)

# After Wagtail's own, whose place it takes.
hooks.register("register_bulk_action", TellingDeleteBulkAction, order=10)


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


@hooks.register("construct_main_menu")
@hooks.register("construct_settings_menu")
@hooks.register("construct_reports_menu")
@hooks.register("construct_help_menu")
def hide_refused(request: HttpRequest, items: list[MenuItem]) -> None:
    """Offers nothing that its guard would refuse."""
    items[:] = [item for item in items if may_open(request, getattr(item, "url", ""))]


@hooks.register("construct_page_chooser_queryset")
def pages_of_chooser(pages: QuerySet[Page], request: HttpRequest) -> QuerySet[Page]:
    """The page chooser holds what its reader may point at."""
    return pages.filter(pk__in=pages_to_point_at(request.user).values("pk"))


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


@hooks.register("before_edit_page", order=-10)
@hooks.register("before_edit_snippet")
def tell_why_returned(request: HttpRequest, thing: Model) -> None:
    """Says above the form of a returned text, to whoever submitted it, what is to be changed and by whom it was said."""
    if request.method == "GET" and (state := return_of(request.user, thing)):
        messages.warning(request, why_returned(state))


@hooks.register("insert_editor_js")
def one_save_at_a_time() -> str:
    """A form waits for the admin's own saving of drafts; sent meanwhile, it would make a second page."""
    return format_html('<script src="{}"></script>', static("js/editor.js"))


@hooks.register("register_rich_text_features", order=10)  # After Wagtail's own, whose places they take.
def lead_to_what_is_public(features: FeatureRegistry) -> None:
    """Links in running text lead only to what everybody may see."""
    features.register_link_type(PublicPageLinkHandler)
    features.register_link_type(PublicDocumentLinkHandler)


@hooks.register("before_publish_page")
@hooks.register("before_publish")
def own_texts_stay_drafts(request: HttpRequest, thing: Model) -> HttpResponse | None:
    """What was typed is saved by now; whoever typed it does not publish it where nobody does."""
    return None if may_publish_text(request.user, thing) else keep_as_draft(request, thing)


@hooks.register("after_create_page")
@hooks.register("after_edit_page")
def tell_that_it_is_a_draft(request: HttpRequest, page: Page) -> None:
    """Says why a page was saved as a draft when the form asked to publish it."""
    if request.POST.get("action-publish") and not may_publish_text(request.user, page):
        tell_why(request)


@hooks.register("before_edit_page")
@hooks.register("before_edit_snippet")
def say_who_publishes(request: HttpRequest, thing: Model) -> None:
    """Says above the form why its reader may not publish what they wrote."""
    if request.method == "GET" and not may_publish_text(request.user, thing):
        tell_rule(request)


@hooks.register("before_create_page")
def say_who_publishes_a_new_page(request: HttpRequest, parent: Page, page_class: type[Page]) -> None:
    """The same above the form of a new page."""
    if request.method == "GET" and is_reviewed(parent):
        tell_rule(request)


@hooks.register("before_create_snippet")
def say_who_publishes_a_new_text(request: HttpRequest, model: type[Model]) -> None:
    """The same above the form of a new text about a record."""
    if request.method == "GET" and issubclass(model, Description) and is_reviewed(model()):
        tell_rule(request)


@hooks.register("construct_snippet_action_menu")
def offer_no_own_text(items: list, request: HttpRequest, context: dict) -> None:
    """Offers nobody to publish their own text about a record; pages ask their permission tester."""
    thing = context.get("instance")
    if thing is None:
        is_kept = issubclass(context["model"], Description) and is_reviewed(context["model"]())
    else:
        is_kept = not may_publish_text(request.user, thing)
    if is_kept:
        items[:] = [item for item in items if item.name != "action-publish"]


@hooks.register("register_log_actions")
def log_actions(actions: LogActionRegistry) -> None:
    """How the history of a section's page tells of its mark."""
    for action, (label, message) in LOG_WORDS.items():
        actions.register_action(action, label, message)
