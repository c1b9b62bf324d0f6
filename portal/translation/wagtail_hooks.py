"""Wagtail hooks of translations: what they lack, and who may replace a page by another."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.action_menu import ActionMenuItem
from wagtail.admin.menu import MenuItem
from wagtail.models import Page

from portal.content.rules import may_edit_pages, may_replace
from portal.content.strings import is_half_translated, lacking_in, translation_of

from . import po_files
from .actions import left_of
from .bulk_actions import PublishWholeBulkAction
from .half_translated import address_of_left, tell_what_lacks
from .translations import outdated_translations
from .views import (
    GuardedTranslationsReportView,
    GuardedUpdateTranslationsView,
    OutdatedTranslationsView,
    TellingSubmitPageTranslationView,
    strings_left,
)

# After Wagtail's own, whose place it takes.
hooks.register("register_bulk_action", PublishWholeBulkAction, order=10)


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
        path("localize/translate/<int:translation_id>/left/", strings_left, name="strings_left"),
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
def tell_what_is_left(request: HttpRequest, page: Page) -> None:
    """Says above the editor of a translation what it lacks of its original, and what is translated but not public."""
    if request.method != "GET" or page.alias_of_id is not None or not (translation := translation_of(page)):
        return
    number = len(left_of(translation))
    is_outdated = outdated_translations().filter(pk=page.pk).exists()
    said = [_("The original has been updated since this translation.")] if is_outdated else []
    if number:
        words = ngettext(
            "%(count)d string is left: it is not translated yet.",
            "%(count)d strings are left: they are not translated yet.",
            number,
        )
        said.append(words % {"count": number})
    elif is_outdated:
        said.append(_("All of it is translated, but not published yet."))
    if said:
        button = messages.button(address_of_left(translation.pk), _("See what is left"))
        messages.warning(request, " ".join(said), buttons=[button] if number else [])


@hooks.register("before_publish_page")
def half_translated_stays_draft(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Keeps a page as a draft that is not wholly translated; what was typed is saved by now. One that is scheduled may
    be finished by its day.
    """
    is_scheduled = page.go_live_at is not None and page.go_live_at > timezone.now()
    if is_scheduled or not (lacking := lacking_in(page)):
        return None
    tell_what_lacks(request, page, lacking)
    return redirect("wagtailadmin_pages:edit", page.pk)


@hooks.register("before_copy_page")
def refuse_to_copy_half_translated(request: HttpRequest, page: Page) -> HttpResponse | None:
    """A copy is a page of its own: it would be published with words of another language, and no list would name it."""
    if not is_half_translated(page):
        return None
    messages.error(request, _("A page that is not wholly translated cannot be copied. Copy its original."))
    return redirect("wagtailadmin_pages:edit", page.pk)
